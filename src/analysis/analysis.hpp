#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "analysis/code.hpp"
#include "analysis/phases.hpp"
#include "analysis/processes.hpp"
#include "analysis/totals.hpp"
#include "attribution/books.hpp"
#include "attribution/course.hpp"
#include "model/profile.hpp"
#include "model/run.hpp"

namespace calo::analysis {

/// More program names than this are put together as the rest.
inline constexpr std::size_t most_programs = 40;

/// What can be said of a finished run under one policy. Texts, JSON, pages, figures and exports
/// read it and compute none of it again, so that they cannot disagree.
class Analysis {
 public:
  /// `profile` may be null; otherwise it is resolved. Both must outlive this. What needs the run's
  /// intervals or processes is empty, or less certain, where these were not read.
  Analysis(const model::Run& run, const model::Profile* profile,
           const attribution::BooksOptions& policy);
  // Parts refer to each other.
  Analysis(const Analysis&) = delete;
  Analysis& operator=(const Analysis&) = delete;

  const model::Run& run;
  const model::Profile* const profile;
  const attribution::BooksOptions policy;  ///< as asked for
  const std::optional<Totals> totals;      ///< empty: the energy is not known
  const std::optional<PerUnit> per_unit;   ///< empty: no units were given
  const std::vector<PhaseCost> phases;
  const std::vector<ProcessCost> processes;
  const std::vector<ProcessCost> programs;
  const std::vector<attribution::CoursePoint> course;  ///< of the energy; empty without energy
  const CodeCosts code;

  [[nodiscard]] const attribution::Books* books() const {
    return totals ? &totals->books : nullptr;
  }
  /// There is an energy, and the run was long enough for the meters.
  [[nodiscard]] bool knows_energy() const { return totals && !totals->books.below_resolution; }
  /// There is a profile with samples.
  [[nodiscard]] bool has_samples() const { return profile != nullptr && !profile->uses.empty(); }
};

}  // namespace calo::analysis
