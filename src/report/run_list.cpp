#include "report/run_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "analysis/totals.hpp"
#include "base/text.hpp"
#include "report/amounts.hpp"
#include "report/exit_status.hpp"

namespace calo::report {

namespace {

using Json = nlohmann::ordered_json;
using Row = std::vector<std::string>;

/// What a list says of a run.
struct Listed {
  std::string file;
  const model::RunHeader& header;
  const model::RunEnd& end;
  std::optional<Estimate<Joules>> energy;
  std::optional<Estimate<Grams>> carbon;
  std::string why_none;  ///< why there is no energy
  attribution::StaticPolicy policy = attribution::StaticPolicy::none;
};

Listed listed(const store::FoundRun& found, const attribution::BooksOptions& options) {
  Listed run{found.path.string(), found.digest->header, found.digest->end, {}, {}, {}, {}};
  const auto totals = analysis::totals(run.header, attribution::EnergySums{run.end}, options);
  if (!totals) {
    run.why_none = "unavailable";
  } else if (totals->books.below_resolution) {
    run.why_none = "below resolution";
  } else {
    run.energy = totals->books.total.attributed;
    run.policy = totals->books.policy;
    run.carbon = totals->carbon;
  }
  return run;
}

std::string peak_memory(const model::RunEnd& end) {
  return end.peak_rss > Bytes{} ? in_bytes(end.peak_rss) : "unavailable";
}

/// "0.674 to 1.60 J" where the interval is skewed, else nothing: the value says it.
std::string with_interval(const std::string& amount, const std::string& interval) {
  return interval.empty() ? amount : amount + " (" + interval + ")";
}

/// Whether the idle energy is in the energy of some runs and not in that of others: such rows are
/// not comparable, and each says what it is.
bool have_mixed_policies(const std::vector<Listed>& runs) {
  std::set<attribution::StaticPolicy> policies;
  for (const Listed& run : runs) {
    if (run.energy) policies.insert(run.policy);
  }
  return policies.size() > 1;
}

/// Of the runs that can be read. Holds on to `runs`.
std::vector<Listed> all_listed(std::span<const store::FoundRun> runs,
                               const attribution::BooksOptions& options) {
  std::vector<Listed> result;
  for (const store::FoundRun& found : runs) {
    if (found.digest) result.push_back(listed(found, options));
  }
  return result;
}

std::string kind_of(const Listed& run, bool mixed) {
  if (!run.energy) return {};
  std::string text{name(run.energy->kind)};
  if (mixed) text += fmt::format(", static={}", name(run.policy));
  return text;
}

Row row_of(const Listed& run, bool mixed) {
  const model::RunEnd& end = run.end;
  const std::string exit = end.wait_status ? exit_text(*end.wait_status)
                           : end.complete  ? "unknown"
                                           : "cut off, or still running";
  return {text::printable(run.file, 60),
          local_time(run.header.started_utc),
          text::printable(run.header.name, 30),
          text::duration(analysis::program_time(end)),
          run.energy ? amount(*run.energy) : run.why_none,
          kind_of(run, mixed),
          run.carbon ? amount(*run.carbon) : "unavailable",
          peak_memory(end),
          exit};
}

std::string aligned(const std::vector<Row>& rows) {
  std::string table;
  std::vector<std::size_t> widths(rows.front().size(), 0);
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], columns(row[i]));
    }
  }
  for (const Row& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) line += padded(row[i], widths[i] + 2);
    line.erase(line.find_last_not_of(' ') + 1);
    table += line + "\n";
  }
  return table;
}

Json json_of(const Listed& run) {
  Json json;
  json["file"] = run.file;
  json["started_utc"] = iso_time(run.header.started_utc);
  json["name"] = run.header.name;
  json["command"] = run.header.command;
  json["time_s"] = analysis::program_time(run.end).value();
  json["energy_j"] = run.energy ? Json(run.energy->value.value()) : Json(nullptr);
  json["energy_u_j"] = run.energy ? Json(run.energy->u.value()) : Json(nullptr);
  json["kind"] = run.energy ? Json(name(run.energy->kind)) : Json(nullptr);
  json["static"] = run.energy ? Json(name(run.policy)) : Json(nullptr);
  if (!run.energy) json["reason"] = run.why_none;
  json["carbon_g"] = run.carbon ? Json(run.carbon->value.value()) : Json(nullptr);
  json["carbon_u_g"] = run.carbon ? Json(run.carbon->u.value()) : Json(nullptr);
  json["peak_rss_bytes"] =
      run.end.peak_rss > Bytes{} ? Json(std::llround(run.end.peak_rss.value())) : Json(nullptr);
  json["exit_status"] =
      run.end.wait_status ? Json(exit_status(*run.end.wait_status)) : Json(nullptr);
  json["complete"] = run.end.complete;
  return json;
}

}  // namespace

RunList run_list(std::span<const store::FoundRun> runs, const attribution::BooksOptions& options) {
  const std::vector<Listed> readable = all_listed(runs, options);
  RunList list;
  list.mixes_policies = have_mixed_policies(readable);
  std::vector<Row> rows{
      {"FILE", "STARTED", "NAME", "TIME", "ENERGY", "KIND", "CARBON", "MEMORY", "EXIT"}};
  for (const Listed& run : readable) rows.push_back(row_of(run, list.mixes_policies));
  if (rows.size() > 1) list.table = aligned(rows);
  return list;
}

std::string run_list_markdown(std::span<const store::FoundRun> found,
                              const attribution::BooksOptions& options) {
  const std::vector<Listed> runs = all_listed(found, options);
  const auto escaped = [](std::string text) {
    for (std::size_t i = 0; (i = text.find('|', i)) != std::string::npos; i += 2)
      text.insert(i, "\\");
    return text;
  };
  std::string table =
      "| Mode | energy | carbon | time | peak memory | kind |\n|---|---|---|---|---|---|\n";
  const bool mixed = have_mixed_policies(runs);
  for (const Listed& run : runs) {
    table += fmt::format(
        "| {} | {} | {} | {} | {} | {} |\n", escaped(text::printable(run.header.name, 60)),
        run.energy ? with_interval(amount(*run.energy), skewed_interval(*run.energy))
                   : run.why_none,
        run.carbon ? with_interval(amount(*run.carbon), skewed_interval(*run.carbon))
                   : "unavailable",
        text::duration(analysis::program_time(run.end)), peak_memory(run.end),
        run.energy ? kind_of(run, mixed) : "-");
  }
  return table;
}

std::string run_list_json(std::span<const store::FoundRun> runs,
                          const attribution::BooksOptions& options) {
  Json list = Json::array();
  for (const store::FoundRun& found : runs) {
    if (found.digest) {
      list.push_back(json_of(listed(found, options)));
    } else {
      list.push_back(Json{{"file", found.path.string()}, {"error", found.digest.error().text()}});
    }
  }
  return list.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace calo::report
