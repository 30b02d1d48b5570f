#pragma once

#include <vector>

#include "series/compare.hpp"

namespace calo::series {

struct FunctionChanges {
  std::vector<FunctionChange>
      functions;  ///< the largest change first; only of functions seen on a side
  bool by_energy = false;
};

/// What each function cost by itself in each run, compared. Runs without stacks are left out; empty
/// if a side has none. Functions with less than 0.2 % of both sides together are left out. At most
/// 200 runs a side are read.
Result<FunctionChanges> function_changes(const std::vector<const RunNumbers*>& a,
                                         const std::vector<const RunNumbers*>& b);

}  // namespace calo::series
