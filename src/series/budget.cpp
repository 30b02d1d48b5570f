#include "series/budget.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <utility>

#include "base/text.hpp"
#include "base/try.hpp"
#include "stats/order.hpp"

namespace calo::series {

namespace {

/// The middle of a series and the ends that are believed: 95 % of the median, or of the estimate
/// itself where one run is all there is.
struct Believed {
  double middle = 0.0;
  std::optional<double> low, high;
};

Result<Believed> believed(const Series& series, Metric metric) {
  const std::vector<double> sample = series.values(metric);
  if (sample.empty()) {
    return fail(Category::not_found,
                fmt::format("checking {}: its {} is not known", series.name, name(metric)),
                "Take another --metric, or measure where it is known (calo doctor)");
  }
  if (sample.size() == 1) {
    Believed one{sample.front(), sample.front(), sample.front()};
    if (series.counted().front()->attributed &&
        (metric == Metric::energy || metric == Metric::carbon)) {
      // A budget is of joules, not of a ratio: here the meter's own uncertainty counts.
      const auto& energy = series.counted().front()->attributed->energy;
      const double rel =
          energy.value > Joules{} ? sigmas_in_95_percent * (energy.u / energy.value) : 0.0;
      one.low = sample.front() * (1.0 - rel);
      one.high = sample.front() * (1.0 + rel);
    }
    return one;
  }
  const stats::Located located = stats::median_of_differences(sample);
  return Believed{located.estimate, located.low, located.high};
}

struct Unit {
  std::string_view name;
  double factor = 1.0;  ///< in base units
  bool takes_prefix = false;
};

constexpr std::array prefixes = {Unit{"n", 1e-9}, Unit{"u", 1e-6}, Unit{"\u00b5", 1e-6},
                                 Unit{"m", 1e-3}, Unit{"k", 1e3},  Unit{"M", 1e6},
                                 Unit{"G", 1e9}};

std::span<const Unit> units(Metric metric) {
  static constexpr std::array energies = {Unit{"J", 1.0, true}, Unit{"Wh", 3600.0, true}};
  static constexpr std::array grams = {Unit{"g", 1.0, true}};
  static constexpr std::array watts = {Unit{"W", 1.0, true}};
  static constexpr std::array times = {Unit{"s", 1.0, true}, Unit{"min", 60.0}, Unit{"h", 3600.0}};
  static constexpr std::array sizes = {Unit{"KiB", 0x1p10}, Unit{"MiB", 0x1p20},
                                       Unit{"GiB", 0x1p30}, Unit{"TiB", 0x1p40},
                                       Unit{"B", 1.0, true}};
  switch (metric) {
    case Metric::energy:
      return energies;
    case Metric::carbon:
      return grams;
    case Metric::power:
      return watts;
    case Metric::time:
    case Metric::cpu:
      return times;
    case Metric::memory:
      return sizes;
  }
  return {};
}

}  // namespace

Result<double> parse_budget(const std::string& text, Metric metric) {
  const auto refuse = [&] {
    return fail(Category::usage,
                fmt::format("--budget {}: not an amount of {}", text, name(metric)),
                metric == Metric::memory
                    ? "Say for example --budget 1.5GiB"
                    : fmt::format("Say for example --budget 500{}",
                                  metric == Metric::carbon ? "mg" : std::string{unit(metric)}));
  };
  const std::string_view all = text::trimmed(text);
  const std::size_t end = all.find_first_not_of("0123456789.+-eE");
  const auto number = text::to_double(all.substr(0, end));
  if (!number || !(*number > 0.0)) return refuse();
  std::string_view rest =
      end == std::string_view::npos ? std::string_view{} : text::trimmed(all.substr(end));
  if (rest.empty()) return *number;
  for (const Unit& unit : units(metric)) {
    if (!rest.ends_with(unit.name)) continue;
    const std::string_view prefix = rest.substr(0, rest.size() - unit.name.size());
    if (prefix.empty()) return *number * unit.factor;
    for (const Unit& one : prefixes) {
      if (unit.takes_prefix && prefix == one.name) return *number * unit.factor * one.factor;
    }
  }
  return refuse();
}

Result<CheckResult> check(const Series& now, const Series* baseline, const CheckWanted& wanted) {
  CheckResult result;
  result.wanted = wanted;
  const auto state = [&](Outcome outcome, std::string name, std::string text) {
    result.statements.push_back({outcome, std::move(name), std::move(text)});
    // Worse outweighs not resolved, which outweighs fine.
    const auto weight = [](Outcome o) {
      return o == Outcome::worse ? 2 : o == Outcome::not_resolved ? 1 : 0;
    };
    if (weight(outcome) > weight(result.outcome)) result.outcome = outcome;
  };
  const auto failed =
      std::ranges::count_if(now.runs, [](const RunNumbers& run) { return run.failed; });
  if (failed > 0)
    state(Outcome::worse, "runs", fmt::format("{} of {} runs failed", failed, now.runs.size()));
  if (wanted.budget) {
    CALO_TRY(const auto seen, believed(now, wanted.metric));
    const std::string limit = amount(*wanted.budget, wanted.metric);
    const std::string what =
        seen.low && seen.high
            ? fmt::format("{} {} (95 %: {} to {})", name(wanted.metric),
                          amount(seen.middle, wanted.metric), amount(*seen.low, wanted.metric),
                          amount(*seen.high, wanted.metric))
            : fmt::format("{} {} (too few runs for an interval)", name(wanted.metric),
                          amount(seen.middle, wanted.metric));
    if (!seen.low || !seen.high || (*seen.low <= *wanted.budget && *seen.high > *wanted.budget)) {
      state(Outcome::not_resolved, "budget",
            fmt::format("{}: not resolved against {}", what, limit));
    } else if (*seen.low > *wanted.budget) {
      state(Outcome::worse, "budget", fmt::format("{} is over {}", what, limit));
    } else {
      state(Outcome::fine, "budget", fmt::format("{} is within {}", what, limit));
    }
  }
  if (baseline != nullptr) {
    CALO_TRY(auto comparison, compare(*baseline, now, {std::max(1e-9, wanted.max_increase), true}));
    const auto q = std::ranges::find(comparison.quantities, wanted.metric, &Quantity::metric);
    if (q == comparison.quantities.end()) {
      const auto why =
          std::ranges::find(comparison.not_comparable, wanted.metric, &NotComparable::metric);
      return fail(Category::not_found,
                  fmt::format("checking {}: its {} {}", now.name, name(wanted.metric),
                              why == comparison.not_comparable.end()
                                  ? "is not known on both sides"
                                  : "has no ratio to the baseline's: " + why->reason),
                  "Take another --metric");
    }
    const double most = 1.0 + wanted.max_increase;
    const std::string limit = text::percent(wanted.max_increase);
    const std::string ratio =
        q->ratio.low && q->ratio.high
            ? fmt::format("{} x{:.4f} of the baseline (95 %: x{:.4f} to x{:.4f})",
                          name(wanted.metric), q->ratio.estimate, *q->ratio.low, *q->ratio.high)
            : fmt::format("{} x{:.4f} of the baseline (too few runs for an interval)",
                          name(wanted.metric), q->ratio.estimate);
    if (q->ratio.low && *q->ratio.low > most) {
      state(Outcome::worse, "baseline", fmt::format("{}: more than {} worse", ratio, limit));
    } else if (q->ratio.high && *q->ratio.high <= most) {
      state(Outcome::fine, "baseline", fmt::format("{}: not more than {} worse", ratio, limit));
    } else {
      state(Outcome::not_resolved, "baseline",
            fmt::format("{}: not resolved against {}{}", ratio, limit,
                        q->needed ? "; " + needed_text(*q) : ""));
    }
    result.comparison = std::move(comparison);
  }
  return result;
}

}  // namespace calo::series
