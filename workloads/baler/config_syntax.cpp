#include "config_syntax.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <cstddef>
#include <optional>
#include <system_error>
#include <utility>

#include "base/text.hpp"
#include "base/try.hpp"

namespace baler {
namespace {

using calo::Category;
using calo::Result;

constexpr int deepest_list = 16;

bool is_name_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_in_name(char c) {
  return is_name_start(c) || is_digit(c);
}

std::string utf8(std::uint32_t code) {
  const auto byte = [](std::uint32_t bits) { return static_cast<char>(bits); };
  if (code < 0x80) return {byte(code)};
  if (code < 0x800) return {byte(0xC0 | code >> 6), byte(0x80 | (code & 0x3F))};
  if (code < 0x10000) {
    return {byte(0xE0 | code >> 12), byte(0x80 | (code >> 6 & 0x3F)), byte(0x80 | (code & 0x3F))};
  }
  return {byte(0xF0 | code >> 18), byte(0x80 | (code >> 12 & 0x3F)),
          byte(0x80 | (code >> 6 & 0x3F)), byte(0x80 | (code & 0x3F))};
}

/// Reads the text from front to back; every function leaves `at_` behind what it read.
class Reader {
 public:
  Reader(std::string_view text, std::string_view file) : text_{text}, file_{file} {}

  Result<std::vector<Assignment>> assignments() {
    std::vector<Assignment> found;
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
    while (true) {
      skip_blank_lines();
      if (is_at_end()) return found;
      CALO_TRY_DO(statement(found));
    }
  }

 private:
  // What stands where.
  [[nodiscard]] bool is_at_end() const { return at_ >= text_.size(); }
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  bool take(std::string_view expected) {
    if (!text_.substr(at_).starts_with(expected)) return false;
    at_ += expected.size();
    return true;
  }
  void next() {
    if (text_[at_] == '\n') ++line_;
    ++at_;
  }

  /// The rest of the line, for messages.
  [[nodiscard]] std::string here() const {
    if (is_at_end()) return "the end of the file";
    const std::string_view rest = text_.substr(at_, text_.find('\n', at_) - at_);
    return rest.empty() ? "the end of the line" : "'" + calo::text::printable(rest, 40) + "'";
  }
  [[nodiscard]] std::unexpected<calo::Error> wrong(
      const std::string& reason,
      std::string remedy =
          "Write `c.name = value` with a number, True, False, None, a text in "
          "quotes or a list") const {
    return calo::fail(Category::malformed, fmt::format("reading {}:{}: {}", file_, line_, reason),
                      std::move(remedy));
  }

  // What means nothing.
  void skip_comment() {
    while (!is_at_end() && peek() != '\n') ++at_;
  }
  /// Spaces, and line ends that a backslash takes away.
  void skip_spaces() {
    while (!is_at_end()) {
      if (peek() == ' ' || peek() == '\t' || peek() == '\f') {
        ++at_;
      } else if (peek() == '\\' && (peek(1) == '\n' || (peek(1) == '\r' && peek(2) == '\n'))) {
        at_ += peek(1) == '\r' ? 2U : 1U;
        next();
      } else {
        return;
      }
    }
  }
  void skip_blank_lines() {
    while (true) {
      skip_spaces();
      if (peek() == '#') skip_comment();
      if (is_at_end() || (peek() != '\n' && peek() != '\r')) return;
      next();
    }
  }

  std::string_view name() {
    const std::size_t start = at_;
    if (is_name_start(peek())) {
      while (is_in_name(peek())) ++at_;
    }
    return text_.substr(start, at_ - start);
  }

  Result<void> end_of_statement() {
    skip_spaces();
    if (peek() == '#') skip_comment();
    if (peek() == '\r') ++at_;
    if (is_at_end() || peek() == '\n' || take(";")) return {};
    return wrong(fmt::format("did not expect {} after the value", here()));
  }

  Result<void> statement(std::vector<Assignment>& found) {
    if (peek() == '"' || peek() == '\'') {
      CALO_TRY(const auto text_alone, text());
      static_cast<void>(text_alone);
      return end_of_statement();
    }
    const std::size_t start = at_;
    const int line = line_;
    const std::string_view first = name();
    if (first == "pass") return end_of_statement();
    if (first == "import" || first == "from") {
      skip_comment();
      return {};
    }
    if (first == "def") return definition();
    if (parameter_.empty() || first != parameter_ || !take(".")) {
      at_ = start;
      return wrong(parameter_.empty()
                       ? fmt::format("expected `def set_config(c):` before {}", here())
                       : fmt::format("did not expect {}", here()));
    }
    const std::string_view target = name();
    if (target.empty()) return wrong(fmt::format("expected a name before {}", here()));
    skip_spaces();
    if (peek() != '=' || peek(1) == '=') {
      return wrong(fmt::format("expected = after {}.{}, not {}", first, target, here()));
    }
    ++at_;
    CALO_TRY(auto value, literal(0));
    found.push_back({std::string{target}, std::move(value), line});
    return end_of_statement();
  }

