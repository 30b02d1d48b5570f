#pragma once

#include <optional>
#include <string>

#include "analysis/analysis.hpp"
#include "base/error.hpp"
#include "base/estimate.hpp"

namespace calo::analysis {

/// The share of making the hardware that falls to a run, and with it the Software Carbon Intensity
/// (ISO/IEC 21031:2024) per functional unit (docs/methods/carbon.md, "Embodied carbon").
struct Embodied {
  Estimate<Grams> making;  ///< TE: of the whole machine
  std::string source;      ///< of TE
  double share = 1.0;      ///< RR / ToR: of the machine that the run had
  Estimate<Grams> value;   ///< M = TE * (TiR / EL) * share
  std::string unit;        ///< "event", or "run" where no units were given
  std::optional<Estimate<Grams>>
      sci;  ///< (operational + embodied) per unit; empty if the energy is not known
};

/// `making_kg` is TE in kg CO2e as the user knows it; empty takes the default of a rack server with
/// this machine's sockets and memory. The share is 1 or the reserved one under those static
/// policies, else the mean share of the logical CPUs that was busy with the program. Fails with
/// `usage` for a virtual machine without `making_kg`: its host is not known.
Result<Embodied> embodied(const Analysis& analysis, std::optional<double> making_kg);

}  // namespace calo::analysis
