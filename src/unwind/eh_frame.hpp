#pragma once

#include <elf.h>

#include <cstddef>
#include <cstdint>

#include "unwind/bytes.hpp"
#include "unwind/rule.hpp"

/// The unwind information of one ELF file: `.eh_frame_hdr`, a sorted table of functions, and
/// `.eh_frame`, a program for each that says how to leave it (Linux Standard Base Core 5.0,
/// sections 10.6.1 and 10.6.2; DWARF 5, section 6.4). Works on a mapped file and on a loaded one.
namespace calo::unwind {

/// What the program headers say of a file. Addresses are the file's own.
struct ElfShape {
  static constexpr std::size_t most_segments = 12;
  struct Segment {
    std::uint64_t address = 0;
    std::uint64_t size = 0;  ///< in the file
    std::uint64_t offset = 0;
    bool is_executable = false;
  };
  std::uint64_t low = 0;   ///< of the first loaded page
  std::uint64_t high = 0;  ///< behind the last byte
  Segment loaded[most_segments];
  std::size_t loaded_count = 0;
  Segment index;    ///< .eh_frame_hdr; size 0: none
  Segment dynamic;  ///< what the loader needs; size 0: none
  Segment notes[4];
  std::size_t note_count = 0;
};

/// Empty (high == 0) if nothing is loaded.
ElfShape shape_of(const Elf64_Phdr* headers, std::size_t count);

/// The build-id in one notes segment (NT_GNU_BUILD_ID of "GNU"), or size 0.
Bytes build_id_in(const Bytes& notes);

/// Both sections, found and checked once; later look-ups only read.
struct UnwindTable {
  Bytes index;                  ///< .eh_frame_hdr
  Bytes frames;                 ///< the segment that holds .eh_frame
  std::uint32_t functions = 0;  ///< entries of the index; 0: no unwind information
};

/// `segment_at(address)` gives the Bytes of the loaded segment that holds an address, or size 0;
/// `copy(bytes, to, size)` copies their beginning, false if it cannot be read after all: a library
/// may be unmapped while it is looked at.
template <class SegmentAt, class Copy>
UnwindTable find_table(const ElfShape& shape, SegmentAt&& segment_at, Copy&& copy) {
  constexpr std::uint64_t head_size = 12;
  const Bytes around = segment_at(shape.index.address);
  if (shape.index.size < head_size || !around.contains(shape.index.address, shape.index.size)) {
    return {};
  }
  UnwindTable table;
  table.index = {around.memory + (shape.index.address - around.address), shape.index.address,
                 shape.index.size};
  unsigned char head[head_size];
  if (!copy(table.index, head, head_size)) return {};
  Cursor cursor{
      {head, shape.index.address, head_size}, shape.index.address, shape.index.address + head_size};
  // Version 1; pointer to .eh_frame: relative to itself, 4 bytes; count: 4 bytes; table: pairs of 4
  // bytes relative to the index. What GNU ld, gold, lld and mold write; others have no binary
  // search.
  if (cursor.fixed(4) != 0x3b031b01) return {};
  const std::uint64_t here = cursor.address();
  table.frames = segment_at(here + static_cast<std::uint64_t>(cursor.fixed_signed(4)));
  const std::uint64_t count = cursor.fixed(4);
  if (table.frames.size == 0 || count > (table.index.size - head_size) / 8) return {};
  table.functions = static_cast<std::uint32_t>(count);
  return table;
}

/// The rule at `pc`, an address of the file's own; `none` if no function covers it.
///
/// About 0.3 us with the pages in memory: a binary search, then the function's program up to pc.
/// Whatever the bytes: reads only inside of the table, and stops. `tracked` is the register whose
/// whereabouts the rule tells as saved_rbp.
Rule rule_at(const UnwindTable& table, std::uint64_t pc, unsigned tracked = rbp);

}  // namespace calo::unwind
