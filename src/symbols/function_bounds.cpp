#include "symbols/function_bounds.hpp"

#include <gelf.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <iterator>
#include <string_view>

namespace calo::symbols {
namespace {

constexpr std::uint64_t table_offset = 12;  // version and encodings, .eh_frame, count
constexpr std::uint64_t entry_size = 8;     // where a function begins, where its record is

/// `base` moved by a signed distance.
std::uint64_t moved(std::uint64_t base, std::int32_t distance) {
  return base + static_cast<std::uint64_t>(std::int64_t{distance});
}

}  // namespace

FunctionBounds::FunctionBounds(Elf* elf) {
  std::size_t names = 0;
  if (elf_getshdrstrndx(elf, &names) != 0) return;
  for (Elf_Scn* section = nullptr; (section = elf_nextscn(elf, section)) != nullptr;) {
    GElf_Shdr header;
    if (gelf_getshdr(section, &header) == nullptr || header.sh_type == SHT_NOBITS) continue;
    const char* const name = elf_strptr(elf, names, header.sh_name);
    const bool is_header = name != nullptr && std::string_view{name} == ".eh_frame_hdr";
    const bool is_frames = name != nullptr && std::string_view{name} == ".eh_frame";
    const bool is_code = (header.sh_flags & SHF_EXECINSTR) != 0;
    if (!is_header && !is_frames && !is_code) continue;
    const Elf_Data* const content = elf_rawdata(section, nullptr);
    if (content == nullptr || content->d_buf == nullptr) continue;
    const Part part{.address = header.sh_addr,
                    .bytes = {static_cast<const unsigned char*>(content->d_buf), content->d_size}};
    if (is_code) {
      code_.push_back(part);
    } else {
      (is_header ? header_ : frames_) = part;
    }
  }
  // Version 1; pointer relative to itself, count absolute, table relative to the header.
  constexpr unsigned char form[] = {1, 0x1B, 0x03, 0x3B};
  if (header_.bytes.size() < table_offset || std::memcmp(header_.bytes.data(), form, 4) != 0) {
    if (header_.bytes.empty()) list_frames();
    return;
  }
  const auto count = word(header_, header_.address + 8);
  const std::uint64_t room = (header_.bytes.size() - table_offset) / entry_size;
  if (count && *count > 0)
    entries_ = std::min<std::uint64_t>(static_cast<std::uint32_t>(*count), room);
}

std::optional<std::int32_t> FunctionBounds::word(const Part& part, std::uint64_t address) {
  const std::uint64_t offset = address - part.address;
  if (offset >= part.bytes.size() || part.bytes.size() - offset < 4) return {};
  std::int32_t value = 0;
  std::memcpy(&value, &part.bytes[offset], sizeof value);
  return value;
}

bool FunctionBounds::waits(const Range& range) const {
  constexpr std::uint64_t longest = 4096;
  constexpr unsigned char pause[] = {0xF3, 0x90};
  if (range.end - range.begin > longest) return false;
  for (const Part& part : code_) {
    const std::uint64_t offset = range.begin - part.address;
    if (offset >= part.bytes.size()) continue;
    const auto code = part.bytes.subspan(
        offset, std::min<std::uint64_t>(range.end - range.begin, part.bytes.size() - offset));
    return !std::ranges::search(code, pause).empty();
  }
  return false;
}

void FunctionBounds::list_frames() {
  // Whether the records of a common part give begin and size as those of GCC and clang do: four
  // bytes, the begin relative to itself. Of `zPLR` each letter has its own length: only that of R
  // is looked for, from the end.
  const auto has_form = [this](std::uint64_t common, std::uint64_t length) {
    const std::uint64_t offset = common - frames_.address;
    if (offset >= frames_.bytes.size() || length < 9) return false;
    const auto whole = frames_.bytes.subspan(
        offset, std::min<std::uint64_t>(length + 4, frames_.bytes.size() - offset));
    if (whole.size() < 13) return false;
    const auto text = whole.subspan(9);
    const auto end = std::ranges::find(text, '\0');
    const std::string_view letters{reinterpret_cast<const char*>(text.data()),
                                   static_cast<std::size_t>(end - text.begin())};
    constexpr unsigned char relative = 0x1B;  // DW_EH_PE_pcrel | DW_EH_PE_sdata4
    // Alignments (1, -8), the return address's column, the length of what the letters stand for.
    const std::size_t values = letters.size() + 1 + 4;
    if (letters == "zR" || letters == "zRS")
      return text.size() > values && text[values] == relative;
    if (letters == "zPLR")  // an encoding and a pointer of four bytes, an encoding
      return text.size() > values + 6 && text[values + 6] == relative;
    if (letters == "zPR") return text.size() > values + 5 && text[values + 5] == relative;
    if (letters == "zLR") return text.size() > values + 1 && text[values + 1] == relative;
    return false;
  };
  for (std::uint64_t at = frames_.address;;) {
    const auto length = word(frames_, at);
    if (!length) break;
    if (*length <= 0) {  // the end of one object file's records, or a form for files above 4 GiB
      if (*length != 0) break;
      at += 4;
      continue;
    }
    const auto size_of_record = static_cast<std::uint64_t>(*length);
    const auto back = word(frames_, at + 4);
    if (back && *back > 0) {
      const std::uint64_t common = at + 4 - static_cast<std::uint64_t>(*back);
      const auto length_of_common = word(frames_, common);
      const auto start = word(frames_, at + 8);
      const auto size = word(frames_, at + 12);
      if (length_of_common && start && size && *size > 0 &&
          has_form(common, static_cast<std::uint32_t>(*length_of_common))) {
        const std::uint64_t begin = moved(at + 8, *start);
        listed_.push_back({.begin = begin, .end = begin + static_cast<std::uint32_t>(*size)});
      }
    }
    at += 4 + size_of_record;
  }
  std::ranges::sort(listed_, {}, &Range::begin);
}

std::optional<FunctionBounds::Range> FunctionBounds::at(std::uint64_t address) const {
  if (!listed_.empty()) {
    const auto next = std::ranges::upper_bound(listed_, address, {}, &Range::begin);
    if (next == listed_.begin() || address >= std::prev(next)->end) return {};
    return *std::prev(next);
  }
  const auto start_of = [&](std::uint64_t entry) {
    const auto distance = word(header_, header_.address + table_offset + entry * entry_size);
    return moved(header_.address, distance.value_or(0));
  };
  std::uint64_t low = 0, high = entries_;  // the first entry that begins after the address
  while (low < high) {
    const std::uint64_t middle = low + (high - low) / 2;
    if (start_of(middle) <= address) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low == 0) return {};
  const std::uint64_t begin = start_of(low - 1);
  const auto distance = word(header_, header_.address + table_offset + (low - 1) * entry_size + 4);
  const std::uint64_t record = moved(header_.address, distance.value_or(0));
  // Length, pointer to the common part, begin relative to itself, size.
  const auto start = word(frames_, record + 8);
  const auto size = word(frames_, record + 12);
  if (!start || !size || moved(record + 8, *start) != begin) return {};
  const std::uint64_t end = begin + static_cast<std::uint32_t>(*size);
  if (address >= end) return {};
  return Range{.begin = begin, .end = end};
}

}  // namespace calo::symbols
