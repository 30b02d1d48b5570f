#include "symbols/function_ranges.hpp"

#include <fcntl.h>
#include <gelf.h>
#include <unistd.h>

#include <algorithm>
#include <memory>

namespace calo::symbols {

namespace {

struct Closes {
  void operator()(const int* file) const { ::close(*file); }
};

void add_from(Elf* elf, Elf_Scn* section, const GElf_Shdr& header,
              const std::function<bool(std::string_view)>& accept,
              std::vector<AddressRange>& ranges) {
  Elf_Data* const data = elf_getdata(section, nullptr);
  if (data == nullptr || header.sh_entsize == 0) return;
  const auto count =
      static_cast<int>(std::min<std::uint64_t>(data->d_size / header.sh_entsize, 50'000'000));
  for (int i = 0; i < count; ++i) {
    GElf_Sym symbol;
    if (gelf_getsym(data, i, &symbol) == nullptr) return;
    if (GELF_ST_TYPE(symbol.st_info) != STT_FUNC || symbol.st_size == 0 || symbol.st_value == 0)
      continue;
    const char* const name = elf_strptr(elf, header.sh_link, symbol.st_name);
    if (name != nullptr && accept(name))
      ranges.push_back({symbol.st_value, symbol.st_value + symbol.st_size});
  }
}

}  // namespace

std::vector<AddressRange> function_ranges(const std::filesystem::path& file,
                                          const std::function<bool(std::string_view)>& accept) {
  std::vector<AddressRange> ranges;
  if (elf_version(EV_CURRENT) == EV_NONE) return ranges;
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  if (descriptor < 0) return ranges;
  const std::unique_ptr<const int, Closes> closes{&descriptor};
  const std::unique_ptr<Elf, int (*)(Elf*)> elf{elf_begin(descriptor, ELF_C_READ_MMAP, nullptr),
                                                elf_end};
  if (!elf || elf_kind(elf.get()) != ELF_K_ELF) return ranges;
  for (Elf_Scn* section = elf_nextscn(elf.get(), nullptr); section != nullptr;
       section = elf_nextscn(elf.get(), section)) {
    GElf_Shdr header;
    if (gelf_getshdr(section, &header) == nullptr) continue;
    if (header.sh_type == SHT_SYMTAB || header.sh_type == SHT_DYNSYM)
      add_from(elf.get(), section, header, accept, ranges);
  }
  std::ranges::sort(ranges, {}, &AddressRange::begin);
  const auto same = [](const AddressRange& a, const AddressRange& b) { return a.begin == b.begin; };
  ranges.erase(std::unique(ranges.begin(), ranges.end(), same), ranges.end());
  return ranges;
}

}  // namespace calo::symbols
