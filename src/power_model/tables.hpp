#pragma once

#include <string_view>
#include <vector>

#include "model/table.hpp"

namespace calo::power_model {

/// The embedded tables of the power model, for `calo data` and for this directory itself.
std::vector<model::Table> tables();

std::string_view support_csv();
std::string_view cpus_csv();
std::string_view generations_csv();

}  // namespace calo::power_model
