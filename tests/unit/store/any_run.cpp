#include "any_run.hpp"

#include <array>
#include <cstdlib>
#include <limits>
#include <random>
#include <string>
#include <utility>

#include "base/try.hpp"
#include "store/run_file.hpp"

namespace calo::store::testing {

namespace {

using Limits = std::numeric_limits<double>;

class Any {
 public:
  explicit Any(std::uint64_t seed) : random_{seed} {}

  std::size_t below(std::size_t n) { return static_cast<std::size_t>(random_() % n); }
  bool flag() { return below(2) == 1; }
  double positive() {
    constexpr std::array awkward{0.0,           1.0,
                                 0.1,           Limits::min(),
                                 Limits::max(), Limits::denorm_min(),
                                 1e-300,        9007199254740993.0,
                                 1e19,          140737488355328.0};
    if (below(3) == 0) return awkward[below(awkward.size())];
    return std::uniform_real_distribution<>{0.0, 1e6}(random_);
  }
  double real() { return flag() ? positive() : -positive() + 0.0; }
  std::int64_t count() {
    return below(4) == 0 ? std::numeric_limits<std::int64_t>::max()
                         : static_cast<std::int64_t>(below(1'000'000));
  }
  std::string text() {
    constexpr std::array<std::string_view, 8> texts = {"",
                                                       "plain",
                                                       "it's \"quoted\"",
                                                       "two\nlines",
                                                       "Grüße, 計算",
                                                       "\xff\xfe broken",
                                                       "a,b=c d\\",
                                                       std::string_view{"with\0zero", 9}};
    return std::string{texts[below(texts.size())]};
  }
  template <class T>
  std::optional<T> maybe(T value) {
    return flag() ? std::optional{value} : std::nullopt;
  }
  Bytes bytes() { return Bytes::of(positive()); }
  Joules joules() { return Joules::of(real()); }
  Seconds time() { return Seconds::of(positive()); }

  model::EnergyShares shares() {
    return {joules(), joules(), joules(), joules(), joules(), joules(), joules(), joules()};
  }

