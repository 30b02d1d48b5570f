#include "series/series.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "attribution/parts.hpp"
#include "base/text.hpp"
#include "base/try.hpp"
#include "carbon/footprint.hpp"
#include "store/find_runs.hpp"
#include "store/run_file.hpp"

namespace calo::series {

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
  return reasons;
}

}  // namespace

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
      return run.energy ? std::optional{run.energy->value.value() / work} : std::nullopt;
    case Metric::carbon:
      return run.carbon ? std::optional{run.carbon->value.value() / work} : std::nullopt;
    case Metric::time:
      return run.time.value();
    case Metric::cpu:
      return run.cpu.value();
    case Metric::power:
      return run.energy && run.time > Seconds{}
                 ? std::optional{(run.energy->value / run.time).value()}
                 : std::nullopt;
    case Metric::memory:
      return run.peak_rss.value();
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
  numbers.time = end.program_wall > Seconds{} ? end.program_wall : end.wall;
  numbers.cpu = end.cpu_user + end.cpu_system;
  numbers.peak_rss = end.peak_rss;
  if (header.units) numbers.units = header.units->count;
  const auto books = attribution::books(header, end, options);
  if (books && !books->below_resolution) {
    numbers.energy = books->total.attributed;
    numbers.carbon = carbon::operational(books->total.attributed, header.carbon);
    numbers.static_paid = attribution::program_use(header, end).paid(*books);
    numbers.scope = books->scope;
    numbers.kind = calo::name(books->total.attributed.kind);
    numbers.policy = attribution::name(books->policy);
    if (books->total.baseline && end.wall > Seconds{})
      numbers.idle_power = books->total.baseline->value / end.wall;
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
  numbers.failed = !end.complete || !end.wait_status || *end.wait_status != 0;
  numbers.disturbed = disturbances(end);
  return numbers;
}

Result<Found> read(const std::filesystem::path& place, const attribution::BooksOptions& options) {
  Found found;
  std::vector<RunNumbers> runs;
  std::error_code none;
  if (std::filesystem::is_directory(place, none)) {
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
  std::ranges::stable_sort(runs, {}, [](const RunNumbers& run) {
    return std::pair{run.started_utc, run.path};
  });
  std::map<std::string, std::size_t> index;
  for (RunNumbers& run : runs) {
    const auto [at, is_new] = index.try_emplace(run.name, found.series.size());
    if (is_new) found.series.push_back({run.name, {}});
    found.series[at->second].runs.push_back(std::move(run));
  }
  return found;
}

}  // namespace calo::series
