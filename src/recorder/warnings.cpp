#include "recorder/warnings.hpp"

#include <cmath>
#include <string>

namespace calo::recorder {

void add_load_warnings(model::RunEnd& end) {
  const Seconds tree = end.cpu_user + end.cpu_system;
  const Seconds all = tree + end.others;
  constexpr double noticed = 0.02;
  if (end.wall.value() > 0.5 && all > Seconds{} && end.others / all > noticed) {
    const long percent = std::lround(100.0 * (end.others / all));
    end.warnings.push_back({"other-load", "Other programs used " + std::to_string(percent) +
                                              " % of the busy CPU time."});
  }
  if (end.steal > noticed * all && end.steal.value() > 0.05) {
    const long percent = std::lround(100.0 * (end.steal / (all + end.steal)));
    end.warnings.push_back({"steal", "The hypervisor withheld " + std::to_string(percent) +
                                         " % of the CPU time asked for."});
  }
  if (!end.processes_exact && end.ticks > 0) {
    end.warnings.push_back(
        {"process-count",
         "The number of processes is a lower bound: short ones may be missing. For an exact "
         "count: sudo sysctl kernel.perf_event_paranoid=2"});
  }
}

void add_throttle_warning(model::RunEnd& end, std::optional<std::int64_t> at_start,
                          std::optional<std::int64_t> at_end) {
  if (!at_start || !at_end || *at_end <= *at_start) return;
  end.warnings.push_back({"throttled", "The CPUs were throttled for their heat " +
                                           std::to_string(*at_end - *at_start) +
                                           " times: time and energy are those of a hot machine."});
}

void add_stack_warnings(model::RunEnd& end, const model::Profile& profile) {
  constexpr double noticed_s = 0.1;
  constexpr double noticed_share = 0.1;
  Seconds sampled{};
  for (const model::StackUse& use : profile.uses) sampled += use.cpu;
  const Seconds cpu = end.cpu_user + end.cpu_system;
  const Seconds unseen = cpu - sampled;
  if (unseen.value() < noticed_s || unseen < noticed_share * cpu) return;
  const std::string why =
      " Programs that are static or setuid, clear LD_PRELOAD, or block all signals cannot be "
      "sampled; totals and processes are complete.";
  if (profile.uses.empty()) {
    end.warnings.push_back({"no-stacks", "No stacks could be taken." + why});
  } else {
    const long percent = std::lround(100.0 * (unseen / cpu));
    end.warnings.push_back(
        {"unsampled", std::to_string(percent) + " % of the CPU time has no stacks." + why});
  }
}

}  // namespace calo::recorder
