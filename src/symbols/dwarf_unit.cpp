#include "symbols/dwarf_unit.hpp"

#include <dwarf.h>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <utility>

namespace calo::symbols {
namespace {

// Bounds for damaged files, whose entries may refer to each other in rings.
constexpr int max_dies_in_unit = 4'000'000;
constexpr int max_dies_in_function = 200'000;
constexpr int max_depth = 256;

const char* text_of(Dwarf_Die& die, unsigned name) {
  Dwarf_Attribute attribute;
  return dwarf_formstring(dwarf_attr_integrate(&die, name, &attribute));
}

int number_of(Dwarf_Die& die, unsigned name) {
  Dwarf_Attribute attribute;
  Dwarf_Word value = 0;
  if (dwarf_formudata(dwarf_attr(&die, name, &attribute), &value) != 0) return 0;
  return value > INT32_MAX ? 0 : static_cast<int>(value);
}

/// The source file of a declaration. DWARF 5 counts files from 0, which clang makes use of; libdw
/// 0.188 takes 0 for "none".
const char* declared_in(Dwarf_Die& die) {
  if (const char* const file = dwarf_decl_file(&die)) return file;
  Dwarf_Attribute attribute;
  Dwarf_Word index = 0;
  Dwarf_Die unit;
  Dwarf_Half version = 0;
  Dwarf_Files* files = nullptr;
  std::size_t count = 0;
  if (dwarf_attr_integrate(&die, DW_AT_decl_file, &attribute) == nullptr ||
      dwarf_formudata(&attribute, &index) != 0 || index != 0 ||
      dwarf_cu_die(attribute.cu, &unit, &version, nullptr, nullptr, nullptr, nullptr, nullptr) ==
          nullptr ||
      version < 5 || dwarf_getsrcfiles(&unit, &files, &count) != 0 || count == 0)
    return nullptr;
  return dwarf_filesrc(files, 0, nullptr, nullptr);
}

}  // namespace

DwarfUnit::DwarfUnit(const Dwarf_Die& unit) : unit_{unit}, dies_left_{max_dies_in_unit} {
  if (const char* const directory = text_of(unit_, DW_AT_comp_dir)) directory_ = directory;
  list_functions(unit_, 0);
  std::ranges::sort(functions_, {}, [](const Function& f) {
    return std::pair{f.begin, UINT64_MAX - f.end};  // an outer one before what it holds
  });
}

void DwarfUnit::list_functions(Dwarf_Die scope, int depth) {
  Dwarf_Die die;
  if (depth > max_depth || dwarf_child(&scope, &die) != 0) return;
  do {
    if (--dies_left_ < 0) return;
    const int tag = dwarf_tag(&die);
    if (tag == DW_TAG_subprogram) {
      Dwarf_Addr base = 0, begin = 0, end = 0;
      std::ptrdiff_t at = 0;
      bool has_code = false;
      while ((at = dwarf_ranges(&die, at, &base, &begin, &end)) > 0) {
        if (begin < end) functions_.push_back({.begin = begin, .end = end, .die = die});
        has_code = true;
      }
      // Fortran and GNU C have functions inside functions.
      if (has_code) list_functions(die, depth + 1);
    } else if (tag == DW_TAG_namespace || tag == DW_TAG_module || tag == DW_TAG_structure_type ||
               tag == DW_TAG_class_type || tag == DW_TAG_lexical_block) {
      list_functions(die, depth + 1);
    }
  } while (dwarf_siblingof(&die, &die) == 0);
}

const DwarfUnit::Function* DwarfUnit::function_at(std::uint64_t address) const {
  auto next = std::ranges::upper_bound(functions_, address, {}, &Function::begin);
  constexpr int max_back = 64;
  for (int back = 0; back < max_back && next != functions_.begin(); ++back) {
    if (address < (--next)->end) return &*next;
  }
  return nullptr;
}

std::string DwarfUnit::source_path(const char* path) const {
  if (path == nullptr || *path == '\0') return {};
  std::filesystem::path whole{path};
  // Distributions map build directories to relative ones, which then say nothing.
  if (whole.is_relative() && directory_.is_absolute()) whole = directory_ / whole;
  return whole.lexically_normal().string();
}

void DwarfUnit::describe(Dwarf_Die die, Frame& frame) const {
  const char* linkage = text_of(die, DW_AT_linkage_name);
  if (linkage == nullptr) linkage = text_of(die, DW_AT_MIPS_linkage_name);
  if (linkage != nullptr) frame.linkage_name = linkage;
  if (const char* const name = text_of(die, DW_AT_name)) frame.name = name;
  int line = 0;
  if (dwarf_decl_line(&die, &line) == 0 && line > 0) frame.first_line = line;
  frame.function_file = source_path(declared_in(die));
}

std::vector<Frame> DwarfUnit::frames(std::uint64_t address) const {
  std::string file;
  int line = 0;
  Dwarf_Die unit = unit_;
  if (Dwarf_Line* const row = dwarf_getsrc_die(&unit, address)) {
    file = source_path(dwarf_linesrc(row, nullptr, nullptr));
    dwarf_lineno(row, &line);
  }
  const Function* const function = function_at(address);
  if (function == nullptr) {
    if (file.empty()) return {};
    return {Frame{.name = "",
                  .linkage_name = "",
                  .file = file,
                  .line = line,
                  .function_file = "",
                  .first_line = 0,
                  .is_inlined = false}};
  }

  // From the function inwards: each inlined call that holds the address.
  Dwarf_Files* files = nullptr;
  std::size_t file_count = 0;
  dwarf_getsrcfiles(&unit, &files, &file_count);
  std::vector<Frame> outermost_first(1);
  describe(function->die, outermost_first.front());
  Dwarf_Die scope = function->die;
  int dies_left = max_dies_in_function;
  for (int depth = 0; depth < max_depth; ++depth) {
    Dwarf_Die child;
    bool found = false;
    if (dwarf_child(&scope, &child) != 0) break;
    do {
      const int tag = dwarf_tag(&child);
      if (tag != DW_TAG_inlined_subroutine && tag != DW_TAG_lexical_block) continue;
      found = dwarf_haspc(&child, address) == 1;
    } while (!found && --dies_left > 0 && dwarf_siblingof(&child, &child) == 0);
    if (!found) break;
    if (dwarf_tag(&child) == DW_TAG_inlined_subroutine) {
      Frame& caller = outermost_first.back();
      caller.line = number_of(child, DW_AT_call_line);
      const auto index = static_cast<std::size_t>(number_of(child, DW_AT_call_file));
      if (files != nullptr && index < file_count) {
        caller.file = source_path(dwarf_filesrc(files, index, nullptr, nullptr));
      }
      Frame inlined;
      inlined.is_inlined = true;
      describe(child, inlined);
      // A part split off a function (`.part.0`) holds that function, inlined: the same one.
      const bool is_same = inlined.name == caller.name && inlined.first_line == caller.first_line &&
                           inlined.linkage_name == caller.linkage_name;
      if (!is_same) outermost_first.push_back(std::move(inlined));
    }
    scope = child;
  }
  outermost_first.back().file = file;
  outermost_first.back().line = line;
  std::ranges::reverse(outermost_first);
  return outermost_first;
}

}  // namespace calo::symbols
