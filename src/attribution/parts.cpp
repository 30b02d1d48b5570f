#include "attribution/parts.hpp"

#include <algorithm>

#include "attribution/shares.hpp"

namespace calo::attribution {

ProgramUse program_use(const model::RunHeader& header, const model::RunEnd& end) {
  ProgramUse use;
  for (std::size_t i = 0; i < end.totals.size(); ++i) {
    if (header.domains[i].role != model::Role::total) continue;
    use.dynamic += end.totals[i].tree_dynamic;
    use.static_share += end.totals[i].tree_static;
  }
  return use;
}

double ProgramUse::paid(const Books& books) const {
  return static_share > Joules{} ? (books.total.attributed.value - dynamic) / static_share : 0.0;
}

std::vector<Joules> energies(std::span<const PartUse> parts, const Books& books) {
  const bool by_time =
      books.policy == StaticPolicy::exclusive || books.policy == StaticPolicy::reserved;
  Joules dynamic{};
  Joules by_cpu{};
  Joules timed{};
  for (const PartUse& part : parts) {
    dynamic += part.dynamic;
    by_cpu += part.static_by_cpu;
    timed += part.static_by_time;
  }
  const Joules paid = books.total.attributed.value - dynamic;
  std::vector<Joules> energies;
  energies.reserve(parts.size());
  for (const PartUse& part : parts) {
    Joules energy = part.dynamic;
    if (by_time && timed > Joules{}) {
      energy += paid * (part.static_by_time / timed);
    } else if (by_cpu > Joules{}) {
      energy += paid * (part.static_by_cpu / by_cpu);
    }
    energies.push_back(energy);
  }
  return energies;
}

Estimate<Joules> estimate_of_part(Joules energy, Joules dynamic, const Books& books) {
  const Estimate<Joules>& gross = books.total.gross;
  const Joules all = books.total.net ? books.total.net->value : gross.value;
  const double share = all > Joules{} ? std::clamp(dynamic / all, 0.0, 1.0) : 0.0;
  const double gain = gross.value > Joules{} ? gross.u / gross.value : 0.0;
  Estimate<Joules> e = books.total.attributed;
  e.asymmetric90.reset();
  e.value = energy;
  e.u = in_quadrature(gain * energy, share_uncertainty(share, cpu_time_share_error) * all);
  return e;
}

}  // namespace calo::attribution
