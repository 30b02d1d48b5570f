#include "attribution/parts.hpp"

#include <algorithm>
#include <cmath>

#include "attribution/shares.hpp"

namespace calo::attribution {

namespace {

/// An idle baseline is the median of at least so many windows of a second (calo idle), so that the
/// power of one window is this times less sure, squared.
constexpr double windows_of_a_baseline = 10.0;

/// Of a part, from the idle energy that was taken from it and the steps of the counters.
Joules noise(Joules energy, const PartUse& part, const Books& books, double pieces) {
  const Resolution& r = books.resolution;
  const Balance& total = books.total;
  const bool idle_known = total.baseline && total.baseline->value > Joules{};
  const Joules all = idle_known ? total.baseline->value : total.gross.value;
  if (!(all > Joules{}) || !(r.wall > Seconds{})) return {};
  // The part's time: of the time of the run its share of the busy time.
  const double taken = std::clamp((idle_known ? part.static_by_cpu : part.dynamic) / all, 0.0, 1.0);
  const double charged = idle_known ? (energy - part.dynamic) / all : taken;
  const Seconds off = r.wall * std::abs(charged - taken);
  const double mean = off.value() * r.idle_u.value();
  // The program as a whole is as sure as its books say: only of which part of it is left.
  const double others = r.program > 0.0 ? 1.0 - std::min(1.0, taken / r.program) : 1.0;
  const double white = std::sqrt(windows_of_a_baseline * off.value() * others) * r.idle_u.value();
  pieces = std::max(1.0, pieces);
  const double ends =
      r.interval > Seconds{} ? std::min(1.0, r.wall * taken / (r.interval * pieces)) : 1.0;
  const double steps = r.step_u.value() * ends * std::sqrt(pieces);
  return Joules::of(std::hypot(mean, white, steps));
}

}  // namespace

ProgramUse program_use(std::span<const model::Domain> domains,
                       std::span<const model::EnergyShares> totals) {
  ProgramUse use;
  for (std::size_t i = 0; i < totals.size(); ++i) {
    if (domains[i].role != model::Role::total) continue;
    use.dynamic += totals[i].tree_dynamic;
    use.static_share += totals[i].tree_static;
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

Estimate<Joules> estimate_of_part(Joules energy, const PartUse& part, const Books& books,
                                  double pieces) {
  const Estimate<Joules>& gross = books.total.gross;
  const Joules all = books.total.net ? books.total.net->value : gross.value;
  const double share = all > Joules{} ? std::clamp(part.dynamic / all, 0.0, 1.0) : 0.0;
  const double gain = gross.value > Joules{} ? gross.u / gross.value : 0.0;
  Estimate<Joules> e = books.total.attributed;
  e.asymmetric90.reset();
  e.value = energy;
  e.u = in_quadrature(gain * energy, share_uncertainty(share, cpu_time_share_error) * all,
                      noise(energy, part, books, pieces));
  return e;
}

}  // namespace calo::attribution
