#pragma once

#include <elfutils/libdwfl.h>

#include <cstdint>
#include <memory>
#include <string>

#include "base/error.hpp"
#include "symbols/symbolize.hpp"

namespace calo::symbols {

/// One ELF file opened through libdwfl, with its debug file if there is one.
///
/// libdwfl lays the file out at addresses of its own; `bias` is the difference to the file's. Owns
/// everything that libdwfl reads; not thread-safe.
class ElfFile {
 public:
  /// Opens and checks the build-id; the debug file is looked for when it is first needed.
  static Result<ElfFile> open(const ModuleFile& file, const Settings& settings);

  [[nodiscard]] Dwfl_Module* module() const { return module_; }
  [[nodiscard]] Elf* elf() const { return elf_; }
  [[nodiscard]] std::uint64_t bias() const { return bias_; }

 private:
  struct Ends {
    void operator()(Dwfl* dwfl) const { dwfl_end(dwfl); }
  };

  std::unique_ptr<Settings> settings_;  // libdwfl keeps a pointer to it
  std::unique_ptr<Dwfl, Ends> dwfl_;
  Dwfl_Module* module_ = nullptr;
  Elf* elf_ = nullptr;
  std::uint64_t bias_ = 0;
};

}  // namespace calo::symbols
