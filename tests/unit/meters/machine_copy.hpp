#pragma once

#include <gmock/gmock.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "meters/meter.hpp"
#include "os/system_root.hpp"

namespace calo::meters {

/// A machine of tests/machines copied to a temporary directory, whose files a test rewrites between
/// reads.
class MachineCopy {
 public:
  explicit MachineCopy(std::string_view machine);
  ~MachineCopy();
  MachineCopy(const MachineCopy&) = delete;
  MachineCopy& operator=(const MachineCopy&) = delete;

  [[nodiscard]] os::SystemRoot root() const { return os::SystemRoot{path_}; }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  /// Writes into the file in place, as a shell's `echo ... >` does; makes it and its directories if
  /// needed.
  void write(std::string_view file, std::string_view content) const;
  void write(std::string_view file, std::int64_t number) const;
  /// The energy_uj of a powercap zone.
  void energy(std::string_view zone, std::int64_t microjoules) const;
  void remove(std::string_view file) const;
  void rename(std::string_view from, std::string_view to) const;

 private:
  std::filesystem::path path_;
};

/// All meters of a discovery, read together; domains by name.
class Readings {
 public:
  explicit Readings(Discovery discovery) : discovery_{std::move(discovery)} {}

  /// Reads everything at `time` after an arbitrary origin.
  void read_at(Seconds time);
  /// What the last read gave for a domain of a meter ("rapl-powercap", "package-0").
  [[nodiscard]] model::Increment of(std::string_view meter, std::string_view domain) const;
  /// Sum over the `total` domains, of the energies of all reads.
  [[nodiscard]] double total_joules() const { return total_; }
  [[nodiscard]] std::vector<std::string> warning_codes() const;
  [[nodiscard]] const Discovery& discovery() const { return discovery_; }

 private:
  struct Entry {
    model::Domain domain;
    model::Increment increment;
  };
  Discovery discovery_;
  std::vector<Entry> last_;
  double total_ = 0.0;
};

/// EXPECT_THAT(increment, Gave(12.0_J, model::Outcome::good));
MATCHER_P2(Gave, energy, outcome, "") {
  *result_listener << "energy " << arg.energy.value() << " J, outcome "
                   << static_cast<int>(arg.outcome);
  return arg.energy == energy && arg.outcome == outcome;
}

os::Instant at(Seconds time);
const model::Finding& finding(const Discovery& discovery, std::string_view meter);
/// "meter/domain:role" of every domain.
std::vector<std::string> roles(const Discovery& discovery);
/// The names of the `total` domains.
std::vector<std::string> totals(const Discovery& discovery);

}  // namespace calo::meters
