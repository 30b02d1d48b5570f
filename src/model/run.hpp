#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/quantity.hpp"
#include "model/domain.hpp"
#include "model/finding.hpp"
#include "model/machine.hpp"
#include "model/phase.hpp"

namespace calo::model {

/// What the user counts: `--units events=10000`.
struct Units {
  std::string name;    ///< "events"; singular() gives "event"
  double count = 0.0;  ///< > 0
  [[nodiscard]] std::string singular() const;
};

/// The carbon intensity a run is converted with, as stated before it started
/// (docs/methods/carbon.md).
struct CarbonContext {
  GramsPerJoule intensity{};
  double intensity_u_rel = 0.0;
  std::string place;        ///< code: "FR", "US-CA", "WORLD", "custom"
  std::string place_name;   ///< "France"
  std::optional<int> year;  ///< of the data; empty for a number the user gave
  std::string basis;        ///< "lifecycle,generation"
  std::string source;       ///< "OWID/Ember"
  bool stated = false;      ///< false: nobody said where; world average
  double pue = 1.0;
  double pue_u = 0.0;
  bool pue_stated = false;
  std::string series;  ///< file of an hourly series, empty if none
};

/// Known before the program starts.
struct RunHeader {
  std::vector<std::string> command;
  std::string name;  ///< `--name`, else derived from the command
  std::vector<std::pair<std::string, std::string>> tags;  ///< `--tag key=value`, in the order given
  std::chrono::nanoseconds started_utc{};
  std::string calo_version;
  int method_version = 1;  ///< changes when the same readings would give other numbers
  Machine machine;
  Seconds interval{};  ///< asked for; the achieved one follows from the intervals
  std::optional<Units> units;
  CarbonContext carbon;
  std::vector<Domain> domains;            ///< index = domain number everywhere in the run
  std::vector<std::string> method_notes;  ///< how the numbers were obtained, sentences for people
};

/// Energy of one domain in one interval, shared out (docs/methods/attribution.md, "The books of an
/// interval").
///
/// gross = idle + tree_dynamic + own_dynamic + other_dynamic. Where the idle power is unknown,
/// `idle` is 0 and the domain's totals say `idle_known = false`. The static shares are parts of
/// `idle`, by share of busy CPU time.
struct EnergyShares {
  Joules gross{};
  Joules idle{};
  Joules tree_dynamic{};   ///< the program's processes
  Joules own_dynamic{};    ///< calo itself
  Joules other_dynamic{};  ///< everyone else, and work nobody in particular asked for
  Joules tree_static{};
  Joules own_static{};
  /// Standard uncertainty of `tree_dynamic` from the share alone, r * s * min(1, 2 (1 - s)) *
  /// (gross - idle); adds linearly over intervals since the share model errs in one direction.
  Joules share_u{};

  EnergyShares& operator+=(const EnergyShares& other);
  friend bool operator==(const EnergyShares&, const EnergyShares&) = default;
};

/// How a domain did over the run, beside its energy.
struct DomainState {
  bool idle_known = false;
  Watts idle_power{};
  Watts idle_u{};  ///< standard uncertainty of `idle_power`
  /// Ends of the 90 % interval of the gross energy as a factor on it, where a model gives them
  /// (else 0, 0).
  std::array<double, 2> factor90{0.0, 0.0};
  std::int64_t good = 0, gaps = 0, lost = 0, ambiguous = 0;
};

/// Everything recorded between two ticks. Times are seconds since the run's start. Empty = not
/// readable or not read then.
struct Interval {
  Seconds begin{};
  Seconds end{};
  std::vector<EnergyShares> energy;  ///< one per domain of the run
  std::vector<Outcome> outcomes;     ///< one per domain: the worst reading of the interval

  // CPU time spent in the interval
  Seconds tree_user{};
  Seconds tree_system{};
  Seconds own{};
  Seconds others{};  ///< busy time of the machine that is neither the tree's nor calo's
  Seconds steal{};   ///< taken by the hypervisor

  // the tree at the end of the interval (the maximum, when intervals are merged)
  std::int64_t processes = 0;
  std::int64_t threads = 0;
  Bytes rss{};
  std::optional<Bytes> pss;
  std::optional<Bytes> swap;

