#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/quantity.hpp"

/// Readers of the texts of /proc (proc(5)); pure: bytes in, values out.
namespace calo::processes {

/// Kernel clock ticks per second in /proc (USER_HZ); 100 on every Linux calo runs on, asked of
/// sysconf once.
double ticks_per_second();

/// What /proc/PID/stat tells. CPU times have the resolution of a tick (10 ms) and are rounded down.
struct ProcessStat {
  std::int64_t pid = 0;
  std::int64_t parent = 0;
  std::int64_t session = 0;
  char state = '?';
  std::string name;  ///< at most 15 bytes, may hold anything, also spaces and brackets
  std::int64_t minor_faults = 0, children_minor_faults = 0;
  std::int64_t major_faults = 0, children_major_faults = 0;
  Seconds user{}, system{};
  Seconds children_user{}, children_system{};  ///< of children that were waited for, and theirs
  std::int64_t threads = 0;
  std::uint64_t start_ticks = 0;  ///< since boot
  std::int64_t rss_pages = 0;
};
std::optional<ProcessStat> parse_process_stat(std::string_view text);

/// /proc/PID/io: of the process and of its children that were waited for.
struct ProcessIo {
  Bytes read_chars{},
      written_chars{};  ///< through read(2), write(2) and their like, pipes and terminals included
  Bytes read_disk{}, written_disk{};  ///< that caused storage traffic (cancelled writes taken off)
};
std::optional<ProcessIo> parse_process_io(std::string_view text);

/// The whole name of a program of which the kernel gives the first 15 bytes: the first word of
/// /proc/PID/cmdline, without its directory, that begins with them (the program, or the script that
/// an interpreter runs), else the last part of `executable`. `name` if neither begins with it: the
/// program has renamed itself.
std::string whole_name(std::string_view name, std::string_view cmdline,
                       std::string_view executable);

/// From /proc/PID/status.
struct ProcessStatus {
  Bytes swap{};
  Bytes peak_rss{};
  bool ignores_children = false;  ///< SIGCHLD is ignored: children leave no exit record
};
ProcessStatus parse_process_status(std::string_view text);

/// `Pss:` of /proc/PID/smaps_rollup.
std::optional<Bytes> parse_pss(std::string_view smaps_rollup);

/// The machine's `/proc/stat`, since boot. Guest time is inside user and is not counted again.
struct MachineStat {
  Seconds busy{};   ///< user + nice + system + irq + softirq over all CPUs
  Seconds idle{};   ///< idle + iowait
  Seconds steal{};  ///< taken by the hypervisor
  std::int64_t context_switches = 0;
  int cpus = 0;  ///< that are online
};
std::optional<MachineStat> parse_machine_stat(std::string_view text);

}  // namespace calo::processes
