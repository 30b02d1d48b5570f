#include "meters/rapl.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace calo::meters {

namespace {

std::string_view name(RaplPart part) {
  switch (part) {
    case RaplPart::package:
      return "package";
    case RaplPart::dram:
      return "dram";
    case RaplPart::core:
      return "core";
    case RaplPart::uncore:
      return "uncore";
    case RaplPart::psys:
      return "psys";
  }
  return "package";
}

std::optional<int> small_number(std::string_view digits) {
  const auto value = text::to_u64(digits);
  if (!value || *value > 65535) return std::nullopt;
  return static_cast<int>(*value);
}

/// Standard relative uncertainty of the gain (docs/methods/meters.md, "Uncertainty"): engineering
/// defaults.
double u_rel(RaplPart part, const Processor& processor) {
  if (part == RaplPart::dram || part == RaplPart::psys) return 0.10;
  if (processor.vendor != Processor::Vendor::intel) return 0.10;
  return processor.is_server ? 0.03 : 0.05;
}

}  // namespace

std::string name(const RaplDomain& domain) {
  std::string result{name(domain.part)};
  if (domain.package >= 0) result += fmt::format("-{}", domain.package);
  if (domain.die >= 0) result += fmt::format("-die-{}", domain.die);
  return result;
}

std::optional<RaplDomain> rapl_domain_from(std::string_view zone_name,
                                           const std::optional<RaplDomain>& parent) {
  zone_name = text::trimmed(zone_name);
  if (parent) {
    for (const RaplPart part : {RaplPart::core, RaplPart::uncore, RaplPart::dram}) {
      if (zone_name == name(part)) return RaplDomain{part, parent->package, parent->die};
    }
    return std::nullopt;
  }
  if (zone_name == "psys") return RaplDomain{RaplPart::psys, -1, -1};
  const auto parts = text::split(zone_name, '-');
  if (parts.size() < 2) return std::nullopt;
  const auto package = small_number(parts[1]);
  if (!package) return std::nullopt;
  if (parts[0] == "psys" && parts.size() == 2) return RaplDomain{RaplPart::psys, *package, -1};
  if (parts[0] != "package") return std::nullopt;
  if (parts.size() == 2) return RaplDomain{RaplPart::package, *package, -1};
  if (parts.size() != 4 || parts[2] != "die") return std::nullopt;
  const auto die = small_number(parts[3]);
  if (!die) return std::nullopt;
  return RaplDomain{RaplPart::package, *package, *die};
}

model::Domain describe(const RaplDomain& domain, std::string_view meter, std::string source,
                       const Processor& processor) {
  model::Domain described;
  described.meter = meter;
  described.name = name(domain);
  described.scope = name(domain.part);
  described.source = std::move(source);
  switch (domain.part) {
    case RaplPart::dram:
      described.component = model::Component::memory;
      break;
    case RaplPart::psys:
      described.component = model::Component::node;
      break;
    case RaplPart::uncore:
      described.component = model::Component::gpu;
      break;
    default:
      described.component = model::Component::cpu;
      break;
  }
  described.kind = Kind::measured;
  described.u_rel = u_rel(domain.part, processor);
  described.update_step = Seconds::of(0.001);
  described.package = domain.package;
  return described;
}

void choose_rapl_roles(std::span<model::Domain> domains, bool psys_wanted) {
  using model::Role;
  const auto has = [&](auto... scopes) {
    return std::ranges::any_of(
        domains, [&](const model::Domain& d) { return ((d.scope == scopes) || ...); });
  };
  const bool psys_is_total = has("psys") && (psys_wanted || !has("package", "dram"));
  for (model::Domain& domain : domains) {
    if (domain.scope == "psys") {
      domain.role = psys_is_total ? Role::total : Role::alternative;
    } else if (domain.scope == "package" || domain.scope == "dram") {
      domain.role = psys_is_total ? Role::inside : Role::total;
    } else {
      domain.role = Role::inside;
    }
  }
}

}  // namespace calo::meters
