#pragma once

#include <functional>

#include "model/profile.hpp"
#include "stack_table/kept_files.hpp"
#include "symbols/symbolize.hpp"

namespace calo::sampling {

/// Gives every location of machine code its functions and lines, and marks the profile as resolved.
///
/// A library on top of less than 5 % of the samples has no lines from a separate debug file, since
/// that takes longer than the numbers are worth; its functions have their names.
///
/// Reads the modules' files as they are now: does nothing to a profile that is resolved. A file
/// that was rebuilt since is not used; its functions are then named by their addresses. Several
/// modules at a time, on all CPUs. `progress` (may be empty) is told how many modules are done, of
/// how many; from one thread at a time.
/// `files` (may be null) holds the modules' files as they were when the program ran.
///
/// Code without a file that has no name is one function for all of it: `[jit]`, `[unknown]`.
void resolve(model::Profile& profile, const symbols::Settings& settings = {},
             const std::function<void(std::size_t, std::size_t)>& progress = {},
             const stack_table::KeptFiles* files = nullptr);

/// Does so for modules whose names would be lost when `files` are let go: those whose file was
/// replaced or removed, or cannot be told from another one. The profile stays unresolved.
void resolve_replaced(model::Profile& profile, const symbols::Settings& settings,
                      const stack_table::KeptFiles& files);

/// Debug files are looked for in CALO_DEBUG_DIRECTORIES (a:b:c) before the usual place.
symbols::Settings settings_from_environment();

}  // namespace calo::sampling
