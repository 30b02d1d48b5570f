#include "meters/roles.hpp"

#include <algorithm>

namespace calo::meters {

namespace {

using model::Component;
using model::Domain;
using model::Role;

/// uncore, the graphics part of a processor, is a gpu as well, but no card of its own.
bool is_card(const Domain& domain) {
  return domain.component == Component::gpu && domain.meter == "hwmon";
}
bool is_chip_total(const Domain& domain) {
  return domain.role == Role::total && (domain.scope == "package" || domain.scope == "dram");
}

bool has_total(std::span<const Domain> domains) {
  return std::ranges::any_of(domains,
                             [](const Domain& d) { return d.role == Role::total && !is_card(d); });
}

bool contains_same(std::span<const Domain> domains, const Domain& wanted) {
  return std::ranges::any_of(domains, [&](const Domain& d) {
    return d.scope == wanted.scope && d.package == wanted.package;
  });
}

}  // namespace

void settle_roles(std::span<const std::span<Domain>> meters) {
  const auto winner = std::ranges::find_if(
      meters, [](std::span<const Domain> domains) { return has_total(domains); });
  const bool sums_chips = winner != meters.end() && std::ranges::any_of(*winner, is_chip_total);
  for (auto meter = meters.begin(); meter != meters.end(); ++meter) {
    for (Domain& domain : *meter) {
      if (is_card(domain)) {
        const bool is_contained = winner != meters.end() && !sums_chips;
        if (is_contained && domain.role != Role::alternative) domain.role = Role::alternative;
        continue;
      }
      if (winner == meters.end() || meter == winner) continue;
      const bool is_missing =
          sums_chips && is_chip_total(domain) && !contains_same(*winner, domain);
      if (!is_missing) domain.role = Role::alternative;
    }
  }
}

}  // namespace calo::meters
