// Line tables of Python code objects and the interpreter's description of itself, read from a
// process that may be damaged: ranges stay in order, and no offset leaves its structure.
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

#include "base/expect.hpp"
#include "cpython/debug_offsets.hpp"
#include "cpython/lines.hpp"

namespace cpython = calo::cpython;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using Lines = cpython::Layout::Lines;
  const std::span<const std::uint8_t> table{bytes, size};
  for (const Lines format : {Lines::lnotab, Lines::pairs, Lines::locations}) {
    std::int32_t last = 0;
    for (const cpython::LineRange& range : cpython::line_ranges(format, table, 1)) {
      CALO_EXPECT(range.begin >= last && range.end > range.begin, "ranges ascend");
      CALO_EXPECT(cpython::line_at(format, table, 1, range.begin) == range.line,
                  "both readings agree");
      last = range.end;
    }
  }

  std::uint64_t words[cpython::debug_offsets_words] = {};
  std::memcpy(words, bytes, size < sizeof words ? size : sizeof words);
  words[0] = 0x79706775'62656478;  // "xdebugpy"
  words[1] = 0x030D0000 + (size % 3) * 0x10000;
  cpython::Layout layout;
  if (cpython::layout_from_words(words, layout)) {
    CALO_EXPECT(layout.frame_size <= cpython::max_frame_size, "a frame fits its buffer");
    CALO_EXPECT(layout.code_size <= cpython::max_code_size, "a code object fits its buffer");
  }
  return 0;
}
