#pragma once

#include <iosfwd>

#include "formats/profile_stacks.hpp"

namespace calo::formats {

/// A profile as Callgrind writes it (Valgrind manual, "Callgrind Format Specification"), for
/// KCachegrind and callgrind_annotate: own cost per line, inclusive cost per call.
///
/// Events are the cost asked for (µJ, µs, µg) and CPU time in µs. "calls" counts samples, since
/// nobody counted calls. Inlined functions are functions of their own. A recursive function's calls
/// carry the cost of the innermost ones only, so that its own cost and that of its calls add up to
/// its inclusive cost, as readers of the format compute it.
void write_callgrind(std::ostream& out, const model::Run& run, const model::Profile& profile,
                     const ProfileOptions& options);

}  // namespace calo::formats
