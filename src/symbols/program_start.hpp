#pragma once

#include <gelf.h>

#include <cstdint>

namespace calo::symbols {

/// Where a program begins; 0: not known.
struct ProgramStart {
  std::uint64_t start = 0;  ///< the entry of a program, `_start`
  std::uint64_t main = 0;   ///< `main`
};

/// Found without symbols: `_start` of the C library (glibc, x86-64: sysdeps/x86_64/start.S) loads
/// the address of main() for __libc_start_main. Of other C libraries and of shared libraries
/// nothing is known.
ProgramStart program_start(Elf* elf);

}  // namespace calo::symbols
