#include "recorder/warnings.hpp"

#include <algorithm>
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
  if (profile.uses.empty()) {
    end.warnings.push_back(
        {"no-stacks",
         "No stacks could be taken. Some programs cannot be sampled (static or setuid ones, those "
         "that clear LD_PRELOAD or block all signals); totals and processes are complete."});
    return;
  }
  // Of threads that were sampled it is known how much no sample stands for; the rest is time of
  // processes and threads without any sample. Which of the reasons holds for those is not known.
  Seconds between{};
  for (const model::SampledThread& thread : profile.threads) {
    if (thread.samples > 0) between += thread.unsampled;
  }
  between = std::min(between, unseen);
  const auto percent = [&](Seconds part) {
    return std::to_string(std::lround(100.0 * (part / cpu))) + " %";
  };
  std::string text = percent(unseen) + " of the CPU time has no stacks: ";
  if (unseen - between < 0.1 * unseen) {
    text += "it lies between the samples of threads that were sampled.";
  } else if (between < 0.1 * unseen) {
    text += "it was used by processes or threads of which no sample was taken.";
  } else {
    text += percent(between) + " between the samples of threads that were sampled, " +
            percent(unseen - between) + " in processes or threads of which none was taken.";
  }
  end.warnings.push_back({"unsampled", text + " Totals and processes are complete."});
}

}  // namespace calo::recorder
