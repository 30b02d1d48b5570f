#pragma once

#include <span>
#include <vector>

#include "model/domain.hpp"

namespace calo::meters {

/// Settles which domains make up the gross energy, so that their sum never counts anything twice.
///
/// `meters[i]` are the domains of one meter, the preferred meter first, with the roles they have
/// among themselves. The first meter with a total other than a graphics card stays as it is; the
/// others become alternatives, except
/// - dram or package domains of a second RAPL access path that the first lacks;
/// - graphics cards beside RAPL's package + dram. A total of the node, of psys or of the battery
/// contains them.
void settle_roles(std::span<const std::span<model::Domain>> meters);

}  // namespace calo::meters
