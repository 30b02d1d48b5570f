#include "series/warm_up.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <system_error>
#include <vector>

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

Result<std::optional<std::int64_t>> parse_warm_ups(std::string_view text) {
  if (text == "auto") return std::nullopt;
  std::int64_t number = -1;
  const char* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  if (read.ec != std::errc{} || read.ptr != end || number < 0 || number > 1000)
    return fail(Category::usage, fmt::format("--warmup {}: not a number of runs", text),
                "Say auto, or a number from 0 to 1000");
  return number;
}

}  // namespace calo::series
