#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/error.hpp"
#include "power_model/power_curve.hpp"
#include "power_model/system.hpp"

namespace calo::power_model {

/// The watts of a machine by load, and which machine it is.
struct MachinePower {
  std::string title;
  PowerCurve curve;
};

/// This machine as its calibration says.
Result<MachinePower> power_of_profile(const std::filesystem::path& path);

/// A server with what is given of it, or `vcpus` of one; this machine where nothing is given. Fails
/// with `usage` where what is given names no CPU.
Result<MachinePower> power_of(const System& system, std::optional<int> vcpus);

}  // namespace calo::power_model
