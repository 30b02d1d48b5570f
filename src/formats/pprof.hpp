#pragma once

#include <string>

#include "formats/profile_stacks.hpp"

namespace calo::formats {

/// A gzipped profile for pprof, and all that read its format (profile.proto).
///
/// Sample types are samples/count, cpu/nanoseconds, energy/microjoules and co2/micrograms, the
/// default one by `options.by`; labels are pid, tid and thread. Locations keep their addresses
/// (as in the module's file, with its build id), their lines and inlined functions. Fails with
/// `exhausted` beyond 2 GiB, where protocol buffers end.
Result<std::string> pprof_profile(const model::Run& run, const model::Profile& profile,
                                  const ProfileOptions& options);

}  // namespace calo::formats
