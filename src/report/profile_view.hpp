#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "analysis/analysis.hpp"
#include "attribution/call_tree.hpp"
#include "base/pattern.hpp"
#include "model/profile.hpp"
#include "model/run.hpp"

namespace calo::report {

/// "234 for each CPU second that they stand for (249 asked for)": how densely the program was
/// sampled. Empty without samples.
std::string rate_text(const model::Profile& profile);
/// Samples for each CPU second that they stand for; 0 without samples.
double sampling_rate(const model::Profile& profile);

/// A profile with what is needed to say what its costs mean.
struct ProfileView {
  const analysis::Analysis& analysis;  ///< with a profile
  analysis::Measure measure = analysis::Measure::energy;
  bool fold_interpreter = true;
  std::optional<Pattern> only;  ///< functions whose "name file" it is found in
  std::size_t most_rows = 30;
  bool colours = false;
  bool fold_inlined = true;  ///< inlined functions of libraries count as the function they are in
  [[nodiscard]] const model::Run& run() const { return analysis.run; }
  [[nodiscard]] const model::Profile& profile() const { return *analysis.profile; }
  /// Whether they are folded in what was asked for: not if they are what is looked for.
  [[nodiscard]] bool folds_inlined() const { return fold_inlined && !only; }
};

/// Costs as a person reads them: joules with uncertainty, grams, seconds; shares with interval.
class CostText {
 public:
  explicit CostText(const ProfileView& view)
      : view_{view}, costs_{view.analysis.code}, measure_{view.analysis.code.known(view.measure)} {}

  [[nodiscard]] const analysis::CodeCosts& costs() const { return costs_; }
  /// The view's, or CPU time where no energy is known.
  [[nodiscard]] analysis::Measure measure() const { return measure_; }
  /// "12.0 ± 0.5 J", "3.2 ± 1.0 mg CO2e", "1.20 s".
  [[nodiscard]] std::string amount(const attribution::Cost& cost) const;
  /// Of the whole program, 0..1.
  [[nodiscard]] double share(const attribution::Cost& cost) const {
    return costs_.share(cost, measure_);
  }
  /// "37.6 % (31 to 44)": share and its interval, 95 % from sampling alone.
  [[nodiscard]] std::string share_text(const attribution::Cost& cost) const;
  /// A line or two on what the numbers are: kind, scope, samples, what was lost.
  [[nodiscard]] std::string header() const;

 private:
  const ProfileView& view_;
  const analysis::CodeCosts& costs_;
  analysis::Measure measure_;
};

/// Functions by what they cost themselves, with what they cost including what they called.
std::string function_table(const ProfileView& view);
/// The same for source lines.
std::string line_table(const ProfileView& view);
/// A source file with the cost of each of its lines. `file`: the end of its path. Says which files
/// there are when none or several fit.
std::string annotated_file(const ProfileView& view, const std::string& file);
/// Who called whom, as an indented tree; what costs less than a hundredth is folded away.
std::string call_tree_text(const ProfileView& view);
/// Threads of all processes and what they used.
std::string thread_table(const ProfileView& view);
/// What the program was at by itself: start-up, imports, main, exit.
std::string stage_table(const ProfileView& view);
/// The hottest functions, a line each, for the summary: "38 %  relax<...>  collision.cpp:29".
std::vector<std::string> hottest(const ProfileView& view, std::size_t most);
/// What importing Python modules cost, as a tree; says so if there is nothing.
std::string import_tree(const ProfileView& view);

}  // namespace calo::report
