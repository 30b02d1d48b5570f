#include "unwind/eh_frame.hpp"

#include "unwind/frame_program.hpp"

namespace calo::unwind {
namespace {

constexpr std::uint64_t page = 4096;

std::uint64_t add(std::uint64_t base, std::int64_t offset) {
  return base + static_cast<std::uint64_t>(offset);
}

struct IndexEntry {
  std::uint64_t begin = 0;
  std::uint64_t description = 0;  ///< address of the function's entry in .eh_frame
};

IndexEntry entry(const UnwindTable& table, std::uint32_t i) {
  const std::uint64_t at = table.index.address + 12 + std::uint64_t{i} * 8;
  Cursor cursor{table.index, at, at + 8};
  const std::int64_t begin = cursor.fixed_signed(4);
  const std::int64_t description = cursor.fixed_signed(4);
  return {add(table.index.address, begin), add(table.index.address, description)};
}

}  // namespace

ElfShape shape_of(const Elf64_Phdr* headers, std::size_t count) {
  ElfShape shape;
  std::uint64_t low = ~std::uint64_t{0};
  for (std::size_t i = 0; i < count; ++i) {
    const Elf64_Phdr& header = headers[i];
    const ElfShape::Segment segment{header.p_vaddr, header.p_filesz, header.p_offset,
                                    (header.p_flags & PF_X) != 0};
    const std::uint64_t end = header.p_vaddr + header.p_memsz;
    if (end < header.p_vaddr || header.p_filesz > header.p_memsz) continue;
    if (header.p_type == PT_LOAD) {
      if (header.p_vaddr / page * page < low) low = header.p_vaddr / page * page;
      if (end > shape.high) shape.high = end;
      if ((header.p_flags & PF_R) != 0 && shape.loaded_count < ElfShape::most_segments) {
        shape.loaded[shape.loaded_count++] = segment;
      }
    } else if (header.p_type == PT_GNU_EH_FRAME) {
      shape.index = segment;
    } else if (header.p_type == PT_DYNAMIC) {
      shape.dynamic = segment;
    } else if (header.p_type == PT_NOTE && shape.note_count < 4) {
      shape.notes[shape.note_count++] = segment;
    }
  }
  shape.low = shape.high == 0 ? 0 : low;
  return shape;
}

Bytes build_id_in(const Bytes& notes) {
  Cursor cursor{notes, notes.address, notes.address + notes.size};
  while (!cursor.at_end() && !cursor.failed()) {
    const std::uint64_t name_size = cursor.fixed(4);
    const std::uint64_t size = cursor.fixed(4);
    const std::uint64_t type = cursor.fixed(4);
    const bool is_build_id =
        type == NT_GNU_BUILD_ID && name_size == 4 && cursor.fixed(4) == 0x554e47;  // "GNU"
    if (!is_build_id) {
      cursor.skip(type == NT_GNU_BUILD_ID && name_size == 4 ? 0 : (name_size + 3) / 4 * 4);
      cursor.skip((size + 3) / 4 * 4);
      continue;
    }
    const std::uint64_t at = cursor.address();
    cursor.skip(size);
    if (cursor.failed() || size == 0 || size > 64) return {};
    return {notes.memory + (at - notes.address), at, size};
  }
  return {};
}

Rule rule_at(const UnwindTable& table, std::uint64_t pc, unsigned tracked) {
  std::uint32_t low = 0;
  std::uint32_t high = table.functions;
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (entry(table, middle).begin <= pc) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low == 0) return {};
  return rule_in_function(table.frames, entry(table, low - 1).description, pc, tracked);
}

}  // namespace calo::unwind