  // in the interval
  std::int64_t minor_faults = 0;
  std::int64_t major_faults = 0;
  std::optional<std::int64_t> context_switches;    ///< of the whole machine
  std::optional<Bytes> read_chars, written_chars;  ///< read(2), write(2) and friends
  std::optional<Bytes> read_disk, written_disk;    ///< that reached storage

  // mean where readable
  std::optional<double> frequency_hz;
  std::optional<double> temperature_celsius;
};

/// Two neighbouring intervals as one: times join, costs add, levels take the maximum, means weigh
/// by length.
Interval merged(const Interval& earlier, const Interval& later);

/// Each two neighbours as one; an odd one out stays as it is.
std::vector<Interval> halved(std::vector<Interval> intervals);

/// One process of the tree, or many short-lived ones of one name together (`count` > 1).
struct ProcessRecord {
  std::int64_t id = 0;       ///< unique in the run (a pid may come twice)
  std::int64_t parent = -1;  ///< id, -1 unknown or outside
  std::int64_t pid = 0;
  std::int64_t count = 1;  ///< 0: it has been folded into another record
  std::string name;        ///< as the kernel shows it (at most 15 bytes)
  Seconds begin{};
  std::optional<Seconds> end;  ///< empty: still running
  Seconds user{};
  Seconds system{};
  Bytes peak_rss{};
  std::int64_t threads_peak = 0;
  std::int64_t minor_faults = 0;
  std::int64_t major_faults = 0;
  std::optional<Bytes> read_disk, written_disk;
  std::optional<int> wait_status;  ///< as wait(2) gives it, if known
  Joules dynamic{};                ///< share of the dynamic energy of all `total` domains
  Joules static_share{};           ///< share of the idle energy by busy CPU time
};

/// What is known at the end; written at every commit, so that a run that was cut off is right up to
/// then.
struct RunEnd {
  bool complete = false;           ///< false: calo was killed, or is still recording
  std::optional<int> wait_status;  ///< of the program, as wait(2) gives it
  Seconds wall{};                  ///< start to the last reading
  Seconds program_wall{};  ///< start to the end of the program itself (orphans may run longer)
  Seconds cpu_user{};      ///< of the whole tree, from the kernel's own exit records
  Seconds cpu_system{};
  std::int64_t processes = 0;    ///< that belonged to the tree at any time
  bool processes_exact = false;  ///< false: a lower bound, short ones may be missing
  std::int64_t threads_peak = 0;
  Bytes
      peak_rss{};  ///< largest sum over the tree at a tick, or of one process at its end, if larger
  std::optional<Bytes> peak_pss;
  std::optional<Bytes> peak_swap;
  std::int64_t minor_faults = 0;
  std::int64_t major_faults = 0;
  std::optional<std::int64_t> voluntary_switches;
  std::optional<std::int64_t> involuntary_switches;
  std::optional<Bytes> read_chars, written_chars, read_disk, written_disk;
  Seconds own_cpu{};  ///< calo's own
  Bytes own_peak_rss{};
  std::int64_t ticks = 0;
  std::int64_t lost_records = 0;  ///< exit records or intervals that were dropped
  Seconds others{};               ///< busy CPU time of everybody else
  Seconds steal{};
  double peak_power_w = 0.0;  ///< W, largest gross power of the `total` domains over one interval
  std::vector<EnergyShares> totals;    ///< one per domain: sums over all intervals
  std::vector<DomainState> states;     ///< one per domain
  std::vector<Phase> phases;           ///< empty if the program marks none; else 0 is the outside
  std::vector<PhaseSpan> phase_spans;  ///< that have ended, in order of their ends; grows only
  std::vector<Warning> warnings;
};

/// How the CPUs were over a run, where readable.
struct Conditions {
  std::optional<double> frequency_hz;         ///< mean over time
  std::optional<double> temperature_celsius;  ///< the highest of the intervals' means
};

/// A run as it is read from its file.
struct Run {
  RunHeader header;
  std::vector<Interval> intervals;
  std::vector<ProcessRecord> processes;
  RunEnd end;
  Conditions conditions;
};

}  // namespace calo::model
