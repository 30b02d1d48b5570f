#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <utility>

#include "cli/cli.hpp"
#include "cli/policy.hpp"
#include "report/books_page.hpp"
#include "report/embodied.hpp"
#include "report/equivalents_page.hpp"
#include "report/json.hpp"
#include "report/phase_table.hpp"
#include "report/process_table.hpp"
#include "report/summary.hpp"
#include "store/find_runs.hpp"
#include "store/run_file.hpp"

namespace calo::cli {

int show(Arguments arguments) {
  std::string file = "last";
  std::string static_policy;
  bool json = false;
  bool books = false;
  bool processes = false;
  bool phases = false;
  bool equivalents = false;
  std::string embodied_text;
  CLI::App app{"Shows a recorded run again.", "calo show"};
  app.add_option("FILE", file, "a run file, or 'last': the newest one in this directory")
      ->capture_default_str();
  auto* as_json = app.add_flag("--json", json, "all totals as one JSON object");
  app.add_flag("--books", books, "check that all energies add up; status 1 if they do not")
      ->excludes(as_json);
  app.add_flag("--processes", processes, "who in the process tree used what")->excludes(as_json);
  app.add_flag("--phases", phases, "what each phase of the program cost")->excludes(as_json);
  app.add_flag("--equivalents", equivalents, "familiar amounts to compare with")->excludes(as_json);
  app.add_option("--embodied", embodied_text,
                 "also the carbon of making the hardware: auto, or kg CO2e of the machine");
  app.add_option("--static", static_policy,
                 "who pays for the idle energy: none, exclusive, proportional, reserved=SHARE");
  app.footer(
      "Examples:\n"
      "  calo show last\n"
      "  calo show --books sim.calo\n"
      "  calo show --json --static exclusive sim.calo > sim.json\n");
  if (const auto status = parse(app, arguments)) return *status;

  const auto options = books_options(static_policy);
  if (!options) return report(options.error(), exit_usage);
  const auto path = store::resolve(file);
  if (!path) return report(path.error());
  const bool everything = books || processes;
  const auto run = everything ? store::read_run(*path) : store::read_digest(*path);
  if (!run) return report(run.error());
  std::optional<report::Embodied> embodied;
  if (!embodied_text.empty()) {
    const auto kg = making_kg(embodied_text);
    if (!kg) return report(kg.error(), exit_usage);
    auto made = report::embodied(*run, *options, *kg);
    if (!made) return report(made.error(), exit_usage);
    embodied = std::move(*made);
  }

  if (json) {
    put(fmt::format("{}\n",
                    report::json(*run, *options, path->string(), embodied ? &*embodied : nullptr)));
    return exit_ok;
  }
  bool balanced = true;
  if (books) {
    const report::BooksPage page = report::books_page(*run, *options);
    put(page.text);
    balanced = page.balanced;
  }
  if (processes) put(report::process_table(*run, *options));
  if (phases) put(report::phase_table(*run, *options));
  if (!everything && !phases) {
    report::SummaryOptions look;
    look.file = path->string();
    look.colours = colours_wanted(STDOUT_FILENO);
    look.method_notes = true;
    look.next = "calo show --processes --books";
    put(report::summary(*run, *options, look));
  }
  if (embodied) put(report::embodied_page(*embodied));
  if (equivalents) put(report::equivalents_page(*run, *options));
  return balanced ? exit_ok : exit_failed;
}

}  // namespace calo::cli
