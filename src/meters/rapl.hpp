#pragma once

#include <compare>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "meters/surroundings.hpp"
#include "model/domain.hpp"

namespace calo::meters {

/// The parts of a processor that RAPL counts. core and uncore (the integrated GPU) are inside
/// package.
enum class RaplPart { package, dram, core, uncore, psys };

/// A RAPL domain, whichever way it is read; ordered as people list them.
struct RaplDomain {
  RaplPart part = RaplPart::package;
  int package = -1;  ///< physical package; -1 only for psys without a number
  int die = -1;      ///< -1 if the package has one counter
  friend auto operator<=>(const RaplDomain&, const RaplDomain&) = default;
};

/// "package-1", "package-0-die-1", "dram-0", "core-0", "uncore-0", "psys", "psys-1".
std::string name(const RaplDomain& domain);

/// What the `name` file of a powercap zone says: "package-P", "package-P-die-D", "psys", "psys-P"
/// for zones on top; "core", "uncore", "dram" for children of `parent`. Empty for anything else.
std::optional<RaplDomain> rapl_domain_from(std::string_view zone_name,
                                           const std::optional<RaplDomain>& parent);

/// The domain with its uncertainty and, for now, the role it has among the RAPL domains alone (see
/// choose_rapl_roles).
model::Domain describe(const RaplDomain& domain, std::string_view meter, std::string source,
                       const Processor& processor);

/// package + dram are totals and the others inside or alternative; with `psys_wanted`, or if there
/// is nothing else, psys is the total and contains the rest.
void choose_rapl_roles(std::span<model::Domain> domains, bool psys_wanted);

}  // namespace calo::meters
