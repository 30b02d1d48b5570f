#pragma once

#include <cstdint>
#include <map>

#include "attribution/books.hpp"
#include "base/quantity.hpp"
#include "report/container.hpp"
#include "report/report_data.hpp"

namespace calo::report {

/// The tables of modules, functions, contexts, threads and uses; empty without stacks.
/// `process_row`: rows of ProcessRecord::id in the table of processes.
void add_stacks(Container& container, Container::Json& header, const ReportInput& input,
                const std::map<std::int64_t, std::int32_t>& process_row);

}  // namespace calo::report
