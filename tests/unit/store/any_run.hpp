#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>

#include "base/error.hpp"
#include "model/run.hpp"

namespace calo::store::testing {

/// A run in which every member has a value of its own: awkward numbers, empty and filled optionals,
/// texts with quotes, line ends, zeros and broken UTF-8. Equal seeds give equal runs.
model::Run any_run(std::uint64_t seed, std::size_t domains, std::size_t intervals,
                   std::size_t processes);

/// An interval of `length` from `begin` with ordinary numbers.
model::Interval any_interval(std::uint64_t seed, Seconds begin, Seconds length,
                             std::size_t domains);

/// Writes all of a run into a new file with one commit.
Result<void> write_run(const std::filesystem::path& path, const model::Run& run);

/// A directory that is removed with its content at the end.
class Scratch {
 public:
  Scratch();
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  [[nodiscard]] std::filesystem::path operator/(const char* name) const { return path_ / name; }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace calo::store::testing
