// Unwind information of foreign files: whatever the bytes, looking up a rule reads inside of them
// and ends, and a stack of any content is left frame by frame.
//
// Input: 2 bytes pc, 2 bytes address of an entry, 1 byte flags; the rest is an ELF file's program
// headers (flag 1) or .eh_frame_hdr and .eh_frame (else).
#include "unwind/eh_frame.hpp"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include "base/expect.hpp"
#include "unwind/frame_program.hpp"
#include "unwind/walk.hpp"

namespace unwind = calo::unwind;

namespace {

constexpr std::uint64_t base = 0x1000;

/// A stack made of the input itself.
struct Stack {
  const std::vector<unsigned char>& bytes;
  unwind::Rule rule;

  bool read(std::uint64_t address, std::uint64_t& word) const {
    if (address < base || address - base > bytes.size() || bytes.size() - (address - base) < 8) {
      return false;
    }
    std::memcpy(&word, bytes.data() + (address - base), 8);
    return true;
  }
  [[nodiscard]] unwind::Rule rule_at(std::uint64_t pc, unsigned = unwind::rbp) const {
    return pc % 5 == 0 ? unwind::Rule{} : rule;
  }
  [[nodiscard]] bool follows_call(std::uint64_t address) const { return address % 3 == 0; }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t head = 5;
  if (size < head) return 0;
  const std::uint64_t pc = base + data[0] + 256U * data[1];
  const std::uint64_t entry = base + data[2] + 256U * data[3];
  const bool is_headers = (data[4] & 1) != 0;
  // A copy of its exact size: a read beyond the end is seen by AddressSanitizer.
  const std::vector<unsigned char> bytes(data + head, data + size);
  const unwind::Bytes all{bytes.data(), base, bytes.size()};

  if (is_headers) {
    std::vector<Elf64_Phdr> headers(bytes.size() / sizeof(Elf64_Phdr));
    if (!headers.empty()) {
      std::memcpy(headers.data(), bytes.data(), headers.size() * sizeof(Elf64_Phdr));
    }
    const unwind::ElfShape shape = unwind::shape_of(headers.data(), headers.size());
    CALO_EXPECT(shape.low <= shape.high, "a file begins before it ends");
    static_cast<void>(unwind::build_id_in(all));
    return 0;
  }

  unwind::ElfShape shape;
  shape.index = {base, bytes.size(), 0};
  const auto segment_at = [&](std::uint64_t address) {
    return all.contains(address, 1) ? all : unwind::Bytes{};
  };
  const auto copy = [](const unwind::Bytes& from, void* to, std::size_t count) {
    std::memcpy(to, from.memory, count);
    return true;
  };
  const unwind::UnwindTable table = unwind::find_table(shape, segment_at, copy);
  const unwind::Rule found = unwind::rule_at(table, pc);
  const unwind::Rule rule = unwind::rule_in_function(all, entry, pc);
  CALO_EXPECT(unwind::rule_in_function(all, entry, pc) == rule, "the same bytes, the same rule");

  for (const unwind::Rule& one : {found, rule}) {
    unwind::Registers registers;
    for (unsigned i = 0; i < unwind::register_count; ++i) registers.values[i] = base + 8 * i;
    int frames = 0;
    unwind::walk(Stack{bytes, one}, registers, [&](std::uint64_t, bool) { return ++frames < 200; });
    CALO_EXPECT(frames >= 1 && frames <= 200, "the first frame is always told");
  }
  return 0;
}
