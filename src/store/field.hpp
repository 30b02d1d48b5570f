#pragma once

#include <cmath>
#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "base/quantity.hpp"
#include "store/sqlite.hpp"
#include "store/words.hpp"

namespace calo::store {

/// What a number in a column must be; the same when it is written and when it is read.
enum class Rule { finite, not_negative };

template <class T>
inline constexpr bool is_quantity = false;
template <Dimension d>
inline constexpr bool is_quantity<Quantity<d>> = true;
template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

inline bool obeys(Rule rule, double value) {
  return std::isfinite(value) && (rule == Rule::finite || value >= 0.0);
}
inline bool obeys(Rule rule, std::int64_t value) {
  return rule == Rule::finite || value >= 0;
}

/// Visits the columns of a row to spell its SQL.
class ColumnNames {
 public:
  void operator()(std::string_view name, const auto&, Rule = Rule::finite) {
    names_ += (count_ == 0 ? "" : ", ");
    names_ += name;
    places_ += (count_ == 0 ? "?" : ", ?");
    ++count_;
  }
  [[nodiscard]] std::string insert_into(std::string_view table, bool replace = false) const {
    return std::string{replace ? "INSERT OR REPLACE INTO " : "INSERT INTO "} + std::string{table} +
           " (" + names_ + ") VALUES (" + places_ + ")";
  }
  [[nodiscard]] std::string select_from(std::string_view table) const {
    return "SELECT " + names_ + " FROM " + std::string{table};
  }

 private:
  std::string names_, places_;
  int count_ = 0;
};

/// Visits the columns of a row to bind their values; then `run()`. Texts are not copied: they must
/// live until then.
class Binder {
 public:
  explicit Binder(Statement& statement) : statement_{statement} {}

  template <class T>
  void operator()(std::string_view name, const T& value, Rule rule = Rule::finite) {
    if constexpr (is_optional<T>) {
      if (value) {
        (*this)(name, *value, rule);
      } else {
        statement_.bind_null(parameter_++);
      }
    } else if constexpr (is_quantity<T>) {
      (*this)(name, value.value(), rule);
    } else if constexpr (std::is_enum_v<T>) {
      statement_.bind(parameter_++, word(value));
    } else if constexpr (std::integral<T>) {
      check(name, obeys(rule, static_cast<std::int64_t>(value)));
      statement_.bind(parameter_++, static_cast<std::int64_t>(value));
    } else if constexpr (std::floating_point<T>) {
      check(name, obeys(rule, value));
      statement_.bind(parameter_++, value);
    } else {
      statement_.bind(parameter_++, std::string_view{value});
    }
  }

  /// Runs the statement; fails with `internal` if a value broke its rule.
  Result<void> run() {
    if (broken_.empty()) return statement_.run();
    return fail(Category::internal, broken_ + " is negative or not a number");
  }

 private:
  void check(std::string_view name, bool good) {
    if (!good && broken_.empty()) broken_ = name;
  }

  Statement& statement_;
  int parameter_ = 0;
  std::string broken_;
};

/// Visits the columns of a row to take their values out; then `done()`. Nothing in the file is
/// trusted.
class Extractor {
 public:
  explicit Extractor(const Statement& statement) : statement_{statement} {}

  template <class T>
  void operator()(std::string_view name, T& value, Rule rule = Rule::finite) {
    using Type = Statement::Type;
    if constexpr (is_optional<T>) {
      if (statement_.type(column_) == Type::null) {
        value.reset();
        ++column_;
      } else {
        (*this)(name, value.emplace(), rule);
      }
    } else if constexpr (is_quantity<T>) {
      double number = 0.0;
      (*this)(name, number, rule);
      value = T::of(number);
    } else if constexpr (std::is_enum_v<T>) {
      check(name,
            statement_.type(column_) == Type::text && from_word(statement_.text(column_), value));
      ++column_;
    } else if constexpr (std::same_as<T, bool>) {
      const std::int64_t number = whole(name, Rule::not_negative);
      check(name, number <= 1);
      value = number == 1;
    } else if constexpr (std::integral<T>) {
      const std::int64_t number = whole(name, rule);
      check(name,
            number >= std::numeric_limits<T>::min() && number <= std::numeric_limits<T>::max());
      value = static_cast<T>(number);
    } else if constexpr (std::floating_point<T>) {
      check(name, statement_.type(column_) == Type::real);
      value = statement_.real(column_++);
      check(name, obeys(rule, value));
    } else {
      check(name, statement_.type(column_) == Type::text);
      value = std::string{statement_.text(column_++)};
    }
  }

  /// Fails with `malformed` if a value was not what its column promises.
  Result<void> done(std::string_view table) const {
    if (broken_.empty()) return {};
    return fail(Category::malformed,
                "damaged: a value in " + std::string{table} + "." + broken_ + " makes no sense",
                "Take a copy that is whole, or measure again");
  }

 private:
  std::int64_t whole(std::string_view name, Rule rule) {
    check(name, statement_.type(column_) == Statement::Type::integer);
    const std::int64_t number = statement_.integer(column_++);
    check(name, obeys(rule, number));
    return number;
  }
  void check(std::string_view name, bool good) {
    if (!good && broken_.empty()) broken_ = name;
  }

  const Statement& statement_;
  int column_ = 0;
  std::string broken_;
};

}  // namespace calo::store
