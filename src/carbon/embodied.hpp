#pragma once

#include <string>

#include "base/error.hpp"
#include "base/estimate.hpp"
#include "base/quantity.hpp"

namespace calo::carbon {

/// 4 years = 35040 h, the lifetime assumed for a server (Cloud Carbon Footprint; Boavizta).
inline constexpr Seconds default_lifetime = Seconds::of(35040.0 * 3600.0);

/// Who used how much of the hardware, in the words of the Software Carbon Intensity specification.
struct Reservation {
  Seconds time{};                       ///< TiR: how long it was reserved
  Seconds lifetime = default_lifetime;  ///< EL
  double reserved = 1.0;                ///< RR: CPUs (or any resource) reserved
  double total = 1.0;                   ///< ToR: CPUs in all
};

/// M = TE * (TiR / EL) * (RR / ToR), the share of making the hardware that falls to a run; kind
/// `assumed`. The relative uncertainty is that of `making` (TE). Fails with `usage` on negative
/// values, on more reserved than there is and on a lifetime of zero.
Result<Estimate<Grams>> embodied_share(const Estimate<Grams>& making,
                                       const Reservation& reservation);

/// What a server is made of, for a default TE.
struct Server {
  int sockets = 1;
  Bytes memory{};
  int solid_state_disks = 0;
  int hard_disks = 0;
  int gpus = 0;
};

struct Making {
  Estimate<Grams> carbon;  ///< kind `assumed`
  std::string source;      ///< the terms and who published them, for people
};

/// Relative standard uncertainty of a default TE, an engineering default: published figures for one
/// product differ by a factor of about 2 (a GPU card: 164 and 572 kg).  docs/methods/carbon.md,
/// "Embodied carbon".
inline constexpr double u_rel_of_making = 0.5;

/// TE of a rack server by the coefficients of Cloud Carbon Footprint: 1000 kg with one socket and
/// 16 GB, then 100 kg per further socket, 1.388 kg per further GB, 50 kg per hard disk, 100 kg per
/// SSD, 150 kg per GPU (data/carbon/embodied.csv).
Result<Making> making_of(const Server& server);

/// TE of one CPU from the area of its die, and of one memory module, by Boavizta's formula and
/// factors.
Result<Making> making_of_cpu(double die_mm2);
Result<Making> making_of_memory_module(Bytes capacity);

}  // namespace calo::carbon
