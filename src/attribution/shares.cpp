#include "attribution/shares.hpp"

#include <algorithm>
#include <cmath>

namespace calo::attribution {

double share_error(model::Component component) {
  return component == model::Component::memory ? memory_share_error : cpu_time_share_error;
}

double share_uncertainty(double share, double error) {
  return error * share * std::min(1.0, 2.0 * (1.0 - share));
}

model::EnergyShares share(Joules gross, std::optional<Watts> idle_power, Seconds length,
                          const BusyTime& busy, double error) {
  model::EnergyShares shares;
  shares.gross = gross;
  shares.idle = idle_power.value_or(Watts{}) * length;
  const Joules dynamic = gross - shares.idle;
  const Seconds all = busy.all();
  const double tree = all > Seconds{} ? busy.tree / all : 0.0;
  const double own = all > Seconds{} ? busy.own / all : 0.0;
  shares.tree_dynamic = dynamic * tree;
  shares.own_dynamic = dynamic * own;
  shares.other_dynamic = dynamic - shares.tree_dynamic - shares.own_dynamic;
  shares.tree_static = shares.idle * tree;
  shares.own_static = shares.idle * own;
  shares.share_u = Joules::of(share_uncertainty(tree, error) * std::abs(dynamic.value()));
  return shares;
}

}  // namespace calo::attribution
