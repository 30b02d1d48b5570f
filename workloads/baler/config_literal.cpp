#include "config_literal.hpp"

#include <fmt/format.h>

#include <string_view>

namespace baler {
namespace {

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += {'\\', c};
    } else if (c == '\n') {
      out += "\\n";
    } else if (byte < 0x20 || byte == 0x7F) {
      out += fmt::format("\\x{:02x}", byte);
    } else {
      out += c;
    }
  }
  return out + "\"";
}

/// The shortest text that reads back as the same double, with a point or an exponent as a real
/// number has.
std::string real_text(double value) {
  std::string out = fmt::format("{}", value);
  if (out.find_first_of(".en") == std::string::npos) out += ".0";
  return out;
}

}  // namespace

std::string python_text(const Literal& literal) {
  struct Writer {
    std::string operator()(std::monostate) const { return "None"; }
    std::string operator()(bool value) const { return value ? "True" : "False"; }
    std::string operator()(std::int64_t value) const { return fmt::format("{}", value); }
    std::string operator()(double value) const { return real_text(value); }
    std::string operator()(const std::string& value) const { return quoted(value); }
    std::string operator()(const LiteralList& values) const {
      std::string out = "[";
      for (const Literal& value : values) out += (out.size() > 1 ? ", " : "") + python_text(value);
      return out + "]";
    }
  };
  return std::visit(Writer{}, literal.value);
}

}  // namespace baler
