#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/quantity.hpp"
#include "os/file.hpp"

namespace calo::live {

/// What costs more to look at.
struct ProcessDetails {
  bool users = false;  ///< each time anew, since a session begins as root
  bool jobs = false;   ///< its cgroup: four times, since a process is moved when it is young, then
                       ///< every 16th time
};

/// Every process of the machine, looked at again and again.
///
/// A look costs one read(2) of an open file for each process (measured: 6 µs with all that goes
/// with it), so that 500 of them at 1 Hz stay below 1 % of a core. Kernel threads are looked at,
/// too: they use energy.
class ProcessTable {
 public:
  struct Entry {
    std::int64_t pid = 0;
    std::int64_t parent = 0;
    std::uint32_t user = 0;  ///< effective id; now, if users were asked for, else when first seen
    std::string name;
    std::string job;  ///< see job.hpp; empty unless asked for
    Seconds cpu{};    ///< since the last look, or since it began if that was later
    Bytes memory{};
    std::int64_t threads = 0;
    bool is_new = false;  ///< not there at the last look
  };

  explicit ProcessTable(ProcessDetails wanted = {});

  /// The processes that are there now, in no particular order; valid until the next look. Those
  /// that are there at the first look come with no CPU time.
  const std::vector<Entry>& look();

 private:
  struct Known {
    os::FileDescriptor stat;
    std::uint64_t start_ticks = 0;
    std::uint32_t user = 0;
    std::string job;
    std::uint64_t looks = 0;
    Seconds cpu{};
    bool seen = false;
  };
  bool read(std::int64_t pid, Known& known, bool is_new);

  ProcessDetails wanted_;
  std::unordered_map<std::int64_t, Known> known_;
  std::vector<Entry> entries_;
  std::vector<std::int64_t> pids_;
  std::size_t most_open_ = 0;
  std::size_t open_ = 0;
  double page_ = 4096.0;
  bool first_ = true;
};

}  // namespace calo::live
