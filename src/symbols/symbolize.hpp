#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace calo::symbols {

/// A function that an address belongs to. One address has several if functions were inlined.
struct Frame {
  std::string name;           ///< demangled, whole; `libm.so.6+0x1234` if there is no symbol
  std::string linkage_name;   ///< as the linker sees it; "" if unknown
  std::string file;           ///< source file of `line`, "" unknown
  int line = 0;               ///< 0 unknown
  std::string function_file;  ///< where the function is declared, "" unknown
  int first_line = 0;         ///< of its declaration, 0 unknown
  bool is_inlined = false;    ///< into the next frame of the same address

  friend bool operator==(const Frame&, const Frame&) = default;
};

/// An ELF file as it was mapped into a process.
struct ModuleFile {
  std::filesystem::path path;  ///< "[vdso]" is the kernel's, as mapped into this process
  std::string build_id = {};   ///< hexadecimal, as recorded; "" not known: the file is believed
  std::filesystem::path open_as = {};  ///< where it can be opened, if not at `path`
};

/// Where lines and inlined functions are read from. Names come from symbol tables all the same.
enum class DebugInformation : std::uint8_t {
  none,
  in_the_file,  ///< not from a separate debug file, which is compressed as a rule
  anywhere
};

struct Settings {
  /// Where separate debug files are looked for, below `.build-id/` and by `.gnu_debuglink`.
  std::vector<std::filesystem::path> debug_directories{"/usr/lib/debug"};
  DebugInformation debug_information = DebugInformation::anywhere;
};

/// What became of a module's addresses.
struct Symbolized {
  std::vector<std::vector<Frame>> frames;  ///< one list per address, innermost first, never empty
  bool has_lines = false;                  ///< debug information was found
  std::optional<Error> problem;  ///< the file could not be used: every frame is `name+0x...`
};

/// Names, source lines and inlined functions of addresses in one module.
///
/// `addresses` are virtual addresses as in the module's file, in any order: for callers, an address
/// inside the call instruction (return address - 1). Symbol tables (.symtab, .dynsym, the
/// compressed one in .gnu_debugdata), PLT stubs (`memcpy@plt`) and DWARF 2 to 5 are read, also from
/// a separate debug file with the same build-id or a right checksum, and dwz's common files.
/// Functions without a symbol are named by the address where they start, so that all their samples
/// are one function.
///
/// A file whose build-id differs from the recorded one is not used: it was rebuilt since. Never
/// uses the network. All memory is released before it returns. Any bytes are accepted as a file.
Symbolized symbolize(const ModuleFile& module, std::span<const std::uint64_t> addresses,
                     const Settings& settings = {});

/// Build-id of an ELF file, hexadecimal; "" if it has none. Fails if it cannot be read or is no
/// ELF.
Result<std::string> build_id(const std::filesystem::path& file);

/// `a:b:c`, as in an environment variable, as directories; empty parts are left out.
std::vector<std::filesystem::path> directories(std::string_view list);

/// "libm.so.6+0x1234": an address without a symbol.
std::string unnamed(const std::filesystem::path& module, std::uint64_t address);

}  // namespace calo::symbols
