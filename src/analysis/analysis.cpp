#include "analysis/analysis.hpp"

namespace calo::analysis {

Analysis::Analysis(const model::Run& of, const model::Profile* stacks,
                   const attribution::BooksOptions& asked)
    : run{of},
      profile{stacks},
      policy{asked},
      totals{analysis::totals(run.header, attribution::EnergySums{run.end}, policy)},
      per_unit{analysis::per_unit(run, totals ? &*totals : nullptr)},
      phases{phase_costs(run, books())},
      processes{process_costs(run, books())},
      programs{program_costs(run, books(), most_programs)},
      course{totals ? attribution::course(run.header, run.intervals, run.end, totals->books)
                    : std::vector<attribution::CoursePoint>{}},
      code{run, profile, books()} {}

}  // namespace calo::analysis
