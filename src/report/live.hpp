#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "live/reading.hpp"
#include "model/run.hpp"

namespace calo::report {

/// One line for a person: time, `live_lead`, the machine's power with uncertainty and kind, CPU,
/// memory, energy and carbon since the start, then the busiest processes as far as they fit into
/// `width` columns. Ends with a line end.
std::string live_line(const live::Reading& reading, std::size_t width);

/// What a reading is about, if it is not the machine: the program of a run, or the processes that
/// were asked for, with their power and energy. Empty if there is none.
std::string live_lead(const live::Reading& reading);

/// One JSON object on one line, "calo.live/1" (docs/formats/live.md), with a line end. What could
/// not be read is null.
std::string live_json(const live::Reading& reading, const model::RunHeader& header);

/// The rows of a table of a reading: processes, or users or jobs where it has sums. Those have no
/// pid.
std::vector<live::ProcessNow> live_rows(const live::Reading& reading);

/// Power and energy of a process as shown in tables: "1.2 W", "-" where it is not known.
std::string live_power(const std::optional<Watts>& power);

}  // namespace calo::report
