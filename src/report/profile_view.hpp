#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "attribution/books.hpp"
#include "attribution/call_tree.hpp"
#include "base/pattern.hpp"
#include "model/profile.hpp"
#include "model/run.hpp"

namespace calo::report {

/// What costs are given in.
enum class Metric { energy, cpu, carbon };
std::optional<Metric> metric_from(std::string_view word);

/// "234 for each CPU second that they stand for (249 asked for)": how densely the program was
/// sampled. Empty without samples.
std::string rate_text(const model::Profile& profile);
/// Samples for each CPU second that they stand for; 0 without samples.
double sampling_rate(const model::Profile& profile);

/// A profile with what is needed to say what its costs mean.
struct ProfileView {
  const model::Run& run;
  const model::Profile& profile;
  attribution::BooksOptions books_options;
  Metric metric = Metric::energy;
  bool fold_interpreter = true;
  std::optional<Pattern> only;  ///< functions whose "name file" it is found in
  std::size_t most_rows = 30;
  bool colours = false;
  bool fold_inlined = true;  ///< inlined functions of libraries count as the function they are in
  /// Whether they are folded in what was asked for: not if they are what is looked for.
  [[nodiscard]] bool folds_inlined() const { return fold_inlined && !only; }
};

/// Turns costs into what a person reads: joules with uncertainty, grams, seconds; shares with
/// interval.
class CostText {
 public:
  explicit CostText(const ProfileView& view);

  /// Energies are known: otherwise CPU time is shown instead.
  [[nodiscard]] bool has_energy() const { return books_.has_value(); }
  [[nodiscard]] Metric metric() const { return metric_; }

  /// Joules of the program's attributed energy that a cost stands for; linear in the cost.
  [[nodiscard]] Estimate<Joules> energy(const attribution::Cost& cost) const;
  /// In the view's metric: "12.0 ± 0.5 J", "3.2 ± 1.0 mg CO2e", "1.20 s".
  [[nodiscard]] std::string amount(const attribution::Cost& cost) const;
  /// Of the whole program, 0..1, in the view's metric.
  [[nodiscard]] double share(const attribution::Cost& cost) const;
  /// 95 % from sampling alone, of the same quantity as `share`, which lies inside.
  [[nodiscard]] attribution::ShareInterval share_interval(const attribution::Cost& cost) const;
  /// "37.6 % (31 to 44)": share and interval.
  [[nodiscard]] std::string share_text(const attribution::Cost& cost) const;
  /// Everything that was sampled.
  [[nodiscard]] const attribution::Cost& sampled() const { return sampled_; }
  /// What the program used and no sample stands for.
  [[nodiscard]] attribution::Cost unsampled() const;
  /// A line or two on what the numbers are: kind, scope, samples, what was lost.
  [[nodiscard]] std::string header() const;

 private:
  const ProfileView& view_;
  std::optional<attribution::Books> books_;
  Metric metric_;
  attribution::Cost all_;  ///< of the program
  attribution::Cost sampled_;
  double static_factor_ = 0.0;  ///< of a static share, what the program pays
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
