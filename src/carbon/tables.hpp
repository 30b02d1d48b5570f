#pragma once

#include <string_view>
#include <vector>

#include "model/table.hpp"

namespace calo::carbon {

/// Every table this directory carries, for `calo data`: intensity, zones, cloud-regions, embodied,
/// pue.
std::vector<model::Table> tables();

// The same texts, for look-ups. Columns are named in the first line of each file of data/carbon/.
std::string_view intensity_csv();
std::string_view zones_csv();
std::string_view cloud_regions_csv();
std::string_view embodied_csv();
std::string_view pue_csv();

}  // namespace calo::carbon
