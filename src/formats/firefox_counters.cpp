#include "formats/firefox_counters.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <nlohmann/json.hpp>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "formats/export.hpp"
#include "formats/json_table.hpp"
#include "formats/profile_stacks.hpp"
#include "formats/whole_units.hpp"

namespace calo::formats {

namespace {

using Json = nlohmann::ordered_json;

/// One counter of the run: `count[i]` is what was added since the reading before, at `time[i]`.
struct Counter {
  Json description;
  std::vector<double> time_ms;
  std::vector<std::int64_t> count;
};

void write_counter(std::ostream& out, const Counter& counter) {
  std::string text = counter.description.dump(-1, ' ', false, Json::error_handler_t::replace);
  text.back() = ',';
  out << text;
  JsonTable{out, "samples", counter.count.size()}
      .column("time", [&](std::size_t i) { return fmt::format("{:.6f}", counter.time_ms[i]); })
      .column("count", [&](std::size_t i) { return counter.count[i]; })
      .end("}}");
}

Json described(std::string_view name, std::string_view category, std::string_view description,
               std::string_view pid, std::string_view unit, std::string_view graph) {
  return {{"name", one_line(name)},
          {"category", category},
          {"description", one_line(description)},
          {"pid", pid},
          {"mainThreadIndex", 0},
          {"display", {{"graphType", graph}, {"unit", unit}}}};
}

/// The gross energy of a domain between its readings, in picowatt-hours.
Counter power(const model::Run& run, std::size_t domain, std::string_view pid) {
  const model::Domain& source = run.header.domains[domain];
  Counter counter{described(source.name, "power",
                            fmt::format("gross power of {} ({})", source.name, source.meter), pid,
                            "pWh", "line-rate"),
                  {},
                  {}};
  std::vector<double> energy;
  for (const model::Interval& interval : run.intervals) {
    if (is_unread(interval.energy[domain], interval.outcomes[domain])) continue;
    if (energy.empty()) {
      // A rate needs a beginning.
      energy.push_back(0.0);
      counter.time_ms.push_back(in_milliseconds(interval.begin));
    }
    energy.push_back(interval.energy[domain].gross.value());
    counter.time_ms.push_back(in_milliseconds(interval.end));
  }
  counter.count = whole_units(energy, 1e12 / 3600.0);
  return counter;
}

Counter memory(const model::Run& run, std::string_view pid) {
  Counter counter{described("memory", "Memory", "resident memory of the program's processes", pid,
                            "bytes", "line-accumulated"),
                  {},
                  {}};
  std::int64_t before = 0;
  for (const model::Interval& interval : run.intervals) {
    const auto now = static_cast<std::int64_t>(interval.rss.value());
    counter.time_ms.push_back(in_milliseconds(interval.end));
    counter.count.push_back(now - std::exchange(before, now));
  }
  return counter;
}

}  // namespace

void write_firefox_counters(std::ostream& out, const model::Run& run, std::string_view pid) {
  std::vector<Counter> counters;
  for (std::size_t i = 0; i < run.header.domains.size(); ++i) {
    if (run.header.domains[i].role == model::Role::total) counters.push_back(power(run, i, pid));
  }
  counters.push_back(memory(run, pid));
  out << "\"counters\":[";
  std::string_view comma;
  for (const Counter& counter : counters) {
    if (counter.count.empty()) continue;
    out << std::exchange(comma, ",\n");
    write_counter(out, counter);
  }
  out << "],\n";
}

}  // namespace calo::formats