  /// `def set_config(c):`, with types if they like; `def` has been read.
  Result<void> definition() {
    skip_spaces();
    const std::string_view function = name();
    skip_spaces();
    if (function != "set_config" || !parameter_.empty() || !take("(")) {
      return wrong("expected one function, set_config(c)");
    }
    skip_spaces();
    parameter_ = name();
    const std::size_t end = text_.find('\n', at_);
    const std::string_view rest = text_.substr(at_, end - at_);
    const std::size_t close = rest.find(')');
    const std::size_t colon = rest.find(':', close == std::string_view::npos ? 0 : close);
    if (parameter_.empty() || close == std::string_view::npos || colon == std::string_view::npos) {
      return wrong("expected `def set_config(c):` on one line");
    }
    at_ += colon + 1;
    return {};
  }

  // Values.
  Result<Literal> literal(int depth) {
    skip_within_brackets(depth);
    const char c = peek();
    if (c == '[' || c == '(') return list(depth);
    if (is_text_start()) {
      CALO_TRY(auto value, texts(depth));
      return Literal{std::move(value)};
    }
    if (is_digit(c) || c == '.' || c == '-' || c == '+') return number();
    const std::size_t start = at_;
    const std::string_view word = name();
    if (word == "True") return Literal{true};
    if (word == "False") return Literal{false};
    if (word == "None") return Literal{};
    at_ = start;
    return wrong(fmt::format("expected a value, not {}", here()));
  }

  void skip_within_brackets(int depth) {
    if (depth > 0) {
      skip_blank_lines();
    } else {
      skip_spaces();
    }
  }

  /// A list or a tuple; both are a LiteralList. One value in parentheses without a comma is the
  /// value itself.
  Result<Literal> list(int depth) {
    if (depth >= deepest_list) return wrong("lists lie more than 16 deep in each other");
    const char close = peek() == '[' ? ']' : ')';
    bool has_comma = close == ']';
    ++at_;
    LiteralList values;
    while (true) {
      skip_blank_lines();
      if (is_at_end()) return wrong(fmt::format("expected {} before the end of the file", close));
      if (peek() == close) break;
      CALO_TRY(auto value, literal(depth + 1));
      values.push_back(std::move(value));
      skip_blank_lines();
      if (take(",")) {
        has_comma = true;
      } else if (peek() != close) {
        return wrong(fmt::format("expected , or {} and not {}", close, here()));
      }
    }
    ++at_;
    if (!has_comma && values.size() == 1) return std::move(values.front());
    return Literal{std::move(values)};
  }

  [[nodiscard]] bool is_text_start() const {
    const char c = peek();
    if (c == '"' || c == '\'') return true;
    return (c == 'r' || c == 'R' || c == 'u' || c == 'U') && (peek(1) == '"' || peek(1) == '\'');
  }

  /// Texts one after the other are one text, as in C.
  Result<std::string> texts(int depth) {
    std::string joined;
    while (is_text_start()) {
      CALO_TRY(const auto part, text());
      joined += part;
      skip_within_brackets(depth);
    }
    return joined;
  }

  Result<std::string> text() {
    const bool is_raw = peek() == 'r' || peek() == 'R';
    if (peek() != '"' && peek() != '\'') ++at_;
    const char quote = peek();
    const std::string three(3, quote);
    const bool is_long = take(three);
    if (!is_long) ++at_;
    std::string value;
    while (true) {
      if (is_at_end() || (peek() == '\n' && !is_long)) {
        return wrong(fmt::format("a text has no closing {}", is_long ? three : three.substr(0, 1)));
      }
      if (is_long ? take(three) : take(three.substr(0, 1))) return value;
      if (peek() == '\\') {
        CALO_TRY_DO(escape(is_raw, value));
      } else {
        value += peek();
        next();
      }
    }
  }

