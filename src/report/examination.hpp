#pragma once

#include <string>
#include <vector>

#include "base/error.hpp"
#include "model/domain.hpp"
#include "model/finding.hpp"
#include "model/machine.hpp"
#include "model/run.hpp"

namespace calo::report {

/// What can be measured on a machine: `calo doctor`.
struct Examination {
  model::Machine machine;
  std::vector<model::Finding> findings;  ///< one for each kind of meter
  model::Finding events;                 ///< how processes would be followed
  std::vector<model::Domain> domains;    ///< that a run started now would read
  bool modelled = false;                 ///< no meter gives a total
  std::vector<std::string> notes;        ///< how the energy would be obtained
  std::vector<std::string> model_notes;  ///< what the power model would assume, used or not
  Result<model::CarbonContext> carbon;
};

std::string examination_text(const Examination& examination, bool colours);
std::string examination_json(const Examination& examination);

}  // namespace calo::report
