#include "series/warm_up.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/text.hpp"

namespace calo::series {

bool is_warm(std::span<const Series> all, std::int64_t blocks) {
  if (blocks >= most_warm_up_blocks) return true;
  double spent = 0.0;
  bool all_alike = true;
  for (const Series& one : all) {
    std::vector<double> times;
    for (const RunNumbers& run : one.runs) {
      if (run.is_warm_up) times.push_back(run.time.value());
    }
    for (const double time : times) spent += time;
    const std::size_t n = times.size();
    all_alike = all_alike && n >= 2 &&
                std::abs(times[n - 1] - times[n - 2]) <
                    warm_difference * std::max(times[n - 1], times[n - 2]);
  }
  return blocks >= 1 && (all_alike || spent >= longest_warm_up_s);
}

Result<std::optional<std::int64_t>> parse_warm_ups(std::string_view given) {
  if (given == "auto") return std::nullopt;
  const auto number = text::to_i64(given);
  if (!number || *number < 0 || *number > 1000)
    return fail(Category::usage, fmt::format("--warmup {}: not a number of runs", given),
                "Say auto, or a number from 0 to 1000");
  return *number;
}

}  // namespace calo::series
