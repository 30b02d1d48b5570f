#include "series/series.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "analysis/totals.hpp"
#include "attribution/parts.hpp"
#include "base/text.hpp"
#include "base/try.hpp"
#include "model/whole_machine.hpp"
#include "series/plan.hpp"
#include "stats/order.hpp"
#include "store/find_runs.hpp"
#include "store/run_file.hpp"

namespace calo::series {

using attribution::StaticPolicy;

namespace {

/// Share of the busy time above which a run is marked.
constexpr double noticed = 0.02;

std::vector<std::string> disturbances(const model::RunEnd& end) {
  std::vector<std::string> reasons;
  const Seconds busy = end.cpu_user + end.cpu_system + end.others;
  const auto percent = [](double share) { return fmt::format("{:.0f} %", 100.0 * share); };
  if (busy > Seconds{} && end.others / busy > noticed && end.others.value() > 0.05)
    reasons.push_back("other programs used " + percent(end.others / busy) + " of the busy time");
  if (busy > Seconds{} && end.steal / (busy + end.steal) > noticed && end.steal.value() > 0.05)
    reasons.push_back("the hypervisor withheld " + percent(end.steal / (busy + end.steal)));
  for (const model::Warning& warning : end.warnings) {
    if (warning.code == "throttled") reasons.emplace_back("the CPU was throttled for its heat");
  }
  return reasons;
}

/// "rapl-powercap", "rapl-powercap and hwmon": what reads the domains that are added up.
std::string meters_of(const model::RunHeader& header) {
  std::set<std::string> names;
  for (const model::Domain& domain : header.domains) {
    if (domain.role == model::Role::total) names.insert(domain.meter);
  }
  return fmt::format("{}", fmt::join(names, " and "));
}

Attributed attributed(const model::RunHeader& header, const model::RunEnd& end,
                      const analysis::Totals& totals, double reserved_share) {
  const attribution::Books& books = totals.books;
  return {books.total.attributed,
          totals.carbon,
          attribution::program_use(header.domains, end.totals).paid(books),
          {.policy = books.policy, .reserved_share = reserved_share}};
}

}  // namespace

void settle_policy(std::span<Series* const> all) {
  std::vector<double> shares;
  for (const Series* series : all) {
    for (const RunNumbers* run : series->counted()) {
      if (!run->choices.empty()) shares.push_back(run->tree_share);
    }
  }
  if (shares.empty()) return;
  const StaticPolicy policy = stats::median(shares) >= attribution::exclusive_from
                                  ? StaticPolicy::exclusive
                                  : StaticPolicy::none;
  for (Series* series : all) {
    for (RunNumbers& run : series->runs) {
      const auto choice = std::ranges::find(
          run.choices, policy, [](const Attributed& one) { return one.paid_by.policy; });
      if (choice != run.choices.end()) run.attributed = *choice;
    }
  }
}

void mark_conditions(Series& series) {
  /// What a mark is worth: less is the ordinary to and fro.
  constexpr double slower = 0.05;
  constexpr double hotter_celsius = 8.0;
  constexpr std::size_t fewest = 4;
  std::vector<double> frequencies, temperatures;
  for (const RunNumbers* run : series.counted()) {
    if (run->frequency_hz) frequencies.push_back(*run->frequency_hz);
    if (run->temperature_celsius) temperatures.push_back(*run->temperature_celsius);
  }
  for (RunNumbers& run : series.runs) {
    if (run.is_warm_up) continue;
    if (run.frequency_hz && frequencies.size() >= fewest) {
      const double usual = stats::median(frequencies);
      const double off = *run.frequency_hz / usual - 1.0;
      if (std::abs(off) > slower)
        run.disturbed.push_back(fmt::format("the CPUs ran at {}, {:.0f} % {} than is usual here",
                                            text::with_prefix(*run.frequency_hz, "Hz"),
                                            100.0 * std::abs(off), off < 0 ? "slower" : "faster"));
    }
    if (run.temperature_celsius && temperatures.size() >= fewest) {
      const double usual = stats::median(temperatures);
      if (*run.temperature_celsius - usual > hotter_celsius)
        run.disturbed.push_back(
            fmt::format("the CPU reached {:.0f} \u00b0C, {:.0f} above what is usual here",
                        *run.temperature_celsius, *run.temperature_celsius - usual));
    }
  }
}

std::vector<const RunNumbers*> Series::counted() const {
  std::vector<const RunNumbers*> result;
  for (const RunNumbers& run : runs) {
    if (!run.is_warm_up && !run.failed) result.push_back(&run);
  }
  return result;
}

std::vector<double> Series::values(Metric metric) const {
  std::vector<double> result;
  for (const RunNumbers* run : counted()) {
    if (const auto one = value(*run, metric)) result.push_back(*one);
  }
  return result;
}

std::string amount(double value, Metric metric) {
  switch (metric) {
    case Metric::memory:
      return text::bytes(value);
    case Metric::time:
    case Metric::cpu:
      return text::duration(Seconds::of(value));
    case Metric::energy:
    case Metric::carbon:
    case Metric::power:
      break;
  }
  return text::with_prefix(value, unit(metric), 4);
}

std::string_view name(Metric metric) {
  switch (metric) {
    case Metric::energy:
      return "energy";
    case Metric::carbon:
      return "carbon";
    case Metric::time:
      return "time";
    case Metric::cpu:
      return "cpu";
    case Metric::power:
      return "power";
    case Metric::memory:
      return "memory";
  }
  return "";
}

std::optional<Metric> metric_from(std::string_view word) {
  for (const Metric metric : all_metrics) {
    if (name(metric) == word) return metric;
  }
  return std::nullopt;
}

std::string_view unit(Metric metric) {
  switch (metric) {
    case Metric::energy:
      return "J";
    case Metric::carbon:
      return "g CO2e";
    case Metric::power:
      return "W";
    case Metric::memory:
      return "B";
    case Metric::time:
    case Metric::cpu:
      return "s";
  }
  return "";
}

std::optional<double> value(const RunNumbers& run, Metric metric) {
  const double work = run.units > 0.0 ? run.units : 1.0;
  switch (metric) {
    case Metric::energy:
      return run.attributed ? std::optional{run.attributed->energy.value.value() / work}
                            : std::nullopt;
    case Metric::carbon:
      return run.attributed ? std::optional{run.attributed->carbon.value.value() / work}
                            : std::nullopt;
    case Metric::time:
      return run.time.value();
    case Metric::cpu:
      return run.knows_cpu ? std::optional{run.cpu.value()} : std::nullopt;
    case Metric::power:
      return run.attributed && run.time > Seconds{}
                 ? std::optional{(run.attributed->energy.value / run.time).value()}
                 : std::nullopt;
    case Metric::memory:
      return run.peak_rss > Bytes{} ? std::optional{run.peak_rss.value()} : std::nullopt;
  }
  return std::nullopt;
}

RunNumbers numbers_of(const std::filesystem::path& path, const model::Run& digest,
                      const attribution::BooksOptions& options) {
  const model::RunHeader& header = digest.header;
  const model::RunEnd& end = digest.end;
  RunNumbers numbers;
  numbers.path = path;
  numbers.name = header.name;
  numbers.started_utc = header.started_utc;
  numbers.time = analysis::program_time(end);
  numbers.cpu = end.cpu_user + end.cpu_system;
  numbers.knows_cpu = model::counted_or_told(end, numbers.cpu).has_value();
  numbers.peak_rss = end.peak_rss;
  if (header.units) {
    numbers.units = header.units->count;
    numbers.unit_name = header.units->singular();
  }
  const attribution::EnergySums sums{end};
  const auto totals = analysis::totals(header, sums, options);
  if (totals && !totals->books.below_resolution) {
    const attribution::Books& books = totals->books;
    numbers.attributed = attributed(header, end, *totals, options.reserved_share);
    numbers.scope = books.scope;
    numbers.kind = calo::name(books.total.attributed.kind);
    numbers.meter = meters_of(header);
    numbers.tree_share = books.tree_share;
    if (books.total.baseline && end.wall > Seconds{})
      numbers.idle_power = books.total.baseline->value / end.wall;
    if (books.policy_chosen) {
      for (const StaticPolicy policy : {StaticPolicy::none, StaticPolicy::exclusive}) {
        const auto other = analysis::totals(header, sums, {.policy = policy});
        if (other)
          numbers.choices.push_back(attributed(header, end, *other, options.reserved_share));
      }
    }
  }
  const model::Machine& machine = header.machine;
  numbers.machine =
      fmt::format("{}, {} threads, {}", machine.cpu_model, machine.threads,
                  machine.virtualisation.empty() ? "not virtual" : machine.virtualisation);
  numbers.governor = machine.governor;
  for (const auto& [key, text] : header.tags) {
    if (key == block_tag) numbers.block = text::to_i64(text);
    if (key == warm_up_tag) numbers.is_warm_up = text == "yes";
  }
  numbers.unfinished = !end.complete;
  numbers.failed = !end.complete || !end.wait_status || *end.wait_status != 0;
  numbers.frequency_hz = digest.conditions.frequency_hz;
  numbers.temperature_celsius = digest.conditions.temperature_celsius;
  numbers.others = end.others;
  numbers.steal = end.steal;
  numbers.disturbed = disturbances(end);
  return numbers;
}

Result<Found> read(const std::filesystem::path& place, const attribution::BooksOptions& options) {
  Found found;
  std::vector<RunNumbers> runs;
  std::vector<std::string> planned;
  std::error_code none;
  if (std::filesystem::is_directory(place, none)) {
    if (const auto plan = read_plan(place)) planned = plan->names();
    CALO_TRY(const auto files, store::find_runs(place));
    for (const store::FoundRun& file : files) {
      if (file.digest) {
        runs.push_back(numbers_of(file.path, *file.digest, options));
      } else {
        found.unreadable.push_back(file.digest.error().text());
      }
    }
    if (runs.empty()) {
      return fail(Category::not_found,
                  fmt::format("{} holds no run that can be read", place.string()),
                  "Make some with calo repeat -o DIRECTORY -- COMMAND");
    }
  } else {
    CALO_TRY(const auto path, store::resolve(place.string()));
    CALO_TRY(const auto digest, store::read_digest(path));
    runs.push_back(numbers_of(path, digest, options));
  }
  std::ranges::stable_sort(
      runs, {}, [](const RunNumbers& run) { return std::pair{run.started_utc, run.path}; });
  std::map<std::string, std::size_t> index;
  for (const std::string& name : planned) index.try_emplace(name, index.size());
  found.series.resize(index.size());
  for (const auto& [name, at] : index) found.series[at].name = name;
  for (RunNumbers& run : runs) {
    const auto [at, is_new] = index.try_emplace(run.name, found.series.size());
    if (is_new) found.series.push_back({run.name, {}});
    found.series[at->second].runs.push_back(std::move(run));
  }
  std::erase_if(found.series, [](const Series& one) { return one.runs.empty(); });
  std::vector<Series*> all;
  for (Series& one : found.series) {
    mark_conditions(one);
    all.push_back(&one);
  }
  settle_policy(all);
  return found;
}

}  // namespace calo::series
