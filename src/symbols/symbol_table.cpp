#include "symbols/symbol_table.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string_view>
#include <tuple>
#include <utility>

#include "symbols/go_functions.hpp"

namespace calo::symbols {
namespace {

/// Functions before untyped labels, global before weak before local, names of people before those
/// of the implementation: `memcpy` rather than `__memcpy_alias`.
int rank_of(const GElf_Sym& symbol, std::string_view name) {
  int rank = 0;
  if (GELF_ST_TYPE(symbol.st_info) != STT_NOTYPE) rank += 100;
  if (GELF_ST_BIND(symbol.st_info) == STB_GLOBAL) rank += 20;
  if (GELF_ST_BIND(symbol.st_info) == STB_WEAK) rank += 10;
  if (symbol.st_size > 0) rank += 5;
  while (name.starts_with('_') && rank > 0) {
    name.remove_prefix(1);
    --rank;
  }
  return rank;
}

bool is_code(const GElf_Sym& symbol, std::string_view name) {
  const int type = GELF_ST_TYPE(symbol.st_info);
  if (symbol.st_shndx == SHN_UNDEF || symbol.st_value == 0 || name.empty()) return false;
  if (type == STT_FUNC || type == STT_GNU_IFUNC) return true;
  return type == STT_NOTYPE && symbol.st_shndx < SHN_LORESERVE && !name.starts_with('$') &&
         !name.starts_with(".L");
}

}  // namespace

SymbolTable::SymbolTable(const ElfFile& file) {
  const int count = dwfl_module_getsymtab(file.module());
  std::vector<Symbol> resolvers;
  bool has_go = false;
  for (int i = 1; i < count; ++i) {
    GElf_Sym symbol;
    GElf_Addr address = 0;
    const char* const text =
        dwfl_module_getsym_info(file.module(), i, &symbol, &address, nullptr, nullptr, nullptr);
    if (text == nullptr) continue;
    std::string_view name = text;
    if (!is_code(symbol, name)) continue;
    has_go = has_go || name == "runtime.main";
    if (const std::size_t at = name.find('@'); at != name.npos && at > 0) name = name.substr(0, at);
    Symbol entry{.address = address - file.bias(),
                 .size = symbol.st_size,
                 .name = std::string{name},
                 .rank = rank_of(symbol, name)};
    if (GELF_ST_TYPE(symbol.st_info) == STT_GNU_IFUNC) resolvers.push_back(entry);
    symbols_.push_back(std::move(entry));
  }
  for (auto more : {plt_symbols(file.elf()), ifunc_choices(file.elf(), resolvers)}) {
    std::ranges::move(more, std::back_inserter(symbols_));
  }
  if (!has_go) std::ranges::move(go_functions(file.elf()), std::back_inserter(symbols_));
  std::ranges::sort(symbols_, [](const Symbol& a, const Symbol& b) {
    return std::tie(a.address, b.rank, a.name) < std::tie(b.address, a.rank, b.name);
  });
  const auto repeated = std::ranges::unique(symbols_, {}, &Symbol::address);
  symbols_.erase(repeated.begin(), repeated.end());
}

const Symbol* SymbolTable::find(std::uint64_t address) const {
  auto next = std::ranges::upper_bound(symbols_, address, {}, &Symbol::address);
  // A label inside a function, or a function that holds others, may come before: look back a
  // little.
  constexpr int max_back = 16;
  const Symbol* open_ended = nullptr;
  for (int back = 0; back < max_back && next != symbols_.begin(); ++back) {
    const Symbol& symbol = *--next;
    if (symbol.size > 0 && address - symbol.address < symbol.size) return &symbol;
    if (symbol.size == 0 && back == 0) open_ended = &symbol;
  }
  return open_ended;
}

}  // namespace calo::symbols
