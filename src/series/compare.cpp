#include "series/compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "base/try.hpp"
#include "stats/order.hpp"
#include "stats/rank_laws.hpp"

namespace calo::series {

namespace {

using Runs = std::vector<const RunNumbers*>;

/// Pairs of one block each; empty if the sides share fewer than two blocks.
std::pair<Runs, Runs> by_block(const Runs& a, const Runs& b) {
  std::map<std::int64_t, const RunNumbers*> of_a;
  for (const RunNumbers* run : a) {
    if (run->block) of_a.emplace(*run->block, run);
  }
  std::pair<Runs, Runs> pairs;
  for (const RunNumbers* run : b) {
    const auto other = run->block ? of_a.find(*run->block) : of_a.end();
    if (other == of_a.end()) continue;
    pairs.first.push_back(other->second);
    pairs.second.push_back(run);
    of_a.erase(other);
  }
  if (pairs.first.size() < 2) return {};
  return pairs;
}

std::vector<double> values(const Runs& runs, Metric metric) {
  std::vector<double> result;
  for (const RunNumbers* run : runs) {
    const auto one = value(*run, metric);
    if (one && *one > 0.0 && std::isfinite(*one)) result.push_back(*one);
  }
  return result;
}

/// Relative spread of a sample, robust.
double variation(std::span<const double> sample) {
  const double centre = stats::median(sample);
  return centre > 0.0 ? 1.4826 * stats::mad(sample) / centre : 0.0;
}

/// `pairs`: those of a and b that are of one block.
std::optional<Quantity> quantity(const Runs& a, const Runs& b, const std::pair<Runs, Runs>& pairs,
                                 Metric metric, double threshold) {
  Quantity q;
  q.metric = metric;
  const auto& [paired_a, paired_b] = pairs;
  q.a = values(paired_a, metric);
  q.b = values(paired_b, metric);
  q.paired = !q.a.empty() && q.a.size() == paired_a.size() && q.b.size() == paired_b.size();
  if (!q.paired) {
    q.a = values(a, metric);
    q.b = values(b, metric);
  }
  if (q.a.empty() || q.b.empty()) return std::nullopt;
  q.ratio = q.paired ? stats::paired_ratio(q.a, q.b) : stats::unpaired_ratio(q.a, q.b);
  q.verdict = stats::verdict(q.ratio, threshold);
  if (q.paired) {
    std::vector<double> d;
    d.reserve(q.a.size());
    for (std::size_t i = 0; i < q.a.size(); ++i) d.push_back(std::log(q.b[i] / q.a[i]));
    q.p = stats::signed_rank_p(d);
  } else {
    q.p = stats::mann_whitney(q.a, q.b).p;
  }
  q.cliff = stats::cliffs_delta(q.a, q.b);
  if (q.verdict == stats::Verdict::not_resolved || q.verdict == stats::Verdict::no_interval) {
    const double cv = std::max(variation(q.a), variation(q.b));
    q.needed = std::max<std::size_t>(q.paired ? 6 : 4, stats::runs_needed(cv, threshold));
    // The MAD is blind to a minority of odd values; the interval is not, and narrows as 1/sqrt(n).
    const auto n = static_cast<double>(std::min(q.a.size(), q.b.size()));
    if (q.ratio.low && q.ratio.high && static_cast<double>(*q.needed) <= n) {
      const double half = 0.5 * std::log(*q.ratio.high / *q.ratio.low);
      q.needed =
          static_cast<std::size_t>(std::ceil(n * std::max(2.0, std::pow(half / threshold, 2))));
    }
  }
  return q;
}

Result<void> refuse_unlike(const Runs& a, const Runs& b, std::vector<std::string>& warnings) {
  const auto all = [&](const auto& word) {
    std::set<std::string> seen;
    for (const Runs& side : {a, b}) {
      for (const RunNumbers* run : side) {
        if (const std::optional<std::string> one = word(*run)) seen.insert(*one);
      }
    }
    return seen;
  };
  /// What tells energies apart matters only where there are some.
  const auto of_energy = [](auto&& word) {
    return [word](const RunNumbers& run) {
      return run.attributed ? std::optional<std::string>{word(run)} : std::nullopt;
    };
  };
  const auto listed = [](const std::set<std::string>& words) {
    std::string text;
    for (const std::string& word : words)
      text += (text.empty() ? "" : " and ") + (word.empty() ? "unknown" : word);
    return text;
  };
  const auto scopes = all(of_energy([](const RunNumbers& run) { return run.scope; }));
  const auto kinds = all(of_energy([](const RunNumbers& run) { return run.kind; }));
  for (const auto& [seen, what] : {std::pair{&scopes, "scope"}, std::pair{&kinds, "kind"}}) {
    if (seen->size() > 1) {
      return fail(Category::usage,
                  fmt::format("comparing energies of another {}: {}", what, listed(*seen)),
                  "Measure both with the same meter (--meter)");
    }
  }
  const auto policies = all(of_energy(
      [](const RunNumbers& run) { return attribution::name(*run.attributed->paid_by.policy); }));
  if (policies.size() > 1) {
    return fail(Category::usage,
                fmt::format("comparing energies with another static policy: {}", listed(policies)),
                "Name one for all: --static none or --static exclusive");
  }
  if (const auto seen = all([](const RunNumbers& run) { return std::optional{run.machine}; });
      seen.size() > 1)
    warnings.push_back(
        "The runs are of different machines, so that the meters' gains do not cancel: " +
        listed(seen));
  if (const auto seen = all(of_energy([](const RunNumbers& run) { return run.meter; }));
      seen.size() > 1)
    warnings.push_back("The energies were read by different meters, whose errors do not cancel: " +
                       listed(seen));
  if (const auto seen = all([](const RunNumbers& run) { return std::optional{run.governor}; });
      seen.size() > 1)
    warnings.push_back("The runs had different frequency governors: " + listed(seen));
  return {};
}

void warn_of_runs(const Series& series, const Runs& runs, std::vector<std::string>& warnings) {
  const auto disturbed = static_cast<std::size_t>(
      std::ranges::count_if(runs, [](const RunNumbers* run) { return !run->disturbed.empty(); }));
  if (disturbed > 0) {
    const auto first =
        std::ranges::find_if(runs, [](const RunNumbers* run) { return !run->disturbed.empty(); });
    warnings.push_back(
        fmt::format("{} of {} runs of {} were disturbed ({}); they count all the same", disturbed,
                    runs.size(), series.name, (*first)->disturbed.front()));
  }
  std::vector<double> course = values(runs, Metric::energy);
  if (course.empty()) course = values(runs, Metric::time);
  if (course.size() >= 6) {
    const stats::Kendall drift = stats::kendall(course);
    if (drift.p < 0.01)
      warnings.push_back(
          fmt::format("{} drifts with the order of its runs (Kendall's tau {:.2f}, p {:.2g}): warm "
                      "up, or rest between runs",
                      series.name, drift.tau, drift.p));
  }
  const auto failed = static_cast<std::size_t>(
      std::ranges::count_if(series.runs, [](const RunNumbers& run) { return run.failed; }));
  if (failed > 0)
    warnings.push_back(
        fmt::format("{} runs of {} failed or were cut off and are left out", failed, series.name));
}

}  // namespace

Result<Comparison> compare(Series a, Series b, const CompareOptions& options) {
  settle_policy(std::array{&a, &b});
  Comparison result;
  result.name_a = a.name;
  result.name_b = b.name;
  const Runs runs_a = a.counted();
  const Runs runs_b = b.counted();
  result.runs_a = runs_a.size();
  result.runs_b = runs_b.size();
  if (runs_a.empty() || runs_b.empty()) {
    return fail(
        Category::not_found,
        fmt::format("comparing {}: it has no run that counts (all failed, or were warm-ups)",
                    runs_a.empty() ? a.name : b.name),
        "Measure it again with calo repeat");
  }
  CALO_TRY_DO(refuse_unlike(runs_a, runs_b, result.warnings));
  const std::pair<Runs, Runs> pairs = by_block(runs_a, runs_b);
  for (const Metric metric : all_metrics) {
    if (auto one = quantity(runs_a, runs_b, pairs, metric, options.threshold))
      result.quantities.push_back(std::move(*one));
  }
  warn_of_runs(a, runs_a, result.warnings);
  warn_of_runs(b, runs_b, result.warnings);

  const auto of = [&](Metric metric) -> const Quantity* {
    const auto found = std::ranges::find(result.quantities, metric, &Quantity::metric);
    return found == result.quantities.end() ? nullptr : &*found;
  };
  const Quantity* const energy = of(Metric::energy);
  const Quantity* const time = of(Metric::time);
  result.has_energy = energy != nullptr;
  if (energy != nullptr && time != nullptr) {
    Comparison::Decomposition parts;
    parts.energy = std::log(energy->ratio.estimate);
    parts.time = std::log(time->ratio.estimate);
    parts.power = parts.energy - parts.time;
    result.decomposition = parts;
    result.energy_delay = energy->ratio.estimate * time->ratio.estimate;
    if (runs_a.front()->idle_power && runs_a.front()->units == 0.0) {
      const double idle = runs_a.front()->idle_power->value();
      const double ea = stats::median(energy->a), eb = stats::median(energy->b);
      const double ta = stats::median(time->a), tb = stats::median(time->b);
      const double window = std::max(ta, tb);
      result.fixed_window = (eb + idle * (window - tb)) / (ea + idle * (window - ta));
    }
  }
  if (options.with_changes) {
    const bool paired = !pairs.first.empty();
    CALO_TRY(result.changes,
             changes(paired ? pairs.first : runs_a, paired ? pairs.second : runs_b, paired));
  }
  return result;
}

}  // namespace calo::series
