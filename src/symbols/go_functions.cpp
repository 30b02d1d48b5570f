#include "symbols/go_functions.hpp"

#include <gelf.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace calo::symbols {

namespace {

using Bytes = std::span<const unsigned char>;

constexpr std::uint32_t go_1_16 = 0xFFFFFFFA;
constexpr std::uint32_t go_1_18 = 0xFFFFFFF0;
constexpr std::uint32_t go_1_20 = 0xFFFFFFF1;
constexpr std::uint64_t most_functions = 4'000'000;
constexpr std::size_t longest_go_name = 4096;

template <class Number>
std::optional<Number> number_at(Bytes bytes, std::uint64_t offset) {
  Number value{};
  if (offset > bytes.size() || bytes.size() - offset < sizeof value) return {};
  std::memcpy(&value, bytes.data() + offset, sizeof value);
  return value;
}

struct Table {
  Bytes bytes;
  std::uint64_t text = 0;  ///< address of .text
};

Table table_of(Elf* elf) {
  Table table;
  std::size_t names = 0;
  if (elf_getshdrstrndx(elf, &names) != 0) return table;
  for (Elf_Scn* section = nullptr; (section = elf_nextscn(elf, section)) != nullptr;) {
    GElf_Shdr header;
    if (gelf_getshdr(section, &header) == nullptr || header.sh_type == SHT_NOBITS) continue;
    const char* const text = elf_strptr(elf, names, header.sh_name);
    const std::string_view name = text != nullptr ? text : "";
    if (name == ".text") table.text = header.sh_addr;
    if (name != ".gopclntab" && name != ".data.rel.ro.gopclntab") continue;
    const Elf_Data* const content = elf_rawdata(section, nullptr);
    if (content != nullptr && content->d_buf != nullptr)
      table.bytes = {static_cast<const unsigned char*>(content->d_buf), content->d_size};
  }
  return table;
}

std::string name_at(Bytes bytes, std::uint64_t offset) {
  if (offset >= bytes.size()) return {};
  const Bytes rest =
      bytes.subspan(offset, std::min<std::size_t>(bytes.size() - offset, longest_go_name));
  const auto end = std::ranges::find(rest, '\0');
  return {rest.begin(), end};
}

}  // namespace

std::vector<Symbol> go_functions(Elf* elf) {
  const Table table = table_of(elf);
  const Bytes bytes = table.bytes;
  const auto magic = number_at<std::uint32_t>(bytes, 0).value_or(0);
  const bool has_text_start = magic == go_1_18 || magic == go_1_20;
  if (!has_text_start && magic != go_1_16) return {};
  if (number_at<std::uint8_t>(bytes, 7) != 8) return {};  // bytes of a pointer
  // Words of 8 bytes from offset 8 on: functions, files, [start of the text,] names, units, files,
  // pc values, functions.
  const auto word = [&](std::uint64_t i) {
    return number_at<std::uint64_t>(bytes, 8 + 8 * i).value_or(UINT64_MAX);
  };
  const std::uint64_t count = word(0);
  const std::uint64_t names = word(has_text_start ? 3 : 2);
  const std::uint64_t functions = word(has_text_start ? 7 : 6);
  if (count > most_functions || names >= bytes.size() || functions >= bytes.size()) return {};
  // In a position independent program the loader fills it in.
  std::uint64_t text = has_text_start ? word(2) : 0;
  if (has_text_start && text == 0) text = table.text;
  const Bytes list = bytes.subspan(functions);
  const std::uint64_t size = has_text_start ? 4 : 8;  // of each of two numbers in an entry
  const auto in_list = [&](std::uint64_t offset) -> std::optional<std::uint64_t> {
    if (size == 8) return number_at<std::uint64_t>(list, offset);
    const auto value = number_at<std::uint32_t>(list, offset);
    return value ? std::optional<std::uint64_t>{*value} : std::nullopt;
  };
  std::vector<Symbol> result;
  for (std::uint64_t i = 0; i < count; ++i) {
    const auto begin = in_list(i * 2 * size);
    const auto record = in_list(i * 2 * size + size);
    const auto end = in_list((i + 1) * 2 * size);
    if (!begin || !record || !end || *end <= *begin) continue;
    const auto name = number_at<std::uint32_t>(list, *record + size);
    if (!name) continue;
    result.push_back({.address = text + *begin,
                      .size = *end - *begin,
                      .name = name_at(bytes, names + *name),
                      .rank = -2});  // behind every real symbol
    if (result.back().name.empty()) result.pop_back();
  }
  return result;
}

}  // namespace calo::symbols
