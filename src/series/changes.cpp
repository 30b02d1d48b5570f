#include "series/changes.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <set>
#include <utility>

#include "analysis/phases.hpp"
#include "analysis/totals.hpp"
#include "attribution/books.hpp"
#include "attribution/call_tree.hpp"
#include "attribution/teams.hpp"
#include "base/parallel.hpp"
#include "base/try.hpp"
#include "sampling/resolve.hpp"
#include "series/change_table.hpp"
#include "series/context_sums.hpp"
#include "store/run_file.hpp"

namespace calo::series {

namespace {

using Runs = std::vector<const RunNumbers*>;

/// Of both sides together: what is less has a sample now and then, and would only make the
/// correction for the number of tests harder for those that matter. It is the sum of both sides
/// that decides, which is blind to the difference.
constexpr double worth_comparing = 0.002;

std::string base_name(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

/// What a run's samples and phases cost in one unit: J, or s of CPU time.
class Costs {
 public:
  Costs(const RunNumbers& run, bool by_energy)
      : paid_{by_energy ? run.attributed->static_paid : 0.0},
        work_{run.units > 0.0 ? run.units : 1.0},
        by_energy_{by_energy} {}

  [[nodiscard]] double of(const attribution::Cost& cost) const {
    return (by_energy_ ? (cost.dynamic + cost.static_share * paid_).value() : cost.cpu.value()) /
           work_;
  }
  /// From sampling alone.
  [[nodiscard]] double sigma(const attribution::Cost& cost, const attribution::Cost& whole) const {
    if (by_energy_) return attribution::sampling_sigma(cost, whole, paid_) / work_;
    const auto n = static_cast<double>(std::max<std::int64_t>(1, cost.samples));
    return cost.cpu.value() / std::sqrt(n) / work_;
  }
  [[nodiscard]] double of(Joules energy, Seconds cpu) const {
    return (by_energy_ ? energy.value() : cpu.value()) / work_;
  }

 private:
  double paid_, work_;
  bool by_energy_;
};

/// "libfit.so" of "/opt/lib/libfit.so.1.2": versions of a library are the same library.
std::string library_name(const std::string& path) {
  const std::string name = base_name(path);
  const std::size_t ending = name.find(".so.");
  return ending == std::string::npos ? name : name.substr(0, ending + 3);
}

/// Executables of the two sides that have different names: the program before and after.
class Programs {
 public:
  static Result<Programs> of(const RunNumbers& a, const RunNumbers& b) {
    CALO_TRY(auto of_a, executables(a));
    CALO_TRY(auto of_b, executables(b));
    Programs programs;
    std::ranges::set_symmetric_difference(of_a, of_b,
                                          std::inserter(programs.names_, programs.names_.end()));
    return programs;
  }

  [[nodiscard]] Place place_of(const model::Profile& profile, const model::Function& function,
                               int line = 0) const {
    Place place{function.name, "", base_name(function.file), line};
    if (!function.module) return place;
    std::string name =
        library_name(profile.modules[static_cast<std::size_t>(*function.module)].path);
    if (!names_.contains(name)) place.library = std::move(name);
    return place;
  }

 private:
  static Result<std::set<std::string>> executables(const RunNumbers& run) {
    std::set<std::string> names;
    CALO_TRY(const auto profile, store::read_profile(run.path));
    if (!profile) return names;
    for (const model::Module& module : profile->modules) {
      std::string name = library_name(module.path);
      if (!name.ends_with(".so") && !name.starts_with('[')) names.insert(std::move(name));
    }
    return names;
  }

  std::set<std::string> names_;
};

/// What is read of a run.
struct Loaded {
  model::Run digest;
  std::optional<model::Profile> profile;  ///< empty without stacks
  attribution::CallTree tree;             ///< lines apart
};

Result<Loaded> load(const RunNumbers& run) {
  Loaded loaded;
  CALO_TRY(loaded.digest, store::read_digest(run.path));
  CALO_TRY(loaded.profile, store::read_profile(run.path));
  if (loaded.profile && loaded.profile->uses.empty()) loaded.profile.reset();
  if (!loaded.profile) return loaded;
  sampling::resolve(*loaded.profile, sampling::settings_from_environment());
  attribution::join_teams(*loaded.profile);
  attribution::View view;
  view.tell_lines_apart = true;
  loaded.tree = attribution::call_tree(*loaded.profile, view);
  return loaded;
}

/// Loads runs some at a time on all CPUs, and hands them over in their order.
Result<void> each_loaded(const Runs& runs, const std::function<void(std::size_t, Loaded&)>& take) {
  constexpr std::size_t at_a_time = 32;
  for (std::size_t begin = 0; begin < runs.size(); begin += at_a_time) {
    std::vector<Result<Loaded>> some(std::min(at_a_time, runs.size() - begin));
    in_parallel(some.size(), 2, [&](std::size_t i) { some[i] = load(*runs[begin + i]); });
    for (std::size_t i = 0; i < some.size(); ++i) {
      if (!some[i]) return std::unexpected{std::move(some[i]).error()};
      take(begin + i, *some[i]);
    }
  }
  return {};
}

/// Both sides, filled run by run: nothing but sums and tables is kept of a run.
class Comparer {
 public:
  Comparer(bool by_energy, Programs programs)
      : by_energy_{by_energy}, programs_{std::move(programs)} {}

  void add_stacks(Side side, std::size_t index, const RunNumbers& run, const Loaded& loaded) {
    const model::Profile& profile = *loaded.profile;
    const attribution::CallTree& tree = loaded.tree;
    const Costs costs{run, by_energy_};
    attribution::Cost whole;
    for (const model::StackUse& use : profile.uses) whole += attribution::Cost::of(use);
    for (const attribution::PlaceCost& place : attribution::by_line(tree)) {
      const auto& function = profile.functions[static_cast<std::size_t>(place.function)];
      lines_.add(side, index, programs_.place_of(profile, function, place.line),
                 costs.of(place.self), costs.sigma(place.self, whole));
    }
    for (const attribution::PlaceCost& place : attribution::by_function(tree)) {
      const auto& function = profile.functions[static_cast<std::size_t>(place.function)];
      functions_.add(side, index, programs_.place_of(profile, function), costs.of(place.self),
                     costs.sigma(place.self, whole));
    }
    std::vector<std::uint32_t> names;
    names.reserve(profile.functions.size());
    for (const model::Function& function : profile.functions)
      names.push_back(context_of(programs_.place_of(profile, function),
                                 static_cast<std::uint8_t>(function.language)));
    contexts_.add(side == side_b, tree, names,
                  [&](const attribution::Cost& cost) { return costs.of(cost); });
  }

  void add_phases(Side side, std::size_t index, const RunNumbers& run, const model::Run& digest) {
    const std::vector<model::Phase>& phases = digest.end.phases;
    std::vector<Joules> energies(phases.size());
    if (by_energy_) {
      const auto totals = analysis::totals(digest.header, attribution::EnergySums{digest.end},
                                           run.attributed->paid_by);
      for (const analysis::PhaseCost& cost :
           analysis::phase_costs(digest, totals ? &totals->books : nullptr))
        if (cost.own_energy)
          energies[static_cast<std::size_t>(cost.phase)] = cost.own_energy->value;
    }
    const Costs costs{run, by_energy_};
    std::vector<std::string> paths(phases.size());
    for (std::size_t i = 0; i < phases.size(); ++i) {
      const auto parent = phases[i].parent;
      paths[i] = phases[i].name.empty() ? "(outside of phases)" : phases[i].name;
      if (parent > 0) paths[i] = paths[static_cast<std::size_t>(parent)] + "/" + paths[i];
      phases_.add(side, index, {paths[i], "", "", 0}, costs.of(energies[i], phases[i].cpu), 0.0);
    }
  }

  void end_of_pair() { contexts_.end_of_pair(); }

  Changes result(std::size_t with_a, std::size_t with_b, std::size_t all_a, std::size_t all_b,
                 bool paired) {
    Changes found;
    found.by_energy = by_energy_;
    found.runs_a = with_a;
    found.runs_b = with_b;
    if (with_a > 0 && with_b > 0) {
      functions_.join_unknown_files();
      lines_.drop_lines_of_one_side();
      found.functions = functions_.changes(with_a, with_b, paired, worth_comparing);
      found.lines = lines_.changes(with_a, with_b, paired, worth_comparing);
      found.tree = contexts_.result(with_a, with_b, paired);
    }
    found.phases = phases_.changes(all_a, all_b, paired, 0.0);
    return found;
  }

 private:
  /// Contexts know no files but those of Python: runs that have none would have other contexts.
  std::uint32_t context_of(const Place& place, std::uint8_t language) {
    const bool is_python = language == static_cast<std::uint8_t>(model::Language::python);
    return contexts_.function(place.name, is_python ? place.file : place.library, place.file,
                              language);
  }

  bool by_energy_;
  Programs programs_;
  ChangeTable functions_, lines_, phases_;
  ContextSums contexts_;
};

/// At most `most` of the runs, spread evenly.
Runs spread(const Runs& runs, std::size_t most) {
  if (runs.size() <= most) return runs;
  Runs result;
  for (std::size_t i = 0; i < most; ++i) result.push_back(runs[i * runs.size() / most]);
  return result;
}

}  // namespace

Result<Changes> changes(const Runs& all_a, const Runs& all_b, bool paired) {
  const auto has_energy = [](const RunNumbers* run) { return run->attributed.has_value(); };
  CALO_TRY(auto programs, Programs::of(*all_a.front(), *all_b.front()));
  Comparer both{std::ranges::all_of(all_a, has_energy) && std::ranges::all_of(all_b, has_energy),
                std::move(programs)};
  const Runs a = spread(all_a, most_runs_with_stacks);
  const Runs b = spread(all_b, most_runs_with_stacks);
  // Pairs one after the other, else A and then B.
  Runs order;
  if (paired) {
    for (std::size_t i = 0; i < a.size(); ++i) order.insert(order.end(), {a[i], b[i]});
  } else {
    order = a;
    order.insert(order.end(), b.begin(), b.end());
  }
  std::size_t with_a = 0, with_b = 0;
  std::optional<Loaded> first_of_pair;
  CALO_TRY_DO(each_loaded(order, [&](std::size_t i, Loaded& loaded) {
    const Side side = (paired ? i % 2 == 0 : i < a.size()) ? side_a : side_b;
    const std::size_t index = paired ? i / 2 : side == side_a ? i : i - a.size();
    both.add_phases(side, index, *order[i], loaded.digest);
    if (!paired) {
      if (loaded.profile)
        both.add_stacks(side, side == side_a ? with_a++ : with_b++, *order[i], loaded);
    } else if (side == side_a) {
      first_of_pair = std::move(loaded);
    } else if (first_of_pair->profile && loaded.profile) {
      both.add_stacks(side_a, with_a++, *order[i - 1], *first_of_pair);
      both.add_stacks(side_b, with_b++, *order[i], loaded);
      both.end_of_pair();
    }
  }));
  return both.result(with_a, with_b, a.size(), b.size(), paired);
}

}  // namespace calo::series
