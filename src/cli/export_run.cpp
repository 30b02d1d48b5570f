#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <filesystem>
#include <iostream>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "analysis/code.hpp"
#include "analysis/totals.hpp"
#include "base/try.hpp"
#include "cli/cli.hpp"
#include "cli/policy.hpp"
#include "formats/call_graph_dot.hpp"
#include "formats/callgrind.hpp"
#include "formats/collapsed.hpp"
#include "formats/csv.hpp"
#include "formats/firefox.hpp"
#include "formats/graphviz.hpp"
#include "formats/influx.hpp"
#include "formats/json.hpp"
#include "formats/pprof.hpp"
#include "formats/pstats.hpp"
#include "formats/speedscope.hpp"
#include "measure/agent.hpp"
#include "os/new_file.hpp"
#include "store/find_runs.hpp"
#include "store/run_file.hpp"

namespace calo::cli {

namespace {

namespace fs = std::filesystem;
using os::Write;

constexpr std::array run_formats = {"csv", "json", "influx"};
constexpr std::array profile_formats = {"collapsed", "speedscope", "pprof", "callgrind", "firefox",
                                        "prof",      "dot",        "svg",   "pdf",       "png"};

std::vector<std::string> all_formats() {
  std::vector<std::string> all(run_formats.begin(), run_formats.end());
  all.insert(all.end(), profile_formats.begin(), profile_formats.end());
  return all;
}

bool is_of_profile(std::string_view format) {
  return std::ranges::find(profile_formats, format) != profile_formats.end();
}

Result<Write> writer_of(std::string_view format, std::string_view what, const model::Run& run) {
  if (format == "csv" && what == "processes") {
    return [&run](std::ostream& out) { formats::write_processes_csv(out, run); };
  }
  if (format == "csv") return [&run](std::ostream& out) { formats::write_intervals_csv(out, run); };
  if (what == "processes") {
    return fail(Category::usage,
                fmt::format("exporting processes: {} has no form for them alone", format),
                "Use --format csv, or leave --what out");
  }
  if (format == "json") return [&run](std::ostream& out) { formats::write_json(out, run); };
  return [&run](std::ostream& out) { formats::write_influx(out, run); };
}

/// What is complete before a byte of it is written.
Write whole(std::string text) {
  return [text = std::move(text)](std::ostream& out) { out << text; };
}

/// A writer of the run's stacks.
Result<Write> profile_writer(std::string_view format, const model::Run& run,
                             const model::Profile& profile,
                             const formats::ProfileOptions& options) {
  if (format == "collapsed") {
    return [&run, &profile, options](std::ostream& out) {
      formats::write_collapsed(out, run, profile, options);
    };
  }
  if (format == "speedscope") {
    return [&run, &profile, options](std::ostream& out) {
      formats::write_speedscope(out, run, profile, options);
    };
  }
  if (format == "callgrind") {
    return [&run, &profile, options](std::ostream& out) {
      formats::write_callgrind(out, run, profile, options);
    };
  }
  if (format == "firefox") {
    return [&run, &profile, options](std::ostream& out) {
      formats::write_firefox(out, run, profile, options);
    };
  }
  if (format == "pprof") {
    CALO_TRY(auto bytes, formats::pprof_profile(run, profile, options));
    return whole(std::move(bytes));
  }
  if (format == "prof") return whole(formats::pstats_profile(run, profile, options));
  CALO_TRY(std::string graph, formats::call_graph_dot(run, profile, options));
  if (format == "dot") return whole(std::move(graph));
  const auto picture = format == "svg"   ? formats::Picture::svg
                       : format == "pdf" ? formats::Picture::pdf
                                         : formats::Picture::png;
  CALO_TRY(auto bytes, formats::drawn_by_graphviz(graph, picture));
  return whole(std::move(bytes));
}

std::optional<formats::Measure> measure_from(std::string_view word) {
  if (word == "energy") return formats::Measure::energy;
  if (word == "cpu") return formats::Measure::cpu;
  if (word == "carbon") return formats::Measure::carbon;
  return std::nullopt;
}

/// Readers of pstats call whatever it holds "seconds", so it holds them unless told otherwise.
std::optional<formats::Measure> wanted_measure(std::string_view by, std::string_view format) {
  return by.empty() && format == "prof" ? formats::Measure::cpu : measure_from(by);
}

struct WantedExport {
  std::string format, what, output = "-", file, by, static_policy;
  bool force = false, threads = false, unfold = false;
};

void add_options(CLI::App& app, WantedExport& wanted) {
  app.add_option(
         "--format", wanted.format,
         "of the run: csv, json, influx (line protocol); of its stacks: collapsed, "
         "speedscope, pprof, callgrind, firefox, prof (pstats, SnakeViz), dot, svg, pdf, png")
      ->required()
      ->check(CLI::IsMember(all_formats()));
  app.add_option("--by", wanted.by,
                 "weigh stacks by energy, cpu or carbon (default: energy if known; prof: cpu, "
                 "whose seconds "
                 "its readers show)")
      ->check(CLI::IsMember({"energy", "cpu", "carbon"}));
  app.add_option("--static", wanted.static_policy,
                 "who pays for the idle energy: none, exclusive, reserved=SHARE, proportional "
                 "(default: as calo show)");
  app.add_flag("--threads", wanted.threads,
               "tell threads apart in collapsed stacks and speedscope");
  app.add_flag("--unfold", wanted.unfold, "show the Python interpreter's own functions, too");
  app.add_option("--what", wanted.what,
                 "intervals (default) or processes, for csv; influx has intervals, json everything")
      ->check(CLI::IsMember({"intervals", "processes"}));
  app.add_option("-o,--output", wanted.output, "a file instead of standard output");
  app.add_flag("--force", wanted.force, "replace the output file if it exists");
  app.add_option("FILE", wanted.file, "a run file, or 'last': the newest one in this directory")
      ->required();
  app.footer(
      "Examples:\n"
      "  calo export --format csv last > run.csv\n"
      "  calo export --format csv --what processes -o processes.csv sim.calo\n"
      "  calo export --format json sim.calo | jq .end.totals\n"
      "  calo export --format influx sim.calo | influx write --bucket energy\n"
      "  calo export --format svg -o graph.svg last\n"
      "  calo export --format pprof --by cpu -o sim.pb.gz sim.calo && pprof -http : sim.pb.gz\n"
      "  calo export --format prof -o sim.prof sim.calo && snakeviz sim.prof\n");
}

/// What writes what is wanted. Holds on to `run` and `profile`, which it fills.
Result<Write> prepare(const WantedExport& wanted, const fs::path& path, const model::Run& run,
                      const attribution::BooksOptions& policy,
                      std::optional<model::Profile>& profile) {
  if (!is_of_profile(wanted.format)) return writer_of(wanted.format, wanted.what, run);
  if (!wanted.what.empty()) {
    return fail(Category::usage,
                fmt::format("--what {}: {} holds stacks", wanted.what, wanted.format),
                "Leave --what out");
  }
  CALO_TRY(profile, measure::stacks_of(path));
  formats::ProfileOptions options;
  options.fold_interpreter = !wanted.unfold;
  options.tell_threads_apart = wanted.threads;
  const auto totals = analysis::totals(run.header, attribution::EnergySums{run.end}, policy);
  options.paid = analysis::CodeCosts{run, nullptr, totals ? &totals->books : nullptr}.paid();
  CALO_TRY(options.by,
           formats::measure_of(run, *profile, wanted_measure(wanted.by, wanted.format)));
  options.exact_if_traced = wanted.by.empty();
  if (wanted.format == "prof" && wanted.by.empty() && !profile->traced.empty()) {
    tell("calo: calls and wall time as --trace counted them; --by cpu writes sampled CPU time\n");
  }
  return profile_writer(wanted.format, run, *profile, options);
}

/// Into the file that is wanted, or to standard output.
Result<void> write(const WantedExport& wanted, const fs::path& run_file, const Write& content) {
  if (wanted.output == "-") return os::write_stream(std::cout, "standard output", content);
  std::error_code none;
  if (fs::equivalent(wanted.output, run_file, none)) {
    return fail(Category::usage, fmt::format("writing {}: it is the run itself", wanted.output),
                "Choose another name");
  }
  return os::write_new(wanted.output, wanted.force, content);
}

}  // namespace

int export_run(Arguments arguments) {
  WantedExport wanted;
  CLI::App app{"Writes a run for other programs.", "calo export"};
  add_options(app, wanted);
  if (const auto status = parse(app, arguments)) return *status;
  const auto policy = books_options(wanted.static_policy);
  if (!policy) return report(policy.error(), exit_usage);
  const auto path = store::resolve(wanted.file);
  if (!path) return report(path.error());
  const auto run = store::read_run(*path);
  if (!run) return report(run.error());
  std::optional<model::Profile> profile;
  const auto content = prepare(wanted, *path, *run, *policy, profile);
  if (!content) return report_failure(content.error());
  const auto written = write(wanted, *path, *content);
  return written ? exit_ok : report_failure(written.error());
}

}  // namespace calo::cli
