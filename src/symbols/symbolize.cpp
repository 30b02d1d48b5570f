#include "symbols/symbolize.hpp"

#include <dwarf.h>
#include <elfutils/libdwfl.h>
#include <fmt/format.h>
#include <gelf.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "base/text.hpp"
#include "symbols/demangle.hpp"
#include "symbols/dwarf_unit.hpp"
#include "symbols/elf_file.hpp"
#include "symbols/function_bounds.hpp"
#include "symbols/program_start.hpp"
#include "symbols/symbol_table.hpp"

namespace calo::symbols {
namespace {

/// Where DWARF units have their code, for files without .debug_aranges (clang writes none).
class UnitRanges {
 public:
  explicit UnitRanges(Dwfl_Module* module) {
    Dwarf_Addr bias = 0;
    for (Dwarf_Die* unit = nullptr; (unit = dwfl_module_nextcu(module, unit, &bias)) != nullptr;) {
      Dwarf_Addr base = 0, begin = 0, end = 0;
      std::ptrdiff_t at = 0;
      while ((at = dwarf_ranges(unit, at, &base, &begin, &end)) > 0) {
        if (begin >= end) continue;
        // Of two that begin at one place the longer one: it is code of both, or the other is empty.
        Unit& known = units_[begin + bias];
        if (end + bias > known.end) known = {end + bias, unit, bias};
      }
    }
  }

  Dwarf_Die* find(std::uint64_t address, Dwarf_Addr& bias) const {
    auto next = units_.upper_bound(address);
    if (next == units_.begin()) return nullptr;
    // A unit may lie inside of another one's range.
    constexpr int max_back = 16;
    for (int back = 0; back < max_back; ++back) {
      const Unit& unit = (--next)->second;
      if (address < unit.end) {
        bias = unit.bias;
        return unit.die;
      }
      if (next == units_.begin()) break;
    }
    return nullptr;
  }

