#pragma once

#include <elfutils/libdw.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "symbols/symbolize.hpp"

namespace calo::symbols {

/// One DWARF compilation unit, prepared for many addresses.
///
/// libdw's own `dwarf_getscopes` walks the whole unit for each address; here the functions of the
/// unit are listed once, and only the function of an address is walked. Addresses are DWARF's own.
class DwarfUnit {
 public:
  explicit DwarfUnit(const Dwarf_Die& unit);

  /// Functions at `address`, innermost first; `linkage_name` is set where DWARF has one, else the
  /// plain name is in `name`. Empty if the unit has no function there; a line without a function is
  /// one frame without name.
  [[nodiscard]] std::vector<Frame> frames(std::uint64_t address) const;

 private:
  struct Function {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    Dwarf_Die die{};
  };

  void list_functions(Dwarf_Die scope, int depth);
  [[nodiscard]] const Function* function_at(std::uint64_t address) const;
  [[nodiscard]] std::string source_path(const char* path) const;
  void describe(Dwarf_Die die, Frame& frame) const;

  Dwarf_Die unit_;
  std::filesystem::path directory_;
  std::vector<Function> functions_;  // ascending; may nest
  int dies_left_;
};

}  // namespace calo::symbols
