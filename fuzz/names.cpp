// Names of symbols and lists of compiled functions from foreign files: any text is accepted, and
// what comes out is bounded.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/expect.hpp"
#include "symbols/demangle.hpp"
#include "symbols/jit_map.hpp"

namespace symbols = calo::symbols;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view input{reinterpret_cast<const char*>(bytes), size};
  const std::string rust = symbols::demangled("_R" + std::string{input});
  CALO_EXPECT(rust.size() <= size + (std::size_t{1} << 15U), "back references do not explode");
  const std::string name = symbols::demangled(input);
  CALO_EXPECT(symbols::shortened(name).size() <= 3 * name.size() + 8, "shortening shortens");
  static_cast<void>(symbols::shortened(input));

  const symbols::JitMap map = symbols::JitMap::parse(input);
  CALO_EXPECT(map.size() + map.malformed_lines() <= size + 1, "a line is one function or none");
  static_cast<void>(map.find(size));
  return 0;
}
