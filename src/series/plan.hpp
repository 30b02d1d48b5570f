#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/quantity.hpp"

namespace calo::series {

/// All that is needed to make a series, and to go on with it: `series.json` in its directory
/// (docs/formats/series.md).
struct Plan {
  struct Command {
    std::string name;
    std::vector<std::string> words;
  };
  std::vector<Command> commands;
  std::vector<std::string> run_options;  ///< of `calo run`, for every run
  std::int64_t blocks = 20;              ///< each has every command once
  /// Blocks before, which do not count; empty: until they are alike (warm_up.hpp).
  std::optional<std::int64_t> warm_ups;
  std::uint64_t seed = 0;  ///< of the order in the blocks
  double until = 0.0;      ///< stop at this relative half-width of the interval; 0: all blocks
  std::string prepare;     ///< a shell command before each run
  Seconds rest{};          ///< pause between runs
  bool cool_down = false;

  [[nodiscard]] std::vector<std::string> names() const;
  /// The commands of a block, numbers into `commands`, in an order of its own, the same whenever
  /// the series goes on. Warm-up blocks are below zero.
  [[nodiscard]] std::vector<std::size_t> order_of(std::int64_t block) const;
  /// "train-0007.calo", "train-warm-up-1.calo".
  [[nodiscard]] static std::string file_of(const std::string& name, std::int64_t block);
};

/// A seed for who states none, from the time.
std::uint64_t seed_at(std::chrono::nanoseconds utc);

/// A name without what a file name must not have, at most 80 bytes.
std::string file_name(std::string name);

Result<Plan> read_plan(const std::filesystem::path& directory);
Result<void> write_plan(const std::filesystem::path& directory, const Plan& plan);
/// Whether the directory holds one, readable or not.
bool has_plan(const std::filesystem::path& directory);

}  // namespace calo::series
