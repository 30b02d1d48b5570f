#include "measure/weigh_carbon.hpp"

#include <utility>
#include <vector>

#include "analysis/totals.hpp"
#include "attribution/course.hpp"
#include "base/try.hpp"
#include "carbon/context.hpp"
#include "store/run_file.hpp"

namespace calo::measure {

Result<void> weigh_carbon(const carbon::IntensitySeries& series, const std::filesystem::path& path,
                          const attribution::BooksOptions& options,
                          recorder::Recording& recording) {
  CALO_TRY(const model::Run run, store::read_run(path));
  const auto totals = analysis::totals(run.header, attribution::EnergySums{run.end}, options);
  std::vector<carbon::Spent> spent;
  if (!totals) return {};
  const attribution::ProgramPower program{run.header.domains, run.end.totals, totals->books};
  for (const model::Interval& interval : run.intervals) {
    const auto at = [&](Seconds s) {
      return carbon::UtcTime{run.header.started_utc +
                             std::chrono::nanoseconds{static_cast<std::int64_t>(s.value() * 1e9)}};
    };
    spent.push_back({at(interval.begin), at(interval.end), program.in(interval)});
  }
  CALO_TRY(auto weighted, carbon::weighted_over(series, spent, recording.header.carbon));
  recording.header.carbon = std::move(weighted.context);
  if (weighted.warning) recording.end.warnings.push_back(*weighted.warning);
  return store::replace_carbon(path, recording.header.carbon, recording.end.warnings);
}

}  // namespace calo::measure
