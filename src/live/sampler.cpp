#include "live/sampler.hpp"

#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <utility>

#include "analysis/totals.hpp"
#include "attribution/shares.hpp"
#include "base/text.hpp"
#include "os/usage.hpp"

namespace calo::live {

namespace {

/// A user or a job without processes is shown for so long; then its energy counts as elsewhere.
constexpr Seconds kept_after_end = Seconds::of(600.0);

/// The kB behind "MemTotal:" as bytes.
std::optional<Bytes> memory_line(std::string_view meminfo, std::string_view key) {
  const auto at = meminfo.find(key);
  if (at == std::string_view::npos) return std::nullopt;
  const auto words = text::words(meminfo.substr(at + key.size(), 64));
  const auto kb = words.empty() ? std::nullopt : text::to_double(words[0]);
  return kb ? std::optional{Bytes::of(*kb * 1024.0)} : std::nullopt;
}

/// Whole milliseconds: what every time series data base keeps, so that a point is the same however
/// often it is sent.
std::chrono::nanoseconds in_milliseconds(std::chrono::nanoseconds time) {
  return std::chrono::floor<std::chrono::milliseconds>(time);
}

}  // namespace

Sampler::Sampler(model::RunHeader header, std::vector<model::DomainState> states,
                 EnergyReader energy, const os::SystemRoot& root, SamplerOptions options,
                 os::Instant now)
    : header_{std::move(header)},
      energy_{std::move(energy)},
      options_{std::move(options)},
      load_{root},
      table_{{.users = options_.by == By::user, .jobs = options_.by == By::job}},
      start_{now},
      previous_{now},
      own_start_{os::own_usage().cpu()},
      pending_(header_.domains.size()) {
  if (auto file = os::open_for_reading(root.proc("meminfo"))) meminfo_ = std::move(*file);
  sums_.states = std::move(states);
  sums_.states.resize(header_.domains.size());
  sums_.totals.resize(header_.domains.size());
  machine_start_ = machine_ = load_.read();
  energy_.read(now, 0.0);
  table_.look();
}

bool Sampler::is_shown(std::int64_t pid) const {
  if (options_.pids.empty()) return true;
  constexpr int deepest = 1000;  // a list of parents read over some time might hold a circle
  for (int i = 0; i < deepest && pid > 0; ++i) {
    if (std::ranges::find(options_.pids, pid) != options_.pids.end()) return true;
    const auto parent = parents_.find(pid);
    if (parent == parents_.end()) return false;
    pid = parent->second;
  }
  return false;
}

void Sampler::enter_energy(std::span<const model::Increment> increments, Reading& reading) {
  attribution::EnergySums interval{header_.domains.size()};  // for the uncertainty of its power
  interval.wall = reading.length;
  reading.domains.resize(header_.domains.size());
  bool all_alone = true;
  std::optional<Joules> dynamic;
  arrived_ = Joules{};
  for (std::size_t i = 0; i < header_.domains.size(); ++i) {
    pending_[i] += reading.length;
    model::DomainState& state = sums_.states[i];
    const bool is_total = header_.domains[i].role == model::Role::total;
    const model::Outcome outcome = increments[i].outcome;
    const bool good = outcome == model::Outcome::good;
    if (!good && outcome != model::Outcome::lost && outcome != model::Outcome::ambiguous) {
      if (outcome == model::Outcome::first) pending_[i] = Seconds{};
      if (outcome == model::Outcome::gap) ++state.gaps;
      all_alone = all_alone && !is_total;
      reading.domains[i].energy = sums_.totals[i].gross;
      continue;
    }
    ++(good ? state.good : outcome == model::Outcome::lost ? state.lost : state.ambiguous);
    const model::EnergyShares shares = attribution::share(
        increments[i].energy, state.idle_known ? std::optional{state.idle_power} : std::nullopt,
        pending_[i], {}, 0.0);
    interval.states[i] = state;
    interval.states[i].good = 1;
    interval.totals[i] += shares;
    sums_.totals[i] += shares;
    state.factor90 = energy_.factor90(i);
    interval.states[i].factor90 = state.factor90;
    // After a gap, the energy of all the time since has come: over that time it is a power.
    reading.domains[i].power = increments[i].energy / pending_[i];
    reading.domains[i].energy = sums_.totals[i].gross;
    if (is_total) {
      all_alone = all_alone && pending_[i] <= reading.length;
      arrived_ += shares.gross - shares.idle;
      dynamic = arrived_;
    }
    pending_[i] = Seconds{};
  }
  dynamic_ = all_alone ? dynamic : std::nullopt;
  if (all_alone) reading.power = analysis::gross_power(header_, interval);
  sums_.wall = reading.since_start;
  if (auto totals = analysis::totals(header_, sums_)) {
    reading.energy = totals->books.total.gross;
    reading.carbon = totals->gross_carbon;
    reading.scope = std::move(totals->books.scope);
  }
}

void Sampler::enter_processes(Reading& reading) {
  const auto& entries = table_.look();
  reading.processes = entries.size();
  Seconds sum{};
  for (const auto& entry : entries) sum += entry.cpu;
  // Ticks of processes and of the machine are rounded apart: the larger is the whole.
  const Seconds all = std::max(sum, reading.busy.value_or(Seconds{}));
  parents_.clear();
  if (!options_.pids.empty()) {
    for (const auto& entry : entries) parents_[entry.pid] = entry.parent;
  }
  std::unordered_map<std::int64_t, Joules> spent;
  spent.reserve(entries.size());
  followed_ = 0;
  std::vector<ProcessNow> shown;
  Joules given{};
  for (const auto& entry : entries) {
    const Joules share = dynamic_ && all > Seconds{} ? *dynamic_ * (entry.cpu / all) : Joules{};
    given += share;
    Joules& energy = spent[entry.pid];
    if (const auto before = spent_.find(entry.pid); before != spent_.end() && !entry.is_new)
      energy = before->second;
    energy += share;
    if (!is_shown(entry.pid)) continue;
    ++followed_;
    ProcessNow now{entry.pid,    entry.parent,  entry.user,   entry.name, entry.cpu,
                   entry.memory, entry.threads, std::nullopt, energy};
    if (dynamic_) now.power = share / reading.length;
    shown.push_back(std::move(now));
  }
  spent_ = std::move(spent);
  if (options_.by != By::process) enter_sums(entries, all, reading);
  if (dynamic_) reading.elsewhere = (*dynamic_ - given) / reading.length;
  const auto busier = [](const ProcessNow& a, const ProcessNow& b) {
    if (a.cpu != b.cpu) return a.cpu > b.cpu;
    if (a.energy != b.energy) return a.energy > b.energy;
    return a.memory != b.memory ? a.memory > b.memory : a.pid < b.pid;
  };
  const std::size_t kept = std::min(options_.top, shown.size());
  std::ranges::partial_sort(shown, shown.begin() + static_cast<std::ptrdiff_t>(kept), busier);
  shown.resize(kept);
  reading.top = std::move(shown);
  reading.is_of_some = !options_.pids.empty();
}

const std::string& Sampler::user_name(std::uint32_t id) {
  const auto [entry, is_new] = user_names_.try_emplace(id);
  if (is_new) {
    std::array<char, 16384> buffer{};
    passwd found{};
    passwd* user = nullptr;
    const bool known =
        ::getpwuid_r(id, &found, buffer.data(), buffer.size(), &user) == 0 && user != nullptr;
    entry->second = known ? text::printable(user->pw_name, 100) : std::to_string(id);
  }
  return entry->second;
}

void Sampler::enter_sums(const std::vector<ProcessTable::Entry>& entries, Seconds all,
                         Reading& reading) {
  Sums sums;
  sums.by = options_.by;
  const bool shares = dynamic_ && all > Seconds{};
  Joules left = arrived_;
  Joules own{};
  std::unordered_map<std::string, GroupNow> now;
  for (const auto& entry : entries) {
    const Joules share = shares ? *dynamic_ * (entry.cpu / all) : Joules{};
    left -= share;
    if (entry.pid == ::getpid()) {
      own += share;
      continue;
    }
    const std::string& name = options_.by == By::user ? user_name(entry.user) : entry.job;
    GroupNow& group = now[name];
    group.energy += share;
    group.cpu += entry.cpu;
    group.memory += entry.memory;
    group.threads += entry.threads;
    ++group.processes;
  }
  for (auto& [name, group] : now) {
    groups_[name].energy += group.energy;
    groups_[name].cpu += group.cpu;
  }
  const auto part = [&](Joules in_interval, Joules so_far) {
    return PartNow{dynamic_ ? std::optional{in_interval / reading.length} : std::nullopt, so_far};
  };
  for (auto it = groups_.begin(); it != groups_.end();) {
    auto& [name, since_start] = *it;
    const auto current = now.find(name);
    since_start.unseen = current == now.end() ? since_start.unseen + reading.length : Seconds{};
    if (since_start.unseen > kept_after_end) {
      elsewhere_ += since_start.energy;
      it = groups_.erase(it);
      continue;
    }
    GroupNow group = current == now.end() ? GroupNow{} : std::move(current->second);
    group.name = name;
    if (dynamic_) group.power = group.energy / reading.length;
    group.energy = since_start.energy;
    group.cpu_since_start = since_start.cpu;
    sums.groups.push_back(std::move(group));
    ++it;
  }
  std::ranges::sort(sums.groups, [](const GroupNow& a, const GroupNow& b) {
    if (a.cpu != b.cpu) return a.cpu > b.cpu;
    return a.energy != b.energy ? a.energy > b.energy : a.name < b.name;
  });
  own_ += own;
  elsewhere_ += left;
  sums.own = part(own, own_);
  sums.elsewhere = part(left, elsewhere_);
  for (std::size_t i = 0; i < header_.domains.size(); ++i) {
    if (header_.domains[i].role != model::Role::total || !sums_.states[i].idle_known) continue;
    if (!sums.idle) sums.idle.emplace();
    sums.idle->energy += sums_.totals[i].idle;
    // What was read after a gap is idle energy of more than this interval.
    if (dynamic_)
      sums.idle->power = sums.idle->power.value_or(Watts{}) + sums_.states[i].idle_power;
  }
  reading.sums = std::move(sums);
}

Reading Sampler::read(os::Instant now) {
  Reading reading;
  reading.length = seconds(now - previous_);
  reading.since_start = seconds(now - start_);
  reading.utc = in_milliseconds(header_.started_utc + (now - start_));
  const auto machine = load_.read();
  if (machine && machine_ && machine_start_) {
    reading.busy = std::max(Seconds{}, machine->busy - machine_->busy);
    reading.busy_since_start = std::max(Seconds{}, machine->busy - machine_start_->busy);
    reading.cpus = machine->cpus;
    if (machine->cpus > 0 && reading.length > Seconds{}) {
      reading.utilisation = std::clamp(
          *reading.busy / (reading.length * static_cast<double>(machine->cpus)), 0.0, 1.0);
    }
  }
  enter_energy(energy_.read(now, reading.utilisation.value_or(0.0)), reading);
  if (meminfo_) {
    if (const auto text = os::read_again(meminfo_, "/proc/meminfo")) {
      reading.memory_size = memory_line(*text, "MemTotal:");
      const auto available = memory_line(*text, "MemAvailable:");
      if (reading.memory_size && available)
        reading.memory_used = std::max(Bytes{}, *reading.memory_size - *available);
    }
  }
  reading.frequency_hz = load_.frequency_hz();
  reading.temperature_celsius = load_.temperature_celsius();
  enter_processes(reading);
  reading.own_cpu = os::own_usage().cpu() - own_start_;
  machine_ = machine ? machine : machine_;
  previous_ = now;
  return reading;
}

}  // namespace calo::live
