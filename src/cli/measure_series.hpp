#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "cli/settings.hpp"
#include "measure/campaign.hpp"
#include "series/plan.hpp"

namespace calo::cli {

/// What `calo repeat` is asked for beside the options of its runs; `calo check` and `calo compare`
/// have some of it.
struct SeriesSettings {
  std::int64_t blocks = 20;
  std::string warm_ups = "auto", rest = "0s", until{}, prepare{};
  std::vector<std::string> commands{};  ///< "NAME=COMMAND", for the shell
  std::uint64_t seed = 0;               ///< 0: from the clock
  bool keep_going = false, cool_down = false;
};

/// The plan of `wanted`, with the command of `run` where there is one; `kept`: kept_words().
Result<series::Plan> plan_of(const SeriesSettings& wanted, const RunSettings& run,
                             std::vector<std::string> kept);

/// Makes the directory of a new series: `output`, or one here that is named after `name`.
Result<std::filesystem::path> new_directory(const std::string& name, const std::string& output,
                                            const series::Plan& plan);

/// Measures what a campaign lacks, with its progress on standard error unless `quiet`; Ctrl-C ends
/// it. `shown`: how each run is shown. Gives the status to exit with.
int measure_series(const measure::Campaign& campaign, RunSettings shown, bool quiet);

}  // namespace calo::cli
