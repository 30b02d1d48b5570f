#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "meters/domain_meter.hpp"
#include "meters/number_file.hpp"
#include "meters/wrapping_counter.hpp"
#include "os/system_root.hpp"

namespace calo::meters {

/// The joules in a line of pm_counters, "100 J 1734094386462336 us" (value, unit, time stamp).
/// Empty if it is none.
std::optional<std::uint64_t> joules_in_pm_counter(std::string_view line);

/// The counters of a Cray EX or XC node, /sys/cray/pm_counters: whole joules, updated ten times a
/// second.
///
/// All are read between two equal values of `freshness`, at most three times; else none was read.
class Cray final : public DomainMeter {
 public:
  /// `domains[i]` is read from `files[i]` in `directory`.
  Cray(const std::filesystem::path& directory, std::vector<model::Domain> domains,
       const std::vector<std::string>& files);

  void read(os::Instant now, std::span<model::Increment> increments) override;
  [[nodiscard]] std::optional<Joules> since_first(std::size_t domain) const override;

 private:
  struct Source {
    NumberFile file;
    WrappingCounter counter;
    std::optional<std::uint64_t> reading;
  };

  NumberFile freshness_;
  std::vector<Source> sources_;
};

Probe probe_cray(const os::SystemRoot& root);

}  // namespace calo::meters
