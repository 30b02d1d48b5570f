#pragma once

#include <iosfwd>

#include "formats/profile_stacks.hpp"

namespace calo::formats {

/// The processed format, version 66, of the Firefox Profiler (profiler.firefox.com): samples of
/// each thread in time, with power and memory of the run as counters.
///
/// Samples weigh CPU time, whatever `options.by` says, since the format knows no energy of samples.
/// Power is each `total` domain's gross power; with `gramsOfCO2ePerKWh` the site tells its carbon.
/// Within a bucket of the profile samples follow each other, as nobody knows when they were taken.
void write_firefox(std::ostream& out, const model::Run& run, const model::Profile& profile,
                   const ProfileOptions& options);

}  // namespace calo::formats
