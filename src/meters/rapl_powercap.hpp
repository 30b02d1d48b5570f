#pragma once

#include <vector>

#include "meters/domain_meter.hpp"
#include "meters/number_file.hpp"
#include "meters/powercap.hpp"
#include "meters/wrapping_counter.hpp"

namespace calo::meters {

/// RAPL through the files of /sys/class/powercap.
class RaplPowercap final : public DomainMeter {
 public:
  /// `domains[i]` is read from `zones[i]`; `mirror_of[i]` is the index of the zone it repeats, or
  /// -1.
  RaplPowercap(const os::SystemRoot& root, const Processor& processor,
               const std::vector<PowercapZone>& zones, std::vector<model::Domain> domains,
               std::vector<int> mirror_of);

  void read(os::Instant now, std::span<model::Increment> increments) override;
  [[nodiscard]] Seconds longest_pause() const override;
  [[nodiscard]] std::optional<Joules> since_first(std::size_t domain) const override;
  [[nodiscard]] std::vector<model::Warning> warnings() const override;

 private:
  struct Source {
    RaplDomain domain;
    NumberFile file;
    WrappingCounter counter;
    std::optional<os::Instant> missing_since;  ///< set while the zone is not there
    bool gone = false;
  };

  model::Increment read(Source& source, os::Instant now);
  /// CPU hot-unplug removes zones and may bring them back under another id: looks for the domain
  /// again.
  bool reopen(Source& source);

  os::SystemRoot root_;
  Processor processor_;
  std::vector<Source> sources_;
  std::vector<int> mirror_of_;
  std::vector<Joules> spent_;
};

/// Looks for the zones. Waits 0.2 s if, and only if, two packages of a real machine show the same
/// energy, to see whether they are one counter.
Probe probe_powercap(const os::SystemRoot& root, const Processor& processor, bool psys_wanted);

}  // namespace calo::meters
