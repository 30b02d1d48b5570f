// Functions that have no symbol of their own but can be named: stubs of the PLT, and what IFUNC
// resolvers choose from. x86-64.
#include <gelf.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <span>
#include <string_view>

#include "symbols/symbol_table.hpp"

namespace calo::symbols {
namespace {

struct Section {
  std::string_view name;
  GElf_Shdr header;
  Elf_Scn* section;
};

std::vector<Section> sections_of(Elf* elf) {
  std::vector<Section> sections;
  std::size_t names = 0;
  if (elf_getshdrstrndx(elf, &names) != 0) return sections;
  for (Elf_Scn* section = nullptr; (section = elf_nextscn(elf, section)) != nullptr;) {
    GElf_Shdr header;
    if (gelf_getshdr(section, &header) == nullptr) continue;
    const char* const name = elf_strptr(elf, names, header.sh_name);
    sections.push_back({name == nullptr ? "" : name, header, section});
  }
  return sections;
}

std::span<const unsigned char> bytes_of(const Section& section) {
  if (section.header.sh_type == SHT_NOBITS) return {};
  const Elf_Data* const content = elf_rawdata(section.section, nullptr);
  if (content == nullptr || content->d_buf == nullptr) return {};
  return {static_cast<const unsigned char*>(content->d_buf), content->d_size};
}

/// Address that the 32-bit displacement at `at`, relative to the instruction's end, leads to.
std::uint64_t target_of(std::span<const unsigned char> code, std::size_t at, std::uint64_t base) {
  std::int32_t displacement = 0;
  std::memcpy(&displacement, &code[at], sizeof displacement);
  return base + at + 4 + static_cast<std::uint64_t>(std::int64_t{displacement});
}

/// Which name the dynamic linker stores the address of, by the address where it stores it.
std::map<std::uint64_t, std::string> names_of_slots(Elf* elf, std::span<const Section> sections) {
  std::map<std::uint64_t, std::string> names;
  for (const Section& relocations : sections) {
    if (relocations.header.sh_type != SHT_RELA || relocations.header.sh_entsize == 0) continue;
    Elf_Scn* const symbols = elf_getscn(elf, relocations.header.sh_link);
    GElf_Shdr symbols_header;
    if (symbols == nullptr || gelf_getshdr(symbols, &symbols_header) == nullptr) continue;
    Elf_Data* const symbol_data = elf_getdata(symbols, nullptr);
    Elf_Data* const content = elf_getdata(relocations.section, nullptr);
    if (symbol_data == nullptr || content == nullptr) continue;
    const std::size_t count = content->d_size / relocations.header.sh_entsize;
    for (std::size_t i = 0; i < count; ++i) {
      GElf_Rela relocation;
      GElf_Sym symbol;
      if (gelf_getrela(content, static_cast<int>(i), &relocation) == nullptr) break;
      const auto type = GELF_R_TYPE(relocation.r_info);
      if (type != R_X86_64_JUMP_SLOT && type != R_X86_64_GLOB_DAT) continue;
      const auto index = static_cast<int>(GELF_R_SYM(relocation.r_info));
      if (gelf_getsym(symbol_data, index, &symbol) == nullptr) continue;
      const char* const name = elf_strptr(elf, symbols_header.sh_link, symbol.st_name);
      if (name != nullptr && *name != '\0') names.emplace(relocation.r_offset, name);
    }
  }
  return names;
}

}  // namespace

std::vector<Symbol> plt_symbols(Elf* elf) {
  std::vector<Symbol> result;
  const auto sections = sections_of(elf);
  const auto names = names_of_slots(elf, sections);
  for (const Section& section : sections) {
    if (!section.name.starts_with(".plt")) continue;
    const auto code = bytes_of(section);
    const std::size_t stride =
        section.name == ".plt.got" && section.header.sh_entsize == 8 ? 8 : 16;
    for (std::size_t entry = 0; entry + stride <= code.size(); entry += stride) {
      for (std::size_t at = entry; at + 6 <= entry + stride; ++at) {
        if (code[at] != 0xFF || code[at + 1] != 0x25) continue;  // jmp *displacement(%rip)
        const auto slot = names.find(target_of(code, at + 2, section.header.sh_addr));
        if (slot == names.end()) continue;
        result.push_back({.address = section.header.sh_addr + entry,
                          .size = stride,
                          .name = slot->second + "@plt",
                          .rank = 0});
        break;
      }
    }
  }
  return result;
}

std::vector<Symbol> ifunc_choices(Elf* elf, const std::vector<Symbol>& resolvers) {
  std::map<std::uint64_t, std::vector<std::string_view>> names;
  const auto sections = sections_of(elf);
  for (const Symbol& resolver : resolvers) {
    for (const Section& section : sections) {
      const std::uint64_t offset = resolver.address - section.header.sh_addr;
      const auto code = bytes_of(section);
      if ((section.header.sh_flags & SHF_EXECINSTR) == 0 || offset >= code.size()) continue;
      const std::size_t end = offset + std::min<std::uint64_t>(resolver.size, code.size() - offset);
      for (std::size_t at = offset; at + 7 <= end; ++at) {
        // lea displacement(%rip), %r64
        if ((code[at] & 0xFBU) != 0x48 || code[at + 1] != 0x8D || (code[at + 2] & 0xC7U) != 0x05) {
          continue;
        }
        const std::uint64_t target = target_of(code, at + 3, section.header.sh_addr);
        if (target - section.header.sh_addr >= code.size()) continue;
        auto& known = names[target];
        if (known.size() < 2 && std::ranges::find(known, resolver.name) == known.end()) {
          known.push_back(resolver.name);
        }
      }
    }
  }
  std::vector<Symbol> result;
  for (auto& [address, known] : names) {
    std::ranges::sort(known);
    std::string name{known[0]};
    if (known.size() > 1) name += "/" + std::string{known[1]};
    // -1: behind every real symbol. The size is not known.
    result.push_back({.address = address, .size = 0, .name = name, .rank = -1});
  }
  return result;
}

}  // namespace calo::symbols
