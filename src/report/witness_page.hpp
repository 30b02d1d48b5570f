#pragma once

#include <span>
#include <string>

#include "model/witness.hpp"

namespace calo::report {

/// A table of what others say of the run's numbers, one line each, for `show --books`. Ends with a
/// line end; says so if there is none.
std::string witness_page(std::span<const model::Witness> witnesses);

/// The same in plain HTML; empty without witnesses.
std::string witness_html(std::span<const model::Witness> witnesses);

}  // namespace calo::report
