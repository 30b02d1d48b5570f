#pragma once

#include <string>
#include <vector>

#include "base/error.hpp"
#include "model/finding.hpp"
#include "model/machine.hpp"
#include "os/system_root.hpp"
#include "recorder/energy_sources.hpp"

namespace calo::measure {

struct SourceOptions {
  std::string meter;  ///< a meter's name, "model", or empty for the best
  bool psys = false;
  std::string power_profile;  ///< a file, or empty for the user's default one, if there
  bool idle_baseline = true;  ///< look the idle power up
};

/// What a run started now would measure its energy with.
struct FoundSources {
  model::Machine machine;
  recorder::EnergySources sources;
  std::vector<model::Finding> findings;  ///< one per kind of meter, for calo doctor
  std::vector<std::string> notes;        ///< how the energy is obtained, sentences
  std::vector<std::string> model_notes;  ///< what the power model would assume, used or not
};

/// Meters first, then the power model. Errors: an unknown meter, one that was asked for and cannot
/// be read, a power profile that cannot be understood.
Result<FoundSources> find_sources(const os::SystemRoot& root, const SourceOptions& options);

}  // namespace calo::measure