  /// Python Language Reference 2.4.1; an unknown escape stays as it is written.
  Result<void> escape(bool is_raw, std::string& value) {
    ++at_;
    if (is_at_end()) return wrong("a text ends in the middle of an escape");
    const char c = peek();
    if (is_raw) {
      value += '\\';
      value += c;
      next();
      return {};
    }
    static constexpr std::string_view letters = "\\'\"abfnrtv";
    static constexpr std::string_view meanings = "\\'\"\a\b\f\n\r\t\v";
    if (const std::size_t found = letters.find(c); found != std::string_view::npos) {
      value += meanings[found];
      ++at_;
      return {};
    }
    if (c == '\n') {
      next();
      return {};
    }
    if (c == 'x') return character(1, 2, 2, 16, value);
    if (c == 'u') return character(1, 4, 4, 16, value);
    if (c == 'U') return character(1, 8, 8, 16, value);
    if (c >= '0' && c <= '7') return character(0, 1, 3, 8, value);
    if (c == 'N') return wrong("characters by name (\\N{...}) are not read", "Write the character");
    value += '\\';
    return {};
  }

  /// A character given by `least` to `most` digits, which begin `skip` bytes from here.
  Result<void> character(std::size_t skip, std::size_t least, std::size_t most, int base,
                         std::string& value) {
    const std::string_view digits = text_.substr(at_ + skip, most);
    std::uint32_t code = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), code, base);
    const auto count = static_cast<std::size_t>(end - digits.data());
    const bool is_character = code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
    if (error != std::errc{} || count < least || !is_character) {
      return wrong(
          fmt::format("\\{} is no character", calo::text::printable(text_.substr(at_, 10))));
    }
    at_ += skip + count;
    value += utf8(code);
    return {};
  }

  Result<Literal> number() {
    bool is_negative = false;
    while (peek() == '-' || peek() == '+') {
      is_negative ^= peek() == '-';
      ++at_;
      skip_spaces();
    }
    const std::size_t start = at_;
    while (is_in_name(peek()) || peek() == '.' ||
           ((peek() == '-' || peek() == '+') && is_exponent(start))) {
      ++at_;
    }
    const std::string written{text_.substr(start, at_ - start)};
    const auto value = number_from(written, is_negative);
    if (value) return Literal{*value};
    at_ = start;
    return wrong(fmt::format("'{}' is not a number in range", calo::text::printable(written, 40)));
  }

  /// Is the sign here that of an exponent, as in 1e-3?
  [[nodiscard]] bool is_exponent(std::size_t start) const {
    if (at_ == start || text_.substr(start).starts_with("0x")) return false;
    return text_[at_ - 1] == 'e' || text_[at_ - 1] == 'E';
  }

  /// 12, 1_000, 0x1F, 0o17, 0b11: whole; 1., .5, 1e-3: real.
  static std::optional<decltype(Literal::value)> number_from(std::string_view written,
                                                             bool is_negative) {
    std::string digits;
    for (std::size_t i = 0; i < written.size(); ++i) {
      if (written[i] != '_') {
        digits += written[i];
      } else if (i == 0 || i + 1 == written.size() || written[i - 1] == '_' ||
                 written[i + 1] == '_') {
        return std::nullopt;
      }
    }
    int base = 10;
    std::size_t prefix = 0;
    if (digits.size() > 2 && digits[0] == '0' && is_name_start(digits[1])) {
      const char kind = static_cast<char>(digits[1] | 0x20);
      base = kind == 'x' ? 16 : kind == 'o' ? 8 : kind == 'b' ? 2 : 10;
      prefix = base == 10 ? 0 : 2;
    }
    const char* const first = digits.data() + prefix;
    const char* const last = digits.data() + digits.size();
    std::int64_t whole = 0;
    if (const auto [end, error] = std::from_chars(first, last, whole, base);
        error == std::errc{} && end == last && *first != '-') {
      return is_negative ? -whole : whole;
    }
    if (base != 10 || digits.find_first_not_of("0123456789.eE+-") != std::string::npos ||
        digits.find_first_of(".eE") == std::string::npos) {
      return std::nullopt;
    }
    double real = 0;
    if (const auto [end, error] = std::from_chars(first, last, real);
        error == std::errc{} && end == last && std::isfinite(real)) {
      return is_negative ? -real : real;
    }
    return std::nullopt;
  }

  std::string_view text_;
  std::string_view file_;
  std::string_view parameter_;  ///< name of set_config's argument, once it has been seen
  std::size_t at_ = 0;
  int line_ = 1;
};

}  // namespace

calo::Result<std::vector<Assignment>> parse_assignments(std::string_view text,
                                                        std::string_view file) {
  return Reader{text, file}.assignments();
}

}  // namespace baler
