#include "symbols/function_bounds.hpp"

#include <gelf.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
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
    if (!is_header && !is_frames) continue;
    const Elf_Data* const content = elf_rawdata(section, nullptr);
    if (content == nullptr || content->d_buf == nullptr) continue;
    (is_header ? header_ : frames_) = {
        .address = header.sh_addr,
        .bytes = {static_cast<const unsigned char*>(content->d_buf), content->d_size}};
  }
  // Version 1; pointer relative to itself, count absolute, table relative to the header.
  constexpr unsigned char form[] = {1, 0x1B, 0x03, 0x3B};
  if (header_.bytes.size() < table_offset || std::memcmp(header_.bytes.data(), form, 4) != 0)
    return;
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

std::optional<FunctionBounds::Range> FunctionBounds::at(std::uint64_t address) const {
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
