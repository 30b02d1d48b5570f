#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "attribution/books.hpp"
#include "live/process_table.hpp"
#include "live/reading.hpp"
#include "model/run.hpp"
#include "os/clock.hpp"
#include "os/system_root.hpp"
#include "processes/machine_load.hpp"

namespace calo::live {

/// Where the energy comes from: the recorder's sources, handed in.
struct EnergyReader {
  /// One increment per domain; utilisation 0..1 of all CPUs since the last call. The first call is
  /// the reference.
  std::function<std::span<const model::Increment>(os::Instant, double utilisation)> read;
  /// Ends of the 90 % interval of a domain's energy so far, as factors; {0, 0} if symmetric.
  std::function<std::array<double, 2>(std::size_t)> factor90;
};

struct SamplerOptions {
  std::vector<std::int64_t> pids;  ///< show these and what descends from them only; empty: all
  std::size_t top = 10;            ///< processes shown
  By by = By::process;             ///< user or job: sums, too
};

/// Looks at the whole machine, as often as it is asked to.
class Sampler {
 public:
  /// `header`: machine, domains and carbon context. `states`: idle power of each domain. Takes the
  /// first reading, the reference.
  Sampler(model::RunHeader header, std::vector<model::DomainState> states, EnergyReader energy,
          const os::SystemRoot& root, SamplerOptions options, os::Instant now);

  /// What happened since the last call.
  Reading read(os::Instant now);

  [[nodiscard]] const model::RunHeader& header() const { return header_; }
  /// How each domain did so far.
  [[nodiscard]] const std::vector<model::DomainState>& states() const { return sums_.states; }
  /// The processes of `options.pids` that were there at the last reading.
  [[nodiscard]] std::size_t followed() const { return followed_; }

 private:
  void enter_energy(std::span<const model::Increment> increments, Reading& reading);
  void enter_processes(Reading& reading);
  void enter_sums(const std::vector<ProcessTable::Entry>& entries, Seconds all, Reading& reading);
  const std::string& user_name(std::uint32_t id);
  [[nodiscard]] bool is_shown(std::int64_t pid) const;

  model::RunHeader header_;
  EnergyReader energy_;
  SamplerOptions options_;
  processes::MachineLoad load_;
  os::FileDescriptor meminfo_;
  ProcessTable table_;
  os::Instant start_, previous_;
  Seconds own_start_{};
  std::optional<processes::MachineStat> machine_start_, machine_;
  attribution::EnergySums sums_;   ///< totals and states since the start
  std::vector<Seconds> pending_;   ///< per domain: time since its last good reading
  std::optional<Joules> dynamic_;  ///< of the interval alone, over the domains that are added up
  std::unordered_map<std::int64_t, std::int64_t> parents_;
  std::unordered_map<std::int64_t, Joules> spent_;  ///< by pid, since the start
  std::size_t followed_ = 0;

  /// A user or a job since the start.
  struct Group {
    Joules energy{};
    Seconds cpu{}, unseen{};
  };
  Joules arrived_{};  ///< dynamic energy that this reading brought, of whatever time
  std::unordered_map<std::string, Group> groups_;
  Joules own_{}, elsewhere_{};
  std::unordered_map<std::uint32_t, std::string> user_names_;
};

}  // namespace calo::live
