#include "series/compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <utility>

#include "base/try.hpp"
#include "stats/order.hpp"
#include "stats/rank_laws.hpp"

namespace calo::series {

namespace {

using Runs = std::vector<const RunNumbers*>;

/// Runs of one block each, and why there are none.
struct Pairs {
  Runs a, b;
  std::string why_not;
};

/// True if no run of another block began between the two of a pair: what drifts then hits both.
/// Two series that were measured one after the other have the same numbers of blocks, too.
bool is_interleaved(const Pairs& pairs) {
  std::vector<std::pair<std::chrono::nanoseconds, std::size_t>> order;
  for (std::size_t i = 0; i < pairs.a.size(); ++i) {
    order.emplace_back(pairs.a[i]->started_utc, i);
    order.emplace_back(pairs.b[i]->started_utc, i);
  }
  std::ranges::sort(order);
  for (std::size_t i = 0; i < order.size(); i += 2) {
    if (order[i].second != order[i + 1].second) return false;
  }
  return true;
}

/// Empty if the sides share fewer than two blocks.
Pairs by_block(const Runs& a, const Runs& b) {
  std::map<std::int64_t, const RunNumbers*> of_a;
  for (const RunNumbers* run : a) {
    if (run->block) of_a.emplace(*run->block, run);
  }
  Pairs pairs;
  for (const RunNumbers* run : b) {
    const auto other = run->block ? of_a.find(*run->block) : of_a.end();
    if (other == of_a.end()) continue;
    pairs.a.push_back(other->second);
    pairs.b.push_back(run);
    of_a.erase(other);
  }
  if (pairs.a.size() < 2) return {};
  if (!is_interleaved(pairs))
    return {{}, {}, "A and B were not measured in turns, so that their runs are no pairs"};
  return pairs;
}

/// A number of which a ratio can be taken.
bool has_ratio(const std::optional<double>& one) {
  return one && *one > 0.0 && std::isfinite(*one);
}

/// All that are known, above zero or not.
std::vector<double> known_values(const Runs& runs, Metric metric) {
  std::vector<double> result;
  for (const RunNumbers* run : runs) {
    const auto one = value(*run, metric);
    if (one && std::isfinite(*one)) result.push_back(*one);
  }
  return result;
}

std::vector<double> values(const Runs& runs, Metric metric) {
  std::vector<double> result = known_values(runs, metric);
  std::erase_if(result, [](double one) { return one <= 0.0; });
  return result;
}

/// "2 of 6 runs of old have an energy that is not above zero (-20 mJ)"; empty if all have a ratio.
std::string what_lacks(const std::string& name_of_side, const Runs& runs, Metric metric) {
  const std::vector<double> known = known_values(runs, metric);
  const auto unknown = runs.size() - known.size();
  std::vector<double> low = known;
  std::erase_if(low, [](double one) { return one > 0.0; });
  const auto of_runs = [&](std::size_t n) {
    return fmt::format("{} of {} run{} of {}", n, runs.size(), runs.size() == 1 ? "" : "s",
                       name_of_side);
  };
  std::string text;
  if (unknown > 0) text = fmt::format("{}: not known", of_runs(unknown));
  if (!low.empty())
    text += fmt::format("{}{}: not above zero ({})", text.empty() ? "" : ", ", of_runs(low.size()),
                        amount(std::ranges::min(low), metric));
  return text;
}

/// Relative spread of a sample, robust.
double variation(std::span<const double> sample) {
  const double centre = stats::median(sample);
  return centre > 0.0 ? 1.4826 * stats::mad(sample) / centre : 0.0;
}

/// Requires: the quantity is not resolved.
std::size_t runs_that_resolve(const Quantity& q, double threshold) {
  const std::size_t least = q.paired ? 6 : 4;
  if (!q.ratio.low || !q.ratio.high) return least;
  // It is resolved when the interval leaves 1 out, or lies within the threshold: what is farther
  // off decides.
  const double effect = std::abs(std::log(q.ratio.estimate));
  const double margin = std::max(effect, std::log1p(threshold) - effect);
  const auto n = static_cast<double>(std::min(q.a.size(), q.b.size()));
  // The interval narrows as 1/sqrt(n), and knows of pairs and of odd values. For a power of 80 %
  // its half has to be z_0.975 / (z_0.975 + z_0.8) of the margin.
  constexpr double for_power = 2.043;  // ((1.960 + 0.842) / 1.960)^2
  const double half = 0.5 * std::log(*q.ratio.high / *q.ratio.low);
  const double by_interval = n * for_power * std::pow(half / margin, 2);
  const std::size_t by_spread =
      q.paired ? 0 : stats::runs_needed(std::max(variation(q.a), variation(q.b)), margin);
  const auto most = static_cast<double>(std::numeric_limits<std::int32_t>::max());
  return std::max({least, std::min(q.a.size(), q.b.size()) + 1,
                   std::min(by_spread, static_cast<std::size_t>(most)),
                   static_cast<std::size_t>(std::ceil(std::min(by_interval, most)))});
}

/// One metric of both sides, with what is said of it.
class Comparing {
 public:
  Comparing(Comparison& result, const Runs& a, const Runs& b, const Pairs& pairs, double threshold)
      : result_{result}, a_{a}, b_{b}, pairs_{pairs}, threshold_{threshold} {}

