// Text from foreign programs and files: whatever the bytes, what is printed is one safe line, and
// what was quoted for CSV reads back as it was.
#include "base/text.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/expect.hpp"

namespace text = calo::text;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view input{reinterpret_cast<const char*>(bytes), size};

  const std::string safe = text::printable(input, 64);
  CALO_EXPECT(safe.size() <= 64 + 3, "printable keeps its limit");
  for (const char c : safe) {
    CALO_EXPECT(static_cast<unsigned char>(c) >= 0x20 && c != 0x7F,
                "no control characters are left");
  }
  CALO_EXPECT(text::printable(safe, 80) == safe, "what is printable stays as it is");

  if (input.find_first_of("\r\n") == std::string_view::npos) {
    const auto fields = text::csv_fields(text::csv_quoted(input) + ",second");
    CALO_EXPECT(fields.size() == 2 && fields[0] == input, "a quoted field reads back");
  }
  CALO_EXPECT(!text::csv_fields(input).empty(), "a record has at least one field");

  if (const auto number = text::to_double(input)) {
    CALO_EXPECT(std::isfinite(*number), "only finite numbers are numbers");
    static_cast<void>(text::with_prefix(*number, "J"));
    static_cast<void>(text::pdg_rounded(*number, std::abs(*number) * 0.05));
  }
  if (text::to_u64(input)) {
    CALO_EXPECT(text::to_double(input).has_value(), "every whole number is a number");
  }
  CALO_EXPECT(text::split(input, ',').size() >= 1, "a split gives at least one part");
  static_cast<void>(text::lines(input));
  static_cast<void>(text::words(input));
  return 0;
}
