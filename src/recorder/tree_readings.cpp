#include "recorder/tree_readings.hpp"

#include <algorithm>

namespace calo::recorder {

namespace {

std::optional<Bytes> grown(const std::optional<Bytes>& now, const std::optional<Bytes>& before) {
  if (!now) return std::nullopt;
  return *now - before.value_or(Bytes{});
}

}  // namespace

void TreeReadings::fill(model::Interval& interval, const processes::ProcessFollower& follower,
                        Seconds cpu) {
  const processes::TreeTotals& totals = follower.ledger().totals();
  const processes::TreeLevels& levels = follower.ledger().levels();
  // The division into user and system is in ticks: what one interval gets too much the next gets
  // less.
  interval.tree_user = std::clamp(totals.user - user_, Seconds{}, cpu);
  interval.tree_system = cpu - interval.tree_user;
  user_ += interval.tree_user;
  cpu_ += interval.tree_user + interval.tree_system;
  interval.processes = levels.processes;
  interval.threads = levels.threads;
  interval.rss = levels.rss;
  interval.pss = follower.pss();
  interval.swap = levels.swap;
  interval.minor_faults = totals.minor_faults - before_.minor_faults;
  interval.major_faults = totals.major_faults - before_.major_faults;
  interval.read_chars = grown(totals.read_chars, before_.read_chars);
  interval.written_chars = grown(totals.written_chars, before_.written_chars);
  interval.read_disk = grown(totals.read_disk, before_.read_disk);
  interval.written_disk = grown(totals.written_disk, before_.written_disk);
  before_ = totals;
}

void write_tree(model::RunEnd& end, const processes::ProcessFollower& follower, bool has_ended) {
  const processes::ProcessLedger& ledger = follower.ledger();
  const processes::TreeTotals& totals = ledger.totals();
  end.cpu_user = totals.user;
  end.cpu_system = totals.system;
  end.processes = ledger.births();
  end.processes_exact = follower.count_is_exact();
  end.threads_peak = ledger.threads_peak();
  end.peak_rss = ledger.peak_rss();
  end.peak_pss = follower.peak_pss();
  end.peak_swap = ledger.peak_swap();
  end.minor_faults = totals.minor_faults;
  end.major_faults = totals.major_faults;
  end.voluntary_switches.reset();
  end.involuntary_switches.reset();
  if (has_ended) {  // known from exit records only
    end.voluntary_switches = ledger.voluntary_switches();
    end.involuntary_switches = ledger.involuntary_switches();
  }
  end.read_chars = totals.read_chars;
  end.written_chars = totals.written_chars;
  end.read_disk = totals.read_disk;
  end.written_disk = totals.written_disk;
  end.lost_records = follower.lost_events();
}

}  // namespace calo::recorder
