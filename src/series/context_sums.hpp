#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "attribution/call_tree.hpp"
#include "series/changes.hpp"

namespace calo::series {

/// The calling contexts of many runs as one tree, by names of functions: sums and squares only, so
/// that memory does not grow with the number of runs.
class ContextSums {
 public:
  ContextSums();

  /// The number of a function: of the same name and place, it is the same. `file`: for people, what
  /// some run knows of it; empty where none does, and the place is shown.
  std::uint32_t function(const std::string& name, const std::string& place, const std::string& file,
                         std::uint8_t language);

  /// Adds a run of side A or B; `functions` maps those of its profile to numbers of function().
  /// Contexts of several lines of one function are one.
  void add(bool is_b, const attribution::CallTree& tree, std::span<const std::uint32_t> functions,
           const std::function<double(const attribution::Cost&)>& cost);
  /// The last two runs that were added are of one block.
  void end_of_pair();

  [[nodiscard]] std::vector<ContextChange> result(std::size_t runs_a, std::size_t runs_b,
                                                  bool paired) const;

 private:
  struct Node {
    std::int32_t parent = -1;
    std::uint32_t function = 0;
    double self[2] = {0.0, 0.0};
    double total[2] = {0.0, 0.0};
    double squares[2] = {0.0, 0.0};
    double products = 0.0;  ///< of the two of a pair
  };
  struct Function {
    std::string name, place, file;
    std::uint8_t language = 0;
  };
  /// The last run of each side, for end_of_pair().
  using Totals = std::vector<std::pair<std::int32_t, double>>;

  std::int32_t child(std::int32_t parent, std::uint32_t function);

  std::vector<Node> nodes_;
  std::unordered_map<std::uint64_t, std::int32_t> children_;  ///< by parent and function
  std::vector<Function> functions_;
  std::map<std::pair<std::string, std::string>, std::uint32_t> by_name_;
  Totals last_[2];
};

}  // namespace calo::series
