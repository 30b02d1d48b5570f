#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/estimate.hpp"
#include "base/quantity.hpp"
#include "model/profile.hpp"

namespace calo::attribution {

/// What some samples stand for together.
struct Cost {
  std::int64_t samples = 0;
  Seconds cpu{};
  Joules dynamic{};
  Joules static_share{};
  double dynamic_squares = 0.0;  ///< J^2, of the dynamic energies of single samples

  static Cost of(const model::StackUse& use);
  Cost& operator+=(const Cost& other);
  friend bool operator==(const Cost&, const Cost&) = default;
};

/// What each of Profile::threads used.
std::vector<Cost> by_thread(const model::Profile& profile);

/// Which uses count, and how stacks are shown.
struct View {
  /// Frames of the Python interpreter itself are left out of stacks that have Python frames; what
  /// they cost is that of the Python line they run.
  bool fold_interpreter = true;
  /// Inlined functions of libraries (origin.hpp) are left out: what they cost is that of the
  /// function they were inlined into, at the line that calls them.
  bool fold_inlined = false;
  bool tell_lines_apart = false;  ///< a node for each line of a function, not one for the function
  bool tell_threads_apart = false;  ///< roots are threads
  /// Which uses count; empty: all.
  std::function<bool(const model::StackUse&)> accept;
};

/// A function in one calling context.
struct CallNode {
  std::int32_t parent = -1;    ///< index; -1 for the root
  std::int32_t function = -1;  ///< index into Profile::functions; -1 for the root and for threads
  std::int32_t line = 0;       ///< with tell_lines_apart, else 0
  std::int32_t thread = -1;    ///< index into Profile::threads, for nodes that stand for a thread
  Cost self;
  Cost inclusive;
};

/// Calling contexts of a profile, with inlined functions as functions of their own. Node 0 is the
/// root; parents come before their children. Costs are conserved: the root's inclusive cost is that
/// of all accepted uses, and the sum over all `self` is it too.
struct CallTree {
  std::vector<CallNode> nodes;
  std::vector<std::int32_t> node_of_use;  ///< one for each of Profile::uses; -1 not accepted
  [[nodiscard]] std::vector<std::vector<std::int32_t>> children()
      const;  ///< largest CPU time first
};

/// Requires: `profile` is resolved.
CallTree call_tree(const model::Profile& profile, const View& view = {});

/// The cost of a function, or of a line of it, over all its contexts. Recursion counts once.
struct PlaceCost {
  std::int32_t function = 0;
  std::int32_t line = 0;  ///< 0 in by_function
  Cost self;
  Cost inclusive;
};

/// Largest own CPU time first.
std::vector<PlaceCost> by_function(const CallTree& tree);
/// `tree` must tell lines apart.
std::vector<PlaceCost> by_line(const CallTree& tree);

/// What a share is of.
struct Quantity {
  bool is_energy = true;  ///< else CPU time
  double paid = 0.0;  ///< the part of the static shares that the program pays (ProgramUse::paid)
  [[nodiscard]] double of(const Cost& cost) const;  ///< J or s
};

/// Interval on a part's share of the whole from sampling alone: Wilson with n_eff = (sum e)^2 / sum
/// e^2, 95 % (docs/methods/attribution.md, "Functions and lines"). With no sample of n the upper
/// end is 3/n. It holds the share of the same quantity, whatever that is.
struct ShareInterval {
  double low = 0.0;
  double high = 0.0;
};
ShareInterval share_interval(const Cost& part, const Cost& whole, const Quantity& quantity);
/// Standard deviation of the part's energy from sampling alone, J.
double sampling_sigma(const Cost& part, const Cost& whole, double paid = 0.0);

}  // namespace calo::attribution