 private:
  std::mt19937_64 random_;
};

model::RunHeader any_header(Any& any, std::size_t domains) {
  model::RunHeader header;
  for (std::size_t i = any.below(5); i > 0; --i) header.command.push_back(any.text());
  header.name = any.text();
  for (std::size_t i = any.below(4); i > 0; --i) header.tags.emplace_back(any.text(), any.text());
  header.started_utc = std::chrono::nanoseconds{any.count()};
  header.calo_version = "0.1.0";
  header.method_version = static_cast<int>(any.below(9));
  header.machine = {.cpu_model = any.text(),
                    .cpu_vendor = any.text(),
                    .cpu_family = static_cast<int>(any.below(30)) - 1,
                    .cpu_model_number = 143,
                    .cpu_stepping = 8,
                    .sockets = 2,
                    .cores = 64,
                    .threads = 128,
                    .smt = any.flag(),
                    .memory = any.bytes(),
                    .virtualisation = any.text(),
                    .cpu_limit = any.maybe(any.positive()),
                    .kernel = any.text(),
                    .governor = any.text(),
                    .turbo = any.text()};
  header.interval = any.time();
  if (any.flag()) header.units = model::Units{.name = "events", .count = any.positive()};
  header.carbon = {.intensity = GramsPerJoule::of(any.positive()),
                   .intensity_u_rel = any.positive(),
                   .place = any.text(),
                   .place_name = any.text(),
                   .year = any.maybe(2024),
                   .basis = any.text(),
                   .source = any.text(),
                   .stated = any.flag(),
                   .pue = any.positive(),
                   .pue_u = any.positive(),
                   .pue_stated = any.flag(),
                   .series = any.text()};
  for (std::size_t i = 0; i < domains; ++i) {
    header.domains.push_back({.meter = any.text(),
                              .name = any.text(),
                              .scope = any.text(),
                              .source = any.text(),
                              .component = static_cast<model::Component>(any.below(4)),
                              .role = static_cast<model::Role>(any.below(3)),
                              .kind = static_cast<Kind>(any.below(4)),
                              .u_rel = any.positive(),
                              .update_step = any.time(),
                              .package = static_cast<int>(any.below(3)) - 1});
  }
  for (std::size_t i = any.below(3); i > 0; --i) header.method_notes.push_back(any.text());
  return header;
}

model::ProcessRecord any_process(Any& any, std::int64_t id) {
  return {.id = id,
          .parent = id - 1,
          .pid = any.count(),
          .count = any.count(),
          .name = any.text(),
          .begin = any.time(),
          .end = any.maybe(any.time()),
          .user = any.time(),
          .system = any.time(),
          .peak_rss = any.bytes(),
          .threads_peak = any.count(),
          .minor_faults = any.count(),
          .major_faults = any.count(),
          .read_disk = any.maybe(any.bytes()),
          .written_disk = any.maybe(any.bytes()),
          .wait_status = any.maybe(-9),
          .dynamic = any.joules(),
          .static_share = any.joules()};
}

model::RunEnd any_end(Any& any, std::size_t domains) {
  model::RunEnd end{.complete = any.flag(),
                    .wait_status = any.maybe(256),
                    .wall = any.time(),
                    .program_wall = any.time(),
                    .cpu_user = any.time(),
                    .cpu_system = any.time(),
                    .processes = any.count(),
                    .processes_exact = any.flag(),
                    .threads_peak = any.count(),
                    .peak_rss = any.bytes(),
                    .peak_pss = any.maybe(any.bytes()),
                    .peak_swap = any.maybe(any.bytes()),
                    .minor_faults = any.count(),
                    .major_faults = any.count(),
                    .voluntary_switches = any.maybe(any.count()),
                    .involuntary_switches = any.maybe(any.count()),
                    .read_chars = any.maybe(any.bytes()),
                    .written_chars = any.maybe(any.bytes()),
                    .read_disk = any.maybe(any.bytes()),
                    .written_disk = any.maybe(any.bytes()),
                    .own_cpu = any.time(),
                    .own_peak_rss = any.bytes(),
                    .ticks = any.count(),
                    .lost_records = any.count(),
                    .others = any.time(),
                    .steal = any.time(),
                    .peak_power_w = any.positive(),
                    .totals = {},
                    .states = {},
                    .phases = {},
                    .phase_spans = {},
                    .warnings = {}};
  for (std::size_t i = 0; i < domains; ++i) {
    end.totals.push_back(any.shares());
    end.states.push_back({.idle_known = any.flag(),
                          .idle_power = Watts::of(any.positive()),
                          .idle_u = Watts::of(any.positive()),
                          .factor90 = {any.positive(), any.positive()},
                          .good = any.count(),
                          .gaps = any.count(),
                          .lost = any.count(),
                          .ambiguous = any.count()});
  }
  for (std::size_t i = any.below(4); i > 0; --i) {
    end.phases.push_back({.parent = static_cast<std::int32_t>(end.phases.size()) - 1,
                          .name = any.text(),
                          .begin = any.time(),
                          .end = any.time(),
                          .times = any.count(),
                          .count = any.positive(),
                          .wall = any.time(),
                          .cpu = any.time(),
                          .dynamic = any.joules(),
                          .static_by_cpu = any.joules(),
                          .static_by_time = any.joules()});
    end.phase_spans.push_back({.phase = static_cast<std::int32_t>(any.below(end.phases.size())),
                               .process = any.count(),
                               .begin = any.time(),
                               .end = any.time()});
  }
  for (std::size_t i = any.below(3); i > 0; --i) end.warnings.push_back({any.text(), any.text()});
  return end;
}

}  // namespace

model::Run any_run(std::uint64_t seed, std::size_t domains, std::size_t intervals,
                   std::size_t processes) {
  Any any{seed};
  model::Run run;
  run.header = any_header(any, domains);
  for (std::size_t i = 0; i < intervals; ++i) {
    model::Interval interval;
    interval.begin = Seconds::of(0.1 * static_cast<double>(i));
    interval.end = Seconds::of(0.1 * static_cast<double>(i + 1));
    for (std::size_t d = 0; d < domains; ++d) {
      interval.energy.push_back(any.shares());
      interval.outcomes.push_back(static_cast<model::Outcome>(any.below(6)));
    }
    interval.tree_user = any.time();
    interval.tree_system = any.time();
    interval.own = any.time();
    interval.others = Seconds::of(any.real());
    interval.steal = any.time();
    interval.processes = any.count();
    interval.threads = any.count();
    interval.rss = any.bytes();
    interval.pss = any.maybe(any.bytes());
    interval.swap = any.maybe(any.bytes());
    interval.minor_faults = any.count();
    interval.major_faults = any.count();
    interval.context_switches = any.maybe(any.count());
    interval.read_chars = any.maybe(any.bytes());
    interval.written_chars = any.maybe(any.bytes());
    interval.read_disk = any.maybe(any.bytes());
    interval.written_disk = any.maybe(any.bytes());
    interval.frequency_hz = any.maybe(any.positive());
    interval.temperature_celsius = any.maybe(any.real());
    run.intervals.push_back(std::move(interval));
  }
  for (std::size_t i = 0; i < processes; ++i) {
    run.processes.push_back(any_process(any, static_cast<std::int64_t>(i)));
  }
  run.end = any_end(any, domains);
  return run;
}

model::Interval any_interval(std::uint64_t seed, Seconds begin, Seconds length,
                             std::size_t domains) {
  std::mt19937_64 random{seed};
  const auto some = [&](double most) {
    return std::uniform_real_distribution<>{0.0, most}(random);
  };
  model::Interval interval;
  interval.begin = begin;
  interval.end = begin + length;
  for (std::size_t i = 0; i < domains; ++i) {
    model::EnergyShares shares;
    shares.idle = Joules::of(some(1.0));
    shares.tree_dynamic = Joules::of(some(10.0));
    shares.own_dynamic = Joules::of(some(0.1));
    shares.other_dynamic = Joules::of(some(2.0) - 0.5);
    shares.tree_static = 0.5 * shares.idle;
    shares.own_static = 0.1 * shares.idle;
    shares.share_u = Joules::of(some(0.2));
    shares.gross = shares.idle + shares.tree_dynamic + shares.own_dynamic + shares.other_dynamic;
    interval.energy.push_back(shares);
    interval.outcomes.push_back(model::Outcome::good);
  }
  interval.tree_user = Seconds::of(some(0.4));
  interval.tree_system = Seconds::of(some(0.1));
  interval.own = Seconds::of(some(0.001));
  interval.others = Seconds::of(some(0.1));
  interval.processes = 1 + static_cast<std::int64_t>(random() % 10);
  interval.threads = interval.processes * 2;
  interval.rss = Bytes::of(static_cast<double>(random() % 1'000'000'000));
  interval.minor_faults = static_cast<std::int64_t>(random() % 1000);
  if (random() % 2 == 0) interval.read_chars = Bytes::of(static_cast<double>(random() % 4096));
  if (random() % 2 == 0) interval.context_switches = static_cast<std::int64_t>(random() % 100);
  return interval;
}

Result<void> write_run(const std::filesystem::path& path, const model::Run& run) {
  CALO_TRY(auto writer, RunWriter::create(path, run.header));
  CALO_TRY_DO(writer.commit(run.intervals, run.processes, run.end));
  return writer.close();
}

Scratch::Scratch() {
  std::string pattern = (std::filesystem::temp_directory_path() / "calo-test-XXXXXX").string();
  path_ = ::mkdtemp(pattern.data());
}
Scratch::~Scratch() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace calo::store::testing
