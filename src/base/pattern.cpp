#include "base/pattern.hpp"

#include <regex.h>

#include <array>
#include <utility>

#include "base/text.hpp"

namespace calo {

struct Pattern::Compiled {
  regex_t expression{};
  bool is_compiled = false;
  Compiled() = default;
  Compiled(const Compiled&) = delete;
  Compiled& operator=(const Compiled&) = delete;
  ~Compiled() {
    if (is_compiled) ::regfree(&expression);
  }
};

Result<Pattern> Pattern::compile(const std::string& expression) {
  auto compiled = std::make_shared<Compiled>();
  const int wrong = ::regcomp(&compiled->expression, expression.c_str(), REG_EXTENDED | REG_NOSUB);
  if (wrong != 0) {
    std::array<char, 200> why{};
    ::regerror(wrong, &compiled->expression, why.data(), why.size());
    return fail(Category::usage,
                text::printable(expression) + ": not a regular expression: " + why.data(),
                "Put a backslash before a letter that shall mean itself");
  }
  compiled->is_compiled = true;
  return Pattern{std::move(compiled)};
}

bool Pattern::is_in(const std::string& text) const {
  return ::regexec(&compiled_->expression, text.c_str(), 0, nullptr, 0) == 0;
}

}  // namespace calo
