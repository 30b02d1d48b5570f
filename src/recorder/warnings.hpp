#pragma once

#include <cstdint>
#include <optional>

#include "model/profile.hpp"
#include "model/run.hpp"

namespace calo::recorder {

/// Says at the end what a reader of the numbers must know of other load, stolen time and processes
/// that may be missing.
void add_load_warnings(model::RunEnd& end);

/// Says that the CPUs were throttled for their heat; counts since the machine was started, empty
/// where not known.
void add_throttle_warning(model::RunEnd& end, std::optional<std::int64_t> at_start,
                          std::optional<std::int64_t> at_end);

/// Says where stacks do not tell the whole, and why that may be.
void add_stack_warnings(model::RunEnd& end, const model::Profile& profile);

}  // namespace calo::recorder
