#pragma once

#include <memory>
#include <vector>

#include "meters/domain_meter.hpp"
#include "meters/perf_counter.hpp"
#include "meters/rapl.hpp"
#include "meters/wrapping_counter.hpp"

namespace calo::meters {

/// RAPL through the PMUs `power` and, on AMD, `power_core`.
///
/// A domain is the sum of its counters: one for package, dram, uncore, psys and Intel's core; one
/// for each physical core for AMD's core.
class RaplPerf final : public DomainMeter {
 public:
  struct Source {
    std::vector<std::unique_ptr<PerfCounter>> counters;
    CounterShape shape;
  };

  /// `sources[i]` belongs to `domains[i]`.
  RaplPerf(std::vector<model::Domain> domains, std::vector<Source> sources);

  void read(os::Instant now, std::span<model::Increment> increments) override;
  [[nodiscard]] Seconds longest_pause() const override;
  [[nodiscard]] std::optional<Joules> since_first(std::size_t domain) const override;

 private:
  struct Member {
    std::unique_ptr<PerfCounter> counter;
    WrappingCounter count;
    std::uint64_t reading = 0;
  };

  static model::Increment read(std::vector<Member>& members, os::Instant now);

  std::vector<std::vector<Member>> members_;
};

/// Opens the counters; the domains that make up the total must all open, the others are left out if
/// they do not.
Probe probe_perf(const os::SystemRoot& root, const Processor& processor, bool psys_wanted);

}  // namespace calo::meters
