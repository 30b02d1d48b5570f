#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "model/profile.hpp"

namespace calo::stack_table {

/// Numbers the modules, functions, locations and calling contexts of a profile: each is one row,
/// whichever process it was seen in.
///
/// Invariants:
/// (1) Equal arguments give equal numbers; numbers ascend from 0 without gaps, in the order in
///     which things were first asked for.
/// (2) A row is not moved or removed, and only name() changes one.
/// (3) The parent of a calling context comes before it.
///
/// Memory follows the variety of what runs, not its length. Pure. Not thread-safe.
class StackTable {
 public:
  using Number = std::int32_t;  ///< index into the vector of that name of Profile
  struct Row {
    Number number = 0;
    bool is_new = false;
  };

  /// `identity` tells the files at one path apart, as the build-id does if there is one.
  Row module(const std::string& path, const std::string& identity, const std::string& build_id);

  Number python_function(std::string name, std::string file, int first_line);
  /// Of code that a program made as it ran.
  Number made_function(Number module, std::string name, std::string file, int first_line);

  /// Machine code, as an address in the module's file.
  Number location(Number module, std::uint64_t address);
  Number python_location(Number function, int line);
  /// A made function that begins at `address`: one location stands for all of it.
  Row made_location(Number module, Number function, std::uint64_t address);
  /// A row of its own, for name() to name later.
  Number unnamed_location(Number module, std::uint64_t address);
  void name(Number location, Number module, Number function);

  /// `location`, called from `parent`; -1 for a root.
  Number stack(Number parent, Number location);

  /// The profile that holds the rows. Threads, buckets and uses are not of the table: they are for
  /// who counts something at its stacks.
  [[nodiscard]] model::Profile& profile() { return profile_; }
  [[nodiscard]] const model::Profile& profile() const { return profile_; }

 private:
  using Named = std::tuple<std::string, std::string, int>;  ///< name, file, first line

  Number add_location(model::Location location);

  model::Profile profile_;
  std::map<std::pair<std::string, std::string>, Number> modules_;  ///< by path and identity
  std::map<Named, Number> python_functions_;
  std::map<Named, Number> made_functions_;
  /// By address, then by module.
  std::unordered_map<std::uint64_t, std::unordered_map<Number, Number>> locations_;
  std::map<std::pair<Number, int>, Number> python_locations_;   ///< by function and line
  std::map<std::pair<Number, Number>, Number> made_locations_;  ///< by module and function
  std::unordered_map<std::uint64_t, Number> stacks_;            ///< by parent and location
};

}  // namespace calo::stack_table
