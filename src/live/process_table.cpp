#include "live/process_table.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <string_view>

#include "live/job.hpp"
#include "processes/proc_files.hpp"

namespace calo::live {

namespace {

/// Files that others of this process may want open beside ours.
constexpr rlim_t left_to_others = 128;
constexpr rlim_t most_wanted = 65536;

std::size_t raise_limit_of_files() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 0;
  if (limit.rlim_cur < std::min(limit.rlim_max, most_wanted)) {
    limit.rlim_cur = std::min(limit.rlim_max, most_wanted);
    ::setrlimit(RLIMIT_NOFILE, &limit);
    ::getrlimit(RLIMIT_NOFILE, &limit);
  }
  return limit.rlim_cur > left_to_others ? static_cast<std::size_t>(limit.rlim_cur - left_to_others)
                                         : 0;
}

void list_pids(std::vector<std::int64_t>& pids) {
  pids.clear();
  struct Close {
    void operator()(DIR* d) const { ::closedir(d); }
  };
  const std::unique_ptr<DIR, Close> directory{::opendir("/proc")};
  if (!directory) return;
  while (const dirent* entry = ::readdir(directory.get())) {
    const std::string_view name = entry->d_name;
    std::int64_t pid = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), pid);
    if (error == std::errc{} && end == name.data() + name.size()) pids.push_back(pid);
  }
}

std::string job_of(std::int64_t pid) {
  const std::string path = "/proc/" + std::to_string(pid) + "/cgroup";
  const os::FileDescriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  std::array<char, 8192> buffer{};  // a path has at most 4096 bytes; twelve hierarchies in v1
  const ssize_t got = file ? ::read(file.get(), buffer.data(), buffer.size()) : -1;
  return job_of_cgroup({buffer.data(), got > 0 ? static_cast<std::size_t>(got) : 0});
}

}  // namespace

ProcessTable::ProcessTable(ProcessDetails wanted)
    : wanted_{wanted},
      most_open_{raise_limit_of_files()},
      page_{static_cast<double>(::sysconf(_SC_PAGESIZE))} {}

bool ProcessTable::read(std::int64_t pid, Known& known, bool is_new) {
  std::array<char, 1024> buffer{};
  for (;;) {
    const bool reopened = !known.stat;
    if (reopened) {
      const std::string path = "/proc/" + std::to_string(pid) + "/stat";
      known.stat = os::FileDescriptor{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
      if (!known.stat) return false;
      ++open_;
    }
    const ssize_t got = ::pread(known.stat.get(), buffer.data(), buffer.size(), 0);
    const auto stat =
        got > 0 ? processes::parse_process_stat({buffer.data(), static_cast<std::size_t>(got)})
                : std::nullopt;
    if (!stat) {
      // The process behind an open file has ended; its number may be another's now.
      known.stat = os::FileDescriptor{};
      --open_;
      if (reopened) return false;
      known = Known{};
      is_new = true;
      continue;
    }
    if (is_new || wanted_.users) {
      // The directory is its user's even where the files in it are root's, of a process that may
      // not be traced (proc(5), PR_SET_DUMPABLE).
      struct stat status{};
      const std::string path = "/proc/" + std::to_string(pid);
      if (::stat(path.c_str(), &status) == 0) known.user = status.st_uid;
    }
    if (is_new) {
      known.start_ticks = stat->start_ticks;
    }
    // Opening 500 files a second took 0.7 % of a core; the processes take turns.
    constexpr std::uint64_t young = 4;
    constexpr std::uint64_t turns = 16;
    const bool turn = known.looks % turns == static_cast<std::uint64_t>(pid) % turns;
    if (wanted_.jobs && (known.looks < young || turn)) known.job = job_of(pid);
    ++known.looks;
    const Seconds cpu = stat->user + stat->system;
    const Seconds before = is_new ? (first_ ? cpu : Seconds{}) : known.cpu;
    known.cpu = cpu;
    known.seen = true;
    entries_.push_back(
        {pid, stat->parent, known.user, stat->name, known.job, std::max(Seconds{}, cpu - before),
         Bytes::of(page_ * static_cast<double>(stat->rss_pages)), stat->threads, is_new});
    if (open_ > most_open_) {
      known.stat = os::FileDescriptor{};
      --open_;
    }
    return true;
  }
}

const std::vector<ProcessTable::Entry>& ProcessTable::look() {
  entries_.clear();
  list_pids(pids_);
  for (auto& [pid, known] : known_) known.seen = false;
  for (const std::int64_t pid : pids_) {
    const auto [entry, is_new] = known_.try_emplace(pid);
    if (!read(pid, entry->second, is_new)) known_.erase(entry);
  }
  std::erase_if(known_, [&](const auto& entry) {
    if (entry.second.seen) return false;
    if (entry.second.stat) --open_;
    return true;
  });
  first_ = false;
  return entries_;
}

}  // namespace calo::live
