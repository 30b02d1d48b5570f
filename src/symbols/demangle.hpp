#pragma once

#include <string>
#include <string_view>

namespace calo::symbols {

/// A linker's name as a person writes it: C++ (Itanium ABI), Rust (v0, and the older form without
/// its hash), gfortran (`__module_MOD_proc` -> `module::proc`, `dgemm_` -> `dgemm`, `MAIN__`).
/// Symbol versions (`@GLIBC_2.2.5`, `@@...`) are dropped. Any other name comes back as it is.
///
/// Names are whole, template arguments included; `shortened` folds them. Any bytes are accepted.
std::string demangled(std::string_view linkage_name);

/// A demangled name without what makes it long: template arguments and parameters are folded
/// (`std::vector<int, std::allocator<int> >::push_back(int&&)` -> `std::vector<...>::push_back`),
/// ABI tags, return types and `[clone ...]` are dropped. Names of other languages come back as they
/// are.
std::string shortened(std::string_view name);

}  // namespace calo::symbols
