#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "model/finding.hpp"
#include "model/machine.hpp"
#include "os/system_root.hpp"
#include "recorder/energy_sources.hpp"

namespace calo::recorder {

/// Idle power per domain ("meter/domain"), as `calo idle` measured it on this machine
/// (docs/methods/energy.md, "Idle").
struct IdleBaseline {
  std::chrono::nanoseconds measured_utc{};
  std::string state;  ///< what must be the same for it to hold: CPU, kernel, governor, turbo, SMT
  double busy_share = 0.0;  ///< of the CPU time, while it was measured
  Seconds length{};
  std::map<std::string, IdlePower> domains;
};

/// Kernel, governor, turbo and SMT state, as one line of text.
std::string machine_state(const model::Machine& machine);

/// `$XDG_STATE_HOME/calo/idle-<host>.json` or below `~/.local/state`; empty without a home.
std::optional<std::filesystem::path> idle_baseline_path();

/// A missing file is an empty optional; a damaged one an error.
Result<std::optional<IdleBaseline>> load_idle_baseline(const std::filesystem::path& path);
Result<void> save_idle_baseline(const std::filesystem::path& path, const IdleBaseline& baseline);

/// What a reader must know of a baseline used now: older than 30 days, or measured in another
/// state.
std::vector<model::Warning> doubts(const IdleBaseline& baseline, const model::Machine& machine,
                                   std::chrono::nanoseconds now_utc);

/// The machine must be this idle while its idle power is measured.
inline constexpr double most_busy_when_idle = 0.02;

/// Measures for `windows` windows of one second each: idle power is the median over the windows,
/// its uncertainty 1.4826 MAD / sqrt(n). Fails with `unsupported` when no meter is readable and
/// with `usage` when more than 2 % of the CPU time is used meanwhile. `progress` is called after
/// each window with its number.
Result<IdleBaseline> measure_idle(const os::SystemRoot& root, const model::Machine& machine,
                                  EnergySources sources, int windows,
                                  const std::function<void(int)>& progress);

}  // namespace calo::recorder
