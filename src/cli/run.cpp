#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <string>

#include "analysis/analysis.hpp"
#include "cli/cli.hpp"
#include "cli/run_view.hpp"
#include "cli/settings.hpp"
#include "measure/one_run.hpp"
#include "measure/place.hpp"
#include "report/json.hpp"
#include "report/summary.hpp"

namespace calo::cli {

namespace {

constexpr std::string_view footer =
    "The program keeps its standard streams, directory and terminal. Its environment gets "
    "CALO_MARKS and, for\n"
    "stacks, LD_PRELOAD, CALO_SESSION and ASAN_OPTIONS. calo exits with its\n"
    "status: 128+N if signal N killed it, 127 if it was not found, 126 if it cannot be executed, "
    "125 if calo\n"
    "itself failed before it started.\n\n"
    "Examples:\n"
    "  calo run -- python3 train.py\n"
    "  calo run --country FR --units events=10000 -o sim.calo -- ./simulate -n 10000\n"
    "  calo run --json -- make -j8 > result.json\n";

void print(const measure::Measured& measured, const RunSettings& settings,
           const attribution::BooksOptions& books) {
  const bool has_names = measured.profile && measured.profile->resolved;
  const analysis::Analysis analysis{measured.run, has_names ? &*measured.profile : nullptr, books};
  if (settings.json) {
    put(fmt::format("{}\n",
                    report::json(analysis, measured.file.string(), nullptr, measured.witnesses)));
    return;
  }
  if (settings.quiet) return;
  report::SummaryOptions options;
  options.file = measured.file.string();
  options.whole = options.method_notes = settings.verbose;
  options.colours = colours_wanted(STDERR_FILENO);
  tell(report::summary(analysis, options));
}

}  // namespace

int run(Arguments arguments) {
  RunSettings settings;
  CLI::App app{
      "Runs a program and measures its energy, carbon, time and memory, with all its processes.",
      "calo run"};
  app.footer(std::string{footer});
  add_run_options(app, settings);
  const auto [own, command] = split(app, arguments);
  if (const auto status = parse(app, own, exit_run_failed)) return *status;
  settings.command.assign(command.begin(), command.end());
  if (settings.command.empty()) {
    say("no command given. Say for example: calo run -- ./simulate");
    return exit_run_failed;
  }
  auto request = request_of(settings);
  if (!request) return report(request.error(), exit_run_failed);
  request->file = measure::for_this_rank(request->file);
  RunView view{settings, request->books};
  const auto measured = measure::run(*request, view.listener());
  if (!measured) return report(measured.error().error, measured.error().status);
  print(*measured, settings, request->books);
  return measure::exit_status(*measured);
}

}  // namespace calo::cli
