#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/estimate.hpp"
#include "base/quantity.hpp"

namespace calo::live {

/// One energy domain now. Empty = not readable this time.
struct DomainNow {
  std::optional<Watts> power;
  Joules energy{};  ///< since the start, as far as it could be read
};

/// One process now.
struct ProcessNow {
  std::int64_t pid = 0;
  std::int64_t parent = 0;
  std::uint32_t user = 0;  ///< id
  std::string name;        ///< at most 15 bytes, as the kernel has it: not safe to print
  Seconds cpu{};           ///< in the interval
  Bytes memory{};          ///< resident
  std::int64_t threads = 0;
  std::optional<Watts> power;  ///< its share of the dynamic power
  Joules energy{};             ///< the same since the start
  std::size_t processes = 1;   ///< that it stands for
};

/// The program of a run now, with all its processes, as its summary will say it: with the idle
/// energy that it pays for.
struct ProgramNow {
  std::optional<Estimate<Watts>> power;
  Estimate<Joules> energy;  ///< since the start
  Estimate<Grams> carbon;   ///< since the start
};

/// How processes are put together.
enum class By { process, user, job };

/// What all processes of one user or one job use now.
struct GroupNow {
  std::string name;           ///< safe to print
  std::size_t processes = 0;  ///< 0: they have ended
  Seconds cpu{};              ///< in the interval
  Seconds cpu_since_start{};
  Bytes memory{};  ///< resident; what processes share counts in each
  std::int64_t threads = 0;
  std::optional<Watts> power;  ///< its share of the dynamic power
  Joules energy{};             ///< the same since the start
};

/// Power now and energy since the start of a part of the machine's.
struct PartNow {
  std::optional<Watts> power;
  Joules energy{};
};

/// The machine's energy by who used it: the groups + idle + own + elsewhere are all of it. A share
/// keeps its sign: where a domain uses less than its idle power, energies fall a little.
struct Sums {
  By by = By::user;
  std::vector<GroupNow> groups;  ///< all of them, the busiest first
  std::optional<PartNow> idle;   ///< empty: no idle power is known, and it is a part of the others
  PartNow own;                   ///< calo itself, in no group
  PartNow elsewhere;             ///< what ended within an interval, or is nobody's
};

/// What one look at the machine gave: an interval that has just ended.
struct Reading {
  std::chrono::nanoseconds utc{};  ///< its end, since 1970, in whole milliseconds
  Seconds since_start{};
  Seconds length{};

  /// Of all domains that are added up; empty where none could be read. An interval may be too short
  /// for a counter that steps rarely: then the power is known again with its next step.
  std::optional<Estimate<Watts>> power;
  std::optional<Estimate<Joules>> energy;  ///< since the start
  std::optional<Estimate<Grams>> carbon;   ///< since the start
  std::string scope;                       ///< of these: "package+dram"
  std::vector<DomainNow> domains;          ///< as the sampler's domains

  std::optional<ProgramNow> program;  ///< of a run with an energy

  int cpus = 0;
  std::optional<Seconds> busy;        ///< CPU time in the interval, all CPUs
  std::optional<double> utilisation;  ///< 0..1, of all CPUs
  Seconds busy_since_start{};
  std::optional<Bytes> memory_used;  ///< MemTotal - MemAvailable
  std::optional<Bytes> memory_size;
  std::optional<double> frequency_hz, temperature_celsius;

  std::optional<std::size_t> processes;  ///< on the machine
  std::vector<ProcessNow> top;           ///< those that are shown, the busiest first
  bool is_of_some = false;               ///< `top` holds what was asked for, not the busiest of all
  std::optional<Sums> sums;              ///< where they are wanted
  Watts elsewhere{};  ///< dynamic power of what ended within the interval, or is nobody's
  std::optional<Seconds> own_cpu;  ///< calo's own since the start, where it runs on the machine
};

/// A function of the program that runs, by what it has used by itself.
struct FunctionSoFar {
  std::string name;
  std::string file;  ///< or its library, without directories
  Seconds cpu{};
  Joules dynamic{};    ///< above idle
  Joules u{};          ///< standard uncertainty of `dynamic` from sampling alone
  double share = 0.0;  ///< of the CPU time that was sampled
};

}  // namespace calo::live
