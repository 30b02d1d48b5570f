#pragma once

#include <cstdint>
#include <map>

#include "attribution/books.hpp"
#include "attribution/parts.hpp"
#include "base/quantity.hpp"
#include "report/container.hpp"
#include "report/report_data.hpp"

namespace calo::report {

/// What the program used, and what is known of the samples as a whole.
struct StackTotals {
  Seconds cpu{};
  attribution::ProgramUse use;
  double static_factor = 0.0;  ///< of its static share, what the program pays
  double squares = 0.0;        ///< J^2, over all samples
};
/// `profile` and `books` may be null.
StackTotals stack_totals(const model::Run& run, const model::Profile* profile,
                         const attribution::Books* books);

/// The tables of modules, functions, contexts, threads and uses; empty without stacks.
/// `process_row`: rows of ProcessRecord::id in the table of processes.
void add_stacks(Container& container, Container::Json& header, const ReportInput& input,
                const std::map<std::int64_t, std::int32_t>& process_row);

}  // namespace calo::report
