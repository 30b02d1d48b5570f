#pragma once

#include <string>

#include "formats/profile_stacks.hpp"

namespace calo::formats {

/// A profile as Python's cProfile writes it, for pstats, SnakeViz, tuna and gprof2dot (`.prof`).
///
/// A marshalled dictionary from (file, line, function) to (samples, samples, own, cumulative,
/// callers); CPython 3.0 and later read it. Times are CPU seconds, or with `options.by` joules or
/// grams under the same name: readers say "seconds" to all of them. The number of calls is that of
/// the samples the function is in, at least 1, since nobody counted calls. With
/// `options.exact_if_traced` a run of `--trace` gives the interpreter's own counts and wall time.
/// Native functions of unknown file are in that of their module.
std::string pstats_profile(const model::Run& run, const model::Profile& profile,
                           const ProfileOptions& options);

}  // namespace calo::formats
