#pragma once

#include <cstddef>
#include <string_view>

#include "model/profile.hpp"

namespace calo::attribution {

/// A source file of a compiler, of a system's library or of an installed package: nobody's own.
bool is_library_source(std::string_view file);

/// A file of machine code that belongs to the system, or an interpreter.
bool is_library_module(const model::Module& module);

/// True if line `i` of a location (innermost first) stands for a function of a library that was
/// inlined into another one: `std::vector<...>::operator[]` in a function of the user, any inlined
/// function in the code of a library.
bool is_inlined_library(const model::Profile& profile, const model::Location& location,
                        std::size_t i);

}  // namespace calo::attribution
