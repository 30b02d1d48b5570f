#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "symbols/elf_file.hpp"

namespace calo::symbols {

struct Symbol {
  std::uint64_t address = 0;  ///< as in the file
  std::uint64_t size = 0;     ///< 0: up to the next symbol
  std::string name;           ///< linkage name, without version; "memcpy@plt" of a PLT stub
  int rank = 0;               ///< of several at one address the highest is shown
};

/// All functions of a module that have a name, by address.
class SymbolTable {
 public:
  /// From .symtab or .dynsym, of the file, its debug file and .gnu_debugdata; from the PLT; and for
  /// functions that the dynamic linker chooses (IFUNC), from what their resolvers choose from.
  explicit SymbolTable(const ElfFile& file);

  /// The function that `address` is in; null if no symbol covers it.
  [[nodiscard]] const Symbol* find(std::uint64_t address) const;

 private:
  std::vector<Symbol> symbols_;  // ascending, one per address
};

/// The functions that the PLT stubs of a file jump to, one symbol `name@plt` per stub.
std::vector<Symbol> plt_symbols(Elf* elf);

/// Names for the implementations that IFUNC resolvers choose from: in a stripped libc, the memcpy
/// that really runs has no symbol of its own. A resolver loads the addresses of all its choices
/// (`lea`), and those become symbols named like the function: `memcpy`, or `memcpy/memmove` if
/// shared.
std::vector<Symbol> ifunc_choices(Elf* elf, const std::vector<Symbol>& resolvers);

}  // namespace calo::symbols
