#pragma once

#include <string>

#include "analysis/analysis.hpp"
#include "model/run.hpp"
#include "report/page.hpp"

namespace calo::report {

/// The energy of a run that has books, line by line: the program's, gross, idle, others', net, and
/// each domain.
void add_energy(Page& page, const analysis::Analysis& analysis);

/// The program's energy and, in short, what it is a part of: one line.
void add_energy_in_short(Page& page, const analysis::Analysis& analysis);

/// The first line of a table of parts: kind and scope of their energy, or why there is none.
std::string energy_heading(const analysis::Analysis& analysis);

/// Why there are no books: "unavailable: no energy meter".
std::string no_energy_reason(const model::RunHeader& header);

/// "none", "reserved=0.25": as `--static` takes it.
std::string policy_text(attribution::StaticPolicy policy, double reserved_share);

/// True if the domain's energy is a lower bound: its counter was reset, or may have wrapped twice.
bool is_lower_bound(const model::DomainState& state);

inline constexpr const char* no_baseline_reason = "no idle baseline (calo idle)";
/// The same for any run: what powermetrics recorded on a Mac has none, whatever is done here.
const char* why_no_baseline(const model::RunHeader& header);

}  // namespace calo::report
