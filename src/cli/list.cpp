#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "analysis/totals.hpp"
#include "base/text.hpp"
#include "base/try.hpp"
#include "cli/cli.hpp"
#include "cli/policy.hpp"
#include "report/amounts.hpp"
#include "report/exit_status.hpp"
#include "report/series_table.hpp"
#include "series/series.hpp"
#include "store/find_runs.hpp"
#include "store/run_file.hpp"

namespace calo::cli {

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
  return end.peak_rss > Bytes{} ? report::in_bytes(end.peak_rss) : "unavailable";
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
std::vector<Listed> all_listed(const std::vector<store::FoundRun>& runs,
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
  const std::string exit = end.wait_status ? report::exit_text(*end.wait_status)
                           : end.complete  ? "unknown"
                                           : "cut off, or still running";
  return {text::printable(run.file, 60),
          report::local_time(run.header.started_utc),
          text::printable(run.header.name, 30),
          text::duration(analysis::program_time(end)),
          run.energy ? report::amount(*run.energy) : run.why_none,
          kind_of(run, mixed),
          run.carbon ? report::amount(*run.carbon) : "unavailable",
          peak_memory(end),
          exit};
}

void print_table(const std::vector<Row>& rows) {
  std::vector<std::size_t> widths(rows.front().size(), 0);
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], report::columns(row[i]));
    }
  }
  for (const Row& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) line += report::padded(row[i], widths[i] + 2);
    line.erase(line.find_last_not_of(' ') + 1);
    put(fmt::format("{}\n", line));
  }
}

/// Every run in the places, directories newest first.
Result<std::vector<store::FoundRun>> runs_in(const std::vector<std::string>& places) {
  std::vector<store::FoundRun> runs;
  for (const std::string& place : places) {
    std::error_code failure;
    if (std::filesystem::is_directory(place, failure)) {
      CALO_TRY(auto found, store::find_runs(place));
      std::ranges::move(found, std::back_inserter(runs));
    } else {
      CALO_TRY(auto path, store::resolve(place));
      auto digest = store::read_digest(path);
      if (!digest) return std::unexpected{std::move(digest).error()};
      runs.push_back({std::move(path), {}, std::move(digest)});
    }
  }
  return runs;
}

/// A table to paste into a report: every number with its uncertainty and kind.
void print_markdown(const std::vector<Listed>& runs) {
  const auto escaped = [](std::string text) {
    for (std::size_t i = 0; (i = text.find('|', i)) != std::string::npos; i += 2)
      text.insert(i, "\\");
    return text;
  };
  put("| Mode | energy | carbon | time | peak memory | kind |\n|---|---|---|---|---|---|\n");
  const bool mixed = have_mixed_policies(runs);
  for (const Listed& run : runs) {
    put(fmt::format(
        "| {} | {} | {} | {} | {} | {} |\n", escaped(text::printable(run.header.name, 60)),
        run.energy
            ? with_interval(report::amount(*run.energy), report::skewed_interval(*run.energy))
            : run.why_none,
        run.carbon
            ? with_interval(report::amount(*run.carbon), report::skewed_interval(*run.carbon))
            : "unavailable",
        text::duration(analysis::program_time(run.end)), peak_memory(run.end),
        run.energy ? kind_of(run, mixed) : "-"));
  }
}

Json json_of(const Listed& run) {
  Json json;
  json["file"] = run.file;
  json["started_utc"] = report::iso_time(run.header.started_utc);
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
      run.end.wait_status ? Json(report::exit_status(*run.end.wait_status)) : Json(nullptr);
  json["complete"] = run.end.complete;
  return json;
}

void print_json(const std::vector<store::FoundRun>& runs,
                const attribution::BooksOptions& options) {
  Json list = Json::array();
  for (const store::FoundRun& found : runs) {
    if (found.digest) {
      list.push_back(json_of(listed(found, options)));
    } else {
      list.push_back(Json{{"file", found.path.string()}, {"error", found.digest.error().text()}});
    }
  }
  put(fmt::format("{}\n", list.dump(2, ' ', false, Json::error_handler_t::replace)));
}

}  // namespace

int list(Arguments arguments) {
  std::vector<std::string> places;
  bool markdown = false, latex = false, csv = false, by_series = false;
  std::string static_policy;
  bool json = false;
  CLI::App app{"Lists runs: those of directories the newest first, files in the order given.",
               "calo list"};
  app.add_option("PLACES", places,
                 "directories with *.calo files, or run files (default: this directory)");
  auto* as_json = app.add_flag("--json", json, "as a JSON array");
  app.add_flag("--markdown", markdown, "name, energy, carbon, time, memory as a Markdown table")
      ->excludes(as_json);
  app.add_flag("--series", by_series,
               "one row for each command: medians of its runs with 95 % intervals; with --markdown "
               "or --json");
  app.add_flag("--latex", latex, "the rows of --series as a LaTeX table");
  app.add_flag("--csv", csv, "every number of every run as CSV");
  app.add_option("--static", static_policy,
                 "who pays for the idle energy: none, exclusive, proportional, reserved=SHARE");
  app.footer(
      "The energy is what is attributed to the program. Files that cannot be read are named at "
      "the end.\n\nExamples:\n  calo list\n  calo list --json results/\n  calo list --series "
      "--markdown runs/\n"
      "  calo list --markdown train.calo compress.calo decompress.calo\n");
  if (const auto status = parse(app, arguments)) return *status;

  const auto options = books_options(static_policy);
  if (!options) return report(options.error(), exit_usage);
  if (places.empty()) places.emplace_back(".");
  if (by_series || latex || csv) {
    std::vector<series::Series> all;
    for (const std::string& place : places) {
      auto found = series::read(place, *options);
      if (!found) return report(found.error());
      for (const std::string& problem : found->unreadable) say(problem);
      std::ranges::move(found->series, std::back_inserter(all));
    }
    put(csv     ? report::series_csv(all)
        : json  ? report::series_json(all)
        : latex ? report::series_table(all, report::TableForm::latex)
                : report::series_table(
                      all, markdown ? report::TableForm::markdown : report::TableForm::text));
    return exit_ok;
  }
  const auto runs = runs_in(places);
  if (!runs) return report(runs.error());
  if (json) {
    print_json(*runs, *options);
    return exit_ok;
  }
  if (runs->empty()) {
    say(fmt::format("there is no *.calo file in {}. Measure one with 'calo run -- COMMAND'.",
                    places.front() == "." ? "the current directory" : places.front()));
    return exit_ok;
  }
  const std::vector<Listed> readable = all_listed(*runs, *options);
  if (markdown) {
    print_markdown(readable);
    return exit_ok;
  }
  std::vector<Row> rows{
      {"FILE", "STARTED", "NAME", "TIME", "ENERGY", "KIND", "CARBON", "MEMORY", "EXIT"}};
  const bool mixed = have_mixed_policies(readable);
  if (mixed) {
    tell(
        "calo: the idle energy is in the energy of some runs, not of others: give --static to "
        "compare them\n");
  }
  for (const Listed& run : readable) rows.push_back(row_of(run, mixed));
  if (rows.size() > 1) print_table(rows);
  for (const store::FoundRun& found : *runs) {
    if (!found.digest) put(fmt::format("{}\n", text::printable(found.digest.error().text(), 400)));
  }
  return exit_ok;
}

}  // namespace calo::cli
