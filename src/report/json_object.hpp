#pragma once

#include <nlohmann/json.hpp>
#include <span>
#include <string_view>

#include "analysis/analysis.hpp"
#include "analysis/embodied.hpp"
#include "model/witness.hpp"

namespace calo::report {

/// The object that `json` prints. Strings of it may hold bytes that are not UTF-8.
nlohmann::ordered_json json_object(const analysis::Analysis& analysis, std::string_view file,
                                   const analysis::Embodied* embodied = nullptr,
                                   std::span<const model::Witness> witnesses = {});

}  // namespace calo::report