 private:
  struct Unit {
    std::uint64_t end = 0;
    Dwarf_Die* die = nullptr;
    Dwarf_Addr bias = 0;
  };
  std::map<std::uint64_t, Unit> units_;
};

/// False only if the unit tells where its code is, and that is elsewhere.
bool has_code(Dwarf_Die* unit, std::uint64_t address) {
  return dwarf_haspc(unit, address) != 0 ||
         (dwarf_hasattr(unit, DW_AT_ranges) == 0 && dwarf_hasattr(unit, DW_AT_high_pc) == 0);
}

/// An address to be resolved, and the unit it is in.
struct Query {
  std::size_t index = 0;  // into the result
  std::uint64_t address = 0;
  Dwarf_Die* unit = nullptr;
  Dwarf_Addr bias = 0;
};

bool has_debug_information(Elf* elf) {
  std::size_t names = 0;
  if (elf_getshdrstrndx(elf, &names) != 0) return false;
  for (Elf_Scn* section = nullptr; (section = elf_nextscn(elf, section)) != nullptr;) {
    GElf_Shdr header{};
    if (gelf_getshdr(section, &header) == nullptr) continue;
    const char* const name = elf_strptr(elf, names, header.sh_name);
    if (name != nullptr && std::string_view{name} == ".debug_info") return true;
  }
  return false;
}

/// Frames from debug information, in `frames`; those of addresses it does not know stay empty.
/// Returns whether there is any.
bool resolve_lines(const ElfFile& file, std::vector<Query> queries,
                   std::vector<std::vector<Frame>>& frames) {
  Dwarf_Addr ignored = 0;
  if (dwfl_module_getdwarf(file.module(), &ignored) == nullptr) return false;
  std::optional<UnitRanges> ranges;
  for (Query& query : queries) {
    const std::uint64_t address = query.address + file.bias();
    query.unit = dwfl_module_addrdie(file.module(), address, &query.bias);
    // libdw takes the unit whose entry in .debug_aranges is the nearest before the address, also
    // where the code belongs to a unit that has no entry (clang, Go).
    if (query.unit == nullptr || !has_code(query.unit, address - query.bias)) {
      if (!ranges) ranges.emplace(file.module());
      query.unit = ranges->find(address, query.bias);
    }
  }
  // Unit by unit, so that only one is listed at a time.
  std::erase_if(queries, [](const Query& query) { return query.unit == nullptr; });
  std::ranges::stable_sort(queries, {}, [](const Query& query) {
    return std::pair{dwarf_dieoffset(query.unit), query.address};
  });
  for (std::size_t i = 0; i < queries.size();) {
    const DwarfUnit unit{*queries[i].unit};
    const Dwarf_Off offset = dwarf_dieoffset(queries[i].unit);
    for (; i < queries.size() && dwarf_dieoffset(queries[i].unit) == offset; ++i) {
      frames[queries[i].index] = unit.frames(queries[i].address + file.bias() - queries[i].bias);
    }
  }
  return true;
}

/// Behind the name of a function without a symbol that has the instruction of a waiting loop.
constexpr std::string_view waiting = " (waiting?)";

/// Gives every frame its name: DWARF's own, else the symbol's, else the function's start.
void name_frames(std::vector<Frame>& frames, std::uint64_t address,
                 const std::filesystem::path& module, const SymbolTable& symbols,
                 const FunctionBounds& bounds, const ProgramStart& program) {
  if (frames.empty()) frames.emplace_back();
  Frame& outermost = frames.back();
  if (outermost.linkage_name.empty()) {
    const Symbol* symbol = symbols.find(address);
    const auto range = bounds.at(address);
    // A symbol without size does not reach beyond the function it is in.
    if (symbol != nullptr && symbol->size == 0 && range && symbol->address < range->begin) {
      symbol = nullptr;
    }
    if (symbol != nullptr) {
      outermost.linkage_name = symbol->name;
    } else if (outermost.name.empty() && range && range->begin == program.main) {
      outermost.linkage_name = "main";
    } else if (outermost.name.empty() && range && range->begin == program.start) {
      outermost.linkage_name = "_start";
    } else if (outermost.name.empty()) {
      outermost.name = unnamed(module, range ? range->begin : address);
      if (range && bounds.waits(*range)) outermost.name += waiting;
    }
  }
  for (Frame& frame : frames) {
    if (frame.linkage_name.empty()) continue;
    const std::string name = demangled(frame.linkage_name);
    // The plain name of a function of C is right where its symbol is an alias of many.
    const bool is_mangled = name != frame.linkage_name;
    if (frame.name.empty() || is_mangled) frame.name = name;
  }
}

}  // namespace

Symbolized symbolize(const ModuleFile& module, std::span<const std::uint64_t> addresses,
                     const Settings& settings) {
  Symbolized result;
  result.frames.resize(addresses.size());
  auto file = ElfFile::open(module, settings);
  if (!file) {
    for (std::size_t i = 0; i < addresses.size(); ++i) {
      Frame frame;
      frame.name = unnamed(module.path, addresses[i]);
      result.frames[i].push_back(std::move(frame));
    }
    result.problem = std::move(file).error();
    return result;
  }
  if (settings.debug_information == DebugInformation::anywhere ||
      (settings.debug_information == DebugInformation::in_the_file &&
       has_debug_information(file->elf()))) {
    std::vector<Query> queries(addresses.size());
    for (std::size_t i = 0; i < addresses.size(); ++i) {
      queries[i].index = i;
      queries[i].address = addresses[i];
    }
    result.has_lines = resolve_lines(*file, std::move(queries), result.frames);
  }
  const SymbolTable symbols{*file};
  const FunctionBounds bounds{file->elf()};
  const ProgramStart program = program_start(file->elf());
  for (std::size_t i = 0; i < addresses.size(); ++i) {
    name_frames(result.frames[i], addresses[i], module.path, symbols, bounds, program);
  }
  return result;
}

std::vector<std::filesystem::path> directories(std::string_view list) {
  std::vector<std::filesystem::path> result;
  for (const std::string_view part : text::split(list, ':')) {
    if (!part.empty()) result.emplace_back(part);
  }
  return result;
}

std::string unnamed(const std::filesystem::path& module, std::uint64_t address) {
  const std::string name = module.filename().string();
  return fmt::format("{}+{:#x}", name.empty() ? "[unknown]" : name, address);
}

}  // namespace calo::symbols
