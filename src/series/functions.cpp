#include "series/functions.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "attribution/call_tree.hpp"
#include "base/try.hpp"
#include "sampling/resolve.hpp"
#include "stats/order.hpp"
#include "stats/rank_laws.hpp"
#include "store/run_file.hpp"

namespace calo::series {

namespace {

constexpr std::size_t most_runs = 200;
/// Of both sides together: what is less has a sample now and then, and would only make the
/// correction for the number of tests harder for those that matter. It is the sum of both sides
/// that decides, which is blind to the difference.
constexpr double worth_comparing = 0.002;

/// Functions by name and the file they are in, without its directory: builds have their own.
using Key = std::pair<std::string, std::string>;

struct Own {
  double cost = 0.0;   // J or s
  double sigma = 0.0;  // from sampling
};

struct OneRun {
  std::map<Key, Own> functions;
  double work = 1.0;
};

std::string base_name(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

Result<std::optional<OneRun>> own_costs(const RunNumbers& run, bool by_energy) {
  CALO_TRY(auto profile, store::read_profile(run.path));
  if (!profile || profile->uses.empty()) return std::optional<OneRun>{};
  sampling::resolve(*profile, sampling::settings_from_environment());
  OneRun result;
  if (run.units > 0.0) result.work = run.units;
  attribution::Cost whole;
  for (const model::StackUse& use : profile->uses) whole += attribution::Cost::of(use);
  for (const auto& place : attribution::by_function(attribution::call_tree(*profile))) {
    const model::Function& function = profile->functions[static_cast<std::size_t>(place.function)];
    std::string file = function.file;
    if (file.empty() && function.module)
      file = profile->modules[static_cast<std::size_t>(*function.module)].path;
    Own& own = result.functions[{function.name, base_name(file)}];
    const double joules = (place.self.dynamic + place.self.static_share * run.static_paid).value();
    own.cost += (by_energy ? joules : place.self.cpu.value()) / result.work;
    double sigma = attribution::sampling_sigma(place.self, whole);
    if (!by_energy) {
      const auto n = static_cast<double>(std::max<std::int64_t>(1, place.self.samples));
      sigma = place.self.cpu.value() / std::sqrt(n);
    }
    own.sigma = std::hypot(own.sigma, sigma / result.work);
  }
  return std::optional{std::move(result)};
}

Result<std::vector<OneRun>> side(const std::vector<const RunNumbers*>& runs, bool by_energy) {
  std::vector<OneRun> result;
  for (std::size_t i = 0; i < std::min(runs.size(), most_runs); ++i) {
    CALO_TRY(auto one, own_costs(*runs[i], by_energy));
    if (one) result.push_back(std::move(*one));
  }
  return result;
}

std::vector<double> costs(const std::vector<OneRun>& runs, const Key& key) {
  std::vector<double> result;
  for (const OneRun& run : runs) {
    const auto own = run.functions.find(key);
    result.push_back(own == run.functions.end() ? 0.0 : own->second.cost);
  }
  return result;
}

}  // namespace

Result<FunctionChanges> function_changes(const std::vector<const RunNumbers*>& a,
                                         const std::vector<const RunNumbers*>& b) {
  FunctionChanges result;
  result.by_energy =
      std::ranges::all_of(a, [](const RunNumbers* run) { return run->energy.has_value(); }) &&
      std::ranges::all_of(b, [](const RunNumbers* run) { return run->energy.has_value(); });
  CALO_TRY(const auto runs_a, side(a, result.by_energy));
  CALO_TRY(const auto runs_b, side(b, result.by_energy));
  if (runs_a.empty() || runs_b.empty()) return result;
  std::map<Key, double> keys;  // what all runs together spent there
  double all = 0.0;
  for (const auto* runs : {&runs_a, &runs_b}) {
    for (const OneRun& run : *runs) {
      for (const auto& [key, own] : run.functions) {
        if (own.cost > 0.0) keys[key] += own.cost;
        all += std::max(0.0, own.cost);
      }
    }
  }
  std::vector<double> p;
  for (const auto& [key, spent] : keys) {
    if (spent < worth_comparing * all) continue;
    const std::vector<double> x = costs(runs_a, key);
    const std::vector<double> y = costs(runs_b, key);
    FunctionChange change{key.first, key.second, stats::median(x), stats::median(y), 0.0, {},
                          {},        {}};
    if (x.size() == 1 && y.size() == 1) {
      change.change = y.front() - x.front();
      const auto sigma = [&](const OneRun& run) {
        const auto own = run.functions.find(key);
        return own == run.functions.end() ? 0.0 : own->second.sigma;
      };
      const double half =
          1.959963984540054 * std::hypot(sigma(runs_a.front()), sigma(runs_b.front()));
      change.low = change.change - half;
      change.high = change.change + half;
    } else {
      const stats::Located moved = stats::shift(x, y);
      change.change = moved.estimate;
      change.low = moved.low;
      change.high = moved.high;
      p.push_back(stats::mann_whitney(x, y).p);
    }
    result.functions.push_back(std::move(change));
  }
  if (!p.empty()) {
    const std::vector<double> corrected = stats::holm(p);
    for (std::size_t i = 0; i < corrected.size(); ++i) result.functions[i].p = corrected[i];
  }
  // What surely changed comes before what may have.
  std::ranges::stable_sort(result.functions, [](const FunctionChange& x, const FunctionChange& y) {
    const auto sure = [](const FunctionChange& c) {
      return c.low && c.high && (*c.low > 0.0 || *c.high < 0.0);
    };
    if (sure(x) != sure(y)) return sure(x);
    return std::abs(x.change) > std::abs(y.change);
  });
  return result;
}

}  // namespace calo::series
