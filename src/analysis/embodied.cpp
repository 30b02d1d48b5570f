#include "analysis/embodied.hpp"

#include <algorithm>

#include "base/try.hpp"
#include "carbon/embodied.hpp"
#include "carbon/footprint.hpp"

namespace calo::analysis {

namespace {

constexpr double grams_per_kg = 1000.0;

Result<carbon::Making> making_of(const model::Machine& machine, std::optional<double> making_kg) {
  if (making_kg) {
    const Grams making = Grams::of(*making_kg * grams_per_kg);
    return carbon::Making{{making, making * carbon::u_rel_of_making, Kind::assumed, {}},
                          "as stated"};
  }
  if (!machine.virtualisation.empty()) {
    return fail(Category::usage,
                "estimating the embodied carbon: this run was in a virtual machine or container, "
                "whose host is not known",
                "State it for the run's share of the host, in kg CO2e: --embodied 12");
  }
  return carbon::making_of({.sockets = std::max(1, machine.sockets),
                            .memory = machine.memory,
                            .solid_state_disks = 1,
                            .hard_disks = 0,
                            .gpus = 0});
}

double share_of_machine(const Analysis& analysis) {
  const model::Run& run = analysis.run;
  const attribution::BooksOptions& options = analysis.policy;
  const attribution::Books* const books = analysis.books();
  const auto policy =
      books != nullptr ? books->policy : options.policy.value_or(attribution::StaticPolicy::none);
  if (policy == attribution::StaticPolicy::exclusive) return 1.0;
  if (policy == attribution::StaticPolicy::reserved) return options.reserved_share;
  const double offered = run.end.wall.value() * std::max(1, run.header.machine.threads);
  return offered > 0.0
             ? std::clamp((run.end.cpu_user + run.end.cpu_system).value() / offered, 0.0, 1.0)
             : 0.0;
}

}  // namespace

Result<Embodied> embodied(const Analysis& analysis, std::optional<double> making_kg) {
  const model::Run& run = analysis.run;
  CALO_TRY(const carbon::Making making, making_of(run.header.machine, making_kg));
  Embodied result;
  result.making = making.carbon;
  result.source = making.source;
  result.share = share_of_machine(analysis);
  CALO_TRY(result.value,
           carbon::embodied_share(making.carbon,
                                  {.time = run.end.wall, .reserved = result.share, .total = 1.0}));
  const double units = run.header.units ? run.header.units->count : 1.0;
  result.unit = run.header.units ? run.header.units->singular() : "run";
  if (analysis.knows_energy()) {
    const Estimate<Grams>& operational = analysis.totals->carbon;
    CALO_TRY(const carbon::Sci sci, carbon::sci(operational.value, result.value.value, units));
    result.sci = Estimate<Grams>{
        sci.per_unit, in_quadrature(operational.u, result.value.u) / units, Kind::assumed, {}};
  }
  return result;
}

}  // namespace calo::analysis
