#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <utility>

namespace calo {

/// Why something failed, as far as a caller may want to act on it.
enum class Category {
  not_found,    ///< the thing is not there
  permission,   ///< it is there, but we may not
  malformed,    ///< its content is not what its format promises
  unsupported,  ///< this machine, kernel or version cannot do it
  usage,        ///< the user asked for something that makes no sense
  io,           ///< reading or writing failed
  exhausted,    ///< no space, no descriptors, too large
  internal,     ///< our own bug
};

std::string_view name(Category category);

/// An expected failure: what was attempted with which object, why it failed, and what the user can
/// do.
///
/// `what` reads "doing X with Y: reason", without a full stop. `remedy` is an imperative sentence
/// or empty.
struct Error {
  Category category = Category::internal;
  std::string what;
  std::string remedy;

  /// The same error, told by a caller who was doing `context`.
  [[nodiscard]] Error within(std::string_view context) && {
    what.insert(0, std::string{context} + ": ");
    return std::move(*this);
  }

  /// One line for a person: "what. Remedy"
  [[nodiscard]] std::string text() const;
};

template <class T>
using Result = std::expected<T, Error>;

inline std::unexpected<Error> fail(Category category, std::string what, std::string remedy = {}) {
  return std::unexpected{Error{category, std::move(what), std::move(remedy)}};
}

/// An Error from `errno`: category and reason come from the number (ENOENT, EACCES, ENOSPC, ...).
Error system_error(int error_number, std::string_view attempted, std::string remedy = {});

}  // namespace calo
