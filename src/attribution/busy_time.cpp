#include "attribution/busy_time.hpp"

#include <algorithm>

namespace calo::attribution {

BusyTime BusyTimeDivider::divide(Seconds machine_busy, Seconds tree, Seconds own) {
  tree = std::max(tree, tree_);
  own = std::max(own, own_);
  const Seconds others = std::max(others_, machine_busy - tree - own);
  const BusyTime interval{tree - tree_, own - own_, others - others_};
  tree_ = tree;
  own_ = own;
  others_ = others;
  return interval;
}

}  // namespace calo::attribution
