#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace baler {

struct Literal;
using LiteralList = std::vector<Literal>;

/// A value written out in Python: None, True, 3, 1e-3, "text", [1, 25, 25] or (1, 25, 25).
struct Literal {
  std::variant<std::monostate, bool, std::int64_t, double, std::string, LiteralList> value;
  friend bool operator==(const Literal&, const Literal&) = default;
};

/// The literal as Python writes it; strings in double quotes, lists in brackets.
std::string python_text(const Literal& literal);

}  // namespace baler
