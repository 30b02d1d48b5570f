#pragma once

#include <cstdint>

namespace calo::agent {

/// Not below `base` if `c` is no digit.
constexpr unsigned digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  return c >= 'a' && c <= 'f' ? static_cast<unsigned>(c - 'a') + 10 : 99;
}

/// The number at `text`, which is moved behind its digits; 0 if there are none. What does not fit
/// into 64 bits wraps: the texts are the kernel's, or calo's own.
constexpr std::uint64_t read_number(const char*& text, unsigned base = 10) {
  std::uint64_t value = 0;
  for (; digit(*text) < base; ++text) value = value * base + digit(*text);
  return value;
}

}  // namespace calo::agent
