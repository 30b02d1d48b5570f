#include "recorder/left_behind.hpp"

#include <utility>

namespace calo::recorder {

namespace {

/// A daemon left behind is followed until it has rested this long, below this share of a core.
constexpr std::chrono::milliseconds daemon_rest{1000};
constexpr double daemon_busy_share = 0.01;

}  // namespace

LeftBehind::LeftBehind(std::span<const Live> live, os::Instant now, std::int64_t session)
    : session_{session}, rested_since_{now}, considered_{now} {
  for (const Live& process : live) cpu_[process.pid] = process.cpu;
}

bool LeftBehind::is_followed(std::span<const Live> live, os::Instant now) {
  bool orphans = false;
  bool busy = false;
  const Seconds window = seconds(now - considered_);
  std::map<std::int64_t, Seconds> cpu;
  for (const Live& process : live) {
    orphans = orphans || process.session == session_ || process.session == 0;
    const auto before = cpu_.find(process.pid);
    const Seconds used = process.cpu - (before == cpu_.end() ? Seconds{} : before->second);
    busy = busy || used > daemon_busy_share * window;
    cpu[process.pid] = process.cpu;
  }
  cpu_ = std::move(cpu);
  considered_ = now;
  if (orphans || busy) rested_since_ = now;
  return !live.empty() && now - rested_since_ < daemon_rest;
}

}  // namespace calo::recorder
