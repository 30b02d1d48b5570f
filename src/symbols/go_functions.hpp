#pragma once

#include <vector>

#include "symbols/symbol_table.hpp"

namespace calo::symbols {

/// The functions of a Go program, from the table that its run-time system reads (.gopclntab): it is
/// there even if the program was linked without symbols (-ldflags=-s). Go 1.16 and later; empty for
/// other programs. Format: Go's src/debug/gosym/pclntab.go.
std::vector<Symbol> go_functions(Elf* elf);

}  // namespace calo::symbols
