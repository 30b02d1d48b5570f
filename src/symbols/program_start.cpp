#include "symbols/program_start.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <span>

namespace calo::symbols {

namespace {

/// The code of a file from `address` on; empty if it has none there.
std::span<const unsigned char> code_from(Elf* elf, std::uint64_t address) {
  for (Elf_Scn* section = nullptr; (section = elf_nextscn(elf, section)) != nullptr;) {
    GElf_Shdr header;
    if (gelf_getshdr(section, &header) == nullptr || header.sh_type == SHT_NOBITS ||
        (header.sh_flags & SHF_EXECINSTR) == 0 || address < header.sh_addr ||
        address - header.sh_addr >= header.sh_size)
      continue;
    const Elf_Data* const content = elf_rawdata(section, nullptr);
    const std::uint64_t offset = address - header.sh_addr;
    if (content == nullptr || content->d_buf == nullptr || offset >= content->d_size) continue;
    return {static_cast<const unsigned char*>(content->d_buf) + offset, content->d_size - offset};
  }
  return {};
}

bool begins_with(std::span<const unsigned char> code, std::span<const unsigned char> bytes) {
  return code.size() >= bytes.size() && std::ranges::equal(code.first(bytes.size()), bytes);
}

std::uint64_t displacement(std::span<const unsigned char> code) {
  std::int32_t value = 0;
  std::memcpy(&value, code.data(), sizeof value);
  return static_cast<std::uint64_t>(std::int64_t{value});
}

}  // namespace

ProgramStart program_start(Elf* elf) {
  constexpr std::size_t longest = 64;
  constexpr std::array<unsigned char, 4> endbr64 = {0xF3, 0x0F, 0x1E, 0xFA};
  // xor %ebp,%ebp; mov %rdx,%r9; pop %rsi; mov %rsp,%rdx
  constexpr std::array<unsigned char, 9> begin = {0x31, 0xED, 0x49, 0x89, 0xD1,
                                                  0x5E, 0x48, 0x89, 0xE2};
  constexpr std::array<unsigned char, 3> lea = {0x48, 0x8D, 0x3D};  // displacement(%rip),%rdi
  constexpr std::array<unsigned char, 3> mov = {0x48, 0xC7, 0xC7};  // $constant,%rdi
  GElf_Ehdr header;
  if (gelf_getehdr(elf, &header) == nullptr || header.e_machine != EM_X86_64 || header.e_entry == 0)
    return {};
  const auto code = code_from(elf, header.e_entry);
  std::size_t at = begins_with(code, endbr64) ? endbr64.size() : 0;
  if (!begins_with(code.subspan(std::min(at, code.size())), begin)) return {};
  ProgramStart result{.start = header.e_entry, .main = 0};
  for (; at + 7 <= std::min(code.size(), longest); ++at) {
    const auto here = code.subspan(at);
    if (begins_with(here, lea))
      result.main = header.e_entry + at + 7 + displacement(here.subspan(3));
    if (begins_with(here, mov)) result.main = displacement(here.subspan(3));
    if (result.main == 0) continue;
    if (code_from(elf, result.main).empty()) result.main = 0;
    break;
  }
  return result;
}

}  // namespace calo::symbols
