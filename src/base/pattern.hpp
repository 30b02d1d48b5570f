#pragma once

#include <memory>
#include <string>

#include "base/error.hpp"

namespace calo {

/// A POSIX extended regular expression. The standard library's own overflows the stack on names of
/// some thousand bytes, which templates have.
class Pattern {
 public:
  /// Fails with `usage`, and says where the expression is wrong.
  static Result<Pattern> compile(const std::string& expression);

  /// Whether it fits anywhere in `text`, up to the first zero byte.
  [[nodiscard]] bool is_in(const std::string& text) const;

 private:
  struct Compiled;
  explicit Pattern(std::shared_ptr<const Compiled> compiled) : compiled_{std::move(compiled)} {}
  std::shared_ptr<const Compiled> compiled_;
};

}  // namespace calo