  void add(Metric metric) {
    const std::vector<double> known_a = known_values(a_, metric);
    const std::vector<double> known_b = known_values(b_, metric);
    if (known_a.empty() && known_b.empty()) return;
    Quantity q;
    q.metric = metric;
    q.paired = !pairs_.a.empty();
    std::size_t left_out = 0;
    if (q.paired) {
      // A pair is left out as a whole, and the others stay pairs.
      for (std::size_t i = 0; i < pairs_.a.size(); ++i) {
        const auto of_a = value(*pairs_.a[i], metric), of_b = value(*pairs_.b[i], metric);
        if (!has_ratio(of_a) || !has_ratio(of_b)) {
          ++left_out;
          continue;
        }
        q.a.push_back(*of_a);
        q.b.push_back(*of_b);
      }
    } else {
      q.a = values(a_, metric);
      q.b = values(b_, metric);
    }
    std::string lacking = what_lacks("A", a_, metric);
    if (const std::string of_b = what_lacks("B", b_, metric); !of_b.empty())
      lacking += (lacking.empty() ? "" : "; ") + of_b;
    if (q.a.empty() || q.b.empty()) {
      const auto middle = [](const std::vector<double>& sample) {
        return sample.empty() ? std::nullopt : std::optional{stats::median(sample)};
      };
      result_.not_comparable.push_back({metric, middle(known_a), middle(known_b),
                                        lacking + "; a ratio needs values above zero"});
      return;
    }
    if (q.paired ? left_out > 0 : !lacking.empty()) {
      const std::string part =
          q.paired ? fmt::format("{} of {} pairs", left_out, pairs_.a.size())
                   : fmt::format("{} of {} runs", a_.size() + b_.size() - q.a.size() - q.b.size(),
                                 a_.size() + b_.size());
      // Without its lowest a side looks costlier than it is.
      result_.warnings.push_back(fmt::format(
          "The ratio of {} leaves out {} ({}){}", name(metric), part, lacking,
          lacking.contains("not above zero") ? ": that side looks costlier than it is" : ""));
    }
    judge(q);
    result_.quantities.push_back(std::move(q));
  }

 private:
  void judge(Quantity& q) const {
    q.ratio = q.paired ? stats::paired_ratio(q.a, q.b) : stats::unpaired_ratio(q.a, q.b);
    q.verdict = stats::verdict(q.ratio, threshold_);
    if (q.paired) {
      std::vector<double> d;
      d.reserve(q.a.size());
      for (std::size_t i = 0; i < q.a.size(); ++i) d.push_back(std::log(q.b[i] / q.a[i]));
      q.p = stats::signed_rank_p(d);
    } else {
      q.p = stats::mann_whitney(q.a, q.b).p;
    }
    q.cliff = stats::cliffs_delta(q.a, q.b);
    if (q.verdict == stats::Verdict::not_resolved || q.verdict == stats::Verdict::no_interval)
      q.needed = runs_that_resolve(q, threshold_);
  }

  Comparison& result_;
  const Runs& a_;
  const Runs& b_;
  const Pairs& pairs_;
  double threshold_;
};

/// "2 failed, 1 was cut off or is still being recorded, 3 were warm-ups": why no run counts.
std::string why_none_counts(const Series& series) {
  std::size_t unfinished = 0, failed = 0, warm_ups = 0;
  for (const RunNumbers& run : series.runs) {
    ++(run.unfinished ? unfinished : run.failed ? failed : warm_ups);
  }
  std::string text;
  const auto add = [&](std::size_t n, std::string_view one, std::string_view several) {
    if (n > 0) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", n, n == 1 ? one : several);
  };
  add(unfinished, "was cut off or is still being recorded",
      "were cut off or are still being recorded");
  add(failed, "failed", "failed");
  add(warm_ups, "was a warm-up", "were warm-ups");
  return text;
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
  std::vector<double> course = known_values(runs, Metric::energy);
  if (course.empty()) course = known_values(runs, Metric::time);
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
    warnings.push_back(fmt::format("{} of {} failed or {} cut off and {} left out",
                                   failed == 1 ? "1 run" : fmt::format("{} runs", failed),
                                   series.name, failed == 1 ? "was" : "were",
                                   failed == 1 ? "is" : "are"));
}

}  // namespace

std::string needed_text(const Quantity& quantity) {
  if (!quantity.needed) return {};
  if (quantity.verdict == stats::Verdict::no_interval)
    return fmt::format("{} {} are the least that have one", *quantity.needed,
                       quantity.paired ? "blocks" : "runs of each");
  return fmt::format("about {} {} would resolve it", *quantity.needed,
                     quantity.paired ? "blocks" : "runs of each");
}

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
    const Series& none = runs_a.empty() ? a : b;
    return fail(Category::not_found,
                fmt::format("comparing {}: it has no run that counts ({})", none.name,
                            why_none_counts(none)),
                "Measure it again, or wait until it has ended");
  }
  CALO_TRY_DO(refuse_unlike(runs_a, runs_b, result.warnings));
  const Pairs pairs = by_block(runs_a, runs_b);
  result.why_not_paired = pairs.why_not;
  Comparing comparing{result, runs_a, runs_b, pairs, options.threshold};
  for (const Metric metric : all_metrics) comparing.add(metric);
  warn_of_runs(a, runs_a, result.warnings);
  warn_of_runs(b, runs_b, result.warnings);

  const auto of = [&](Metric metric) -> const Quantity* {
    const auto found = std::ranges::find(result.quantities, metric, &Quantity::metric);
    return found == result.quantities.end() ? nullptr : &*found;
  };
  const Quantity* const energy = of(Metric::energy);
  const Quantity* const time = of(Metric::time);
  result.has_energy = energy != nullptr;
  // Of the same runs only do the parts add up.
  if (energy != nullptr && time != nullptr && energy->a.size() == time->a.size() &&
      energy->b.size() == time->b.size()) {
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
    const bool paired = !pairs.a.empty();
    CALO_TRY(result.changes, changes(paired ? pairs.a : runs_a, paired ? pairs.b : runs_b, paired));
  }
  return result;
}

}  // namespace calo::series
