#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analysis/analysis.hpp"
#include "base/text.hpp"
#include "cli/cli.hpp"
#include "cli/policy.hpp"
#include "measure/agent.hpp"
#include "report/books_page.hpp"
#include "report/embodied_page.hpp"
#include "report/equivalents_page.hpp"
#include "report/json.hpp"
#include "report/phase_table.hpp"
#include "report/process_table.hpp"
#include "report/profile_json.hpp"
#include "report/profile_view.hpp"
#include "report/summary.hpp"
#include "report/witness_page.hpp"
#include "store/find_runs.hpp"
#include "store/run_file.hpp"

namespace calo::cli {

namespace {

/// What of the profile is asked for.
struct ProfilePages {
  bool functions = false, lines = false, tree = false, threads = false, imports = false;
  std::string file;
  std::string by = "energy";
  std::string filter;
  std::size_t top = 30;
  bool unfold = false;
  bool inlined = false;
  bool teams_apart = false;
  [[nodiscard]] bool any() const {
    return functions || lines || tree || threads || imports || !file.empty();
  }
};

void add_profile_options(CLI::App& app, ProfilePages& pages) {
  const auto page = [&](const char* name, bool& flag, const char* what) {
    app.add_flag(name, flag, what);
  };
  page("--functions", pages.functions, "the hottest functions: self, with callees, with interval");
  page("--hottest-lines", pages.lines, "the hottest source lines");
  page("--tree", pages.tree, "who called whom, as a tree");
  page("--threads", pages.threads, "threads and what they used");
  page("--imports", pages.imports, "what importing Python modules cost");
  app.add_option("--lines", pages.file, "a source file with the cost of its lines");
  app.add_option("--by", pages.by, "energy, cpu or carbon")
      ->check(CLI::IsMember({"energy", "cpu", "carbon"}))
      ->capture_default_str();
  app.add_option("--filter", pages.filter,
                 "only functions whose name or file fits this regular expression");
  app.add_option("--top", pages.top, "rows of a table")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  app.add_flag("--unfold", pages.unfold, "show the Python interpreter's own functions, too");
  app.add_flag(
      "--inlined", pages.inlined,
      "show inlined functions of libraries, too, not as part of what they are inlined into");
  app.add_flag("--teams-apart", pages.teams_apart,
               "leave OpenMP workers below the runtime's start, not below the function that opened "
               "their region");
}

/// Prints what is asked for; the status to exit with if that is not possible.
std::optional<int> show_profile(const ProfilePages& pages, const model::Run& run,
                                const std::filesystem::path& path,
                                const attribution::BooksOptions& policy, bool json) {
  auto profile = measure::read_stacks(
      path, pages.teams_apart ? measure::Teams::apart : measure::Teams::joined);
  if (!profile) return report(profile.error());
  if (!*profile || (*profile)->uses.empty()) {
    const Seconds cpu = run.end.cpu_user + run.end.cpu_system;
    // A tenth of a second has two dozen samples.
    const std::string why =
        !*profile && !run.end.complete
            ? "it was cut off before they were stored, or recorded without them"
        : !*profile ? "it was recorded without them"
        : cpu.value() >= 0.1
            ? fmt::format("of the {} of CPU time nothing could be sampled", text::duration(cpu))
            : fmt::format("{} of CPU time are too little for a sample", text::duration(cpu));
    say(fmt::format("{} holds no stacks: {}", path.string(), why));
    return exit_failed;
  }
  const analysis::Analysis analysis{run, &**profile, policy};
  report::ProfileView view{.analysis = analysis,
                           .measure = *analysis::measure_from(pages.by),
                           .fold_interpreter = !pages.unfold,
                           .only = {},
                           .most_rows = pages.top,
                           .colours = colours_wanted(STDOUT_FILENO),
                           .fold_inlined = !pages.inlined};
  if (!pages.filter.empty()) {
    auto pattern = Pattern::compile(pages.filter);
    if (!pattern) return report(std::move(pattern).error().within("--filter"), exit_usage);
    view.only = std::move(*pattern);
  }
  if (json) {
    put(fmt::format("{}\n", report::profile_json(view)));
    return std::nullopt;
  }
  if (pages.functions) put(report::function_table(view));
  if (pages.lines) put(report::line_table(view));
  if (!pages.file.empty()) put(report::annotated_file(view, pages.file));
  if (pages.tree) put(report::call_tree_text(view));
  if (pages.threads) put(report::thread_table(view));
  if (pages.imports) put(report::import_tree(view));
  return std::nullopt;
}

/// Where the program marks nothing, its stacks tell at least its stages; false if there are none.
bool show_stages(const model::Run& run, const std::filesystem::path& path,
                 const attribution::BooksOptions& policy) {
  if (!run.end.phases.empty()) return false;
  auto profile = measure::read_stacks(path);
  if (!profile || !*profile || (*profile)->uses.empty()) return false;
  const analysis::Analysis analysis{run, &**profile, policy};
  put(report::stage_table({.analysis = analysis, .only = {}}));
  return true;
}

}  // namespace

int show(Arguments arguments) {
  std::string file = "last";
  std::string static_policy;
  bool json = false;
  bool books = false;
  bool verbose = false;
  bool processes = false;
  bool phases = false;
  bool equivalents = false;
  std::string embodied_text;
  CLI::App app{"Shows a recorded run again.", "calo show"};
  app.add_option("FILE", file, "a run file, or 'last': the newest one in this directory")
      ->capture_default_str();
  auto* as_json = app.add_flag(
      "--json", json, "all totals as one JSON object; with --functions and the like, the stacks");
  app.add_flag("-v,--verbose", verbose, "every number of the summary, and how it was obtained")
      ->excludes(as_json);
  app.add_flag("--books", books,
               "check that all energies add up and that other counts agree; status 1 if not")
      ->excludes(as_json);
  app.add_flag("--processes", processes, "who in the process tree used what")->excludes(as_json);
  app.add_flag("--phases", phases, "what each phase of the program cost")->excludes(as_json);
  ProfilePages pages;
  add_profile_options(app, pages);
  app.add_flag("--equivalents", equivalents, "familiar amounts to compare with")->excludes(as_json);
  app.add_option("--embodied", embodied_text,
                 "also the carbon of making the hardware: auto, or kg CO2e of the machine");
  app.add_option("--static", static_policy,
                 "who pays for the idle energy: none, exclusive, proportional, reserved=SHARE");
  app.footer(
      "Examples:\n"
      "  calo show last\n"
      "  calo show -v last\n"
      "  calo show --functions --tree last\n"
      "  calo show --lines solver.cpp --by carbon last\n"
      "  calo show --books sim.calo\n"
      "  calo show --json --static exclusive sim.calo > sim.json\n");
  if (const auto status = parse(app, arguments)) return *status;

  const auto options = books_options(static_policy);
  if (!options) return report(options.error(), exit_usage);
  const auto path = store::resolve(file);
  if (!path) return report(path.error());
  const bool everything = books || processes;
  auto run = everything ? store::read_run(*path) : store::read_digest(*path);
  // How sure the energies of phases are hangs on the single readings.
  if (run && !everything && !run->end.phases.empty()) run = store::read_run(*path);
  if (!run) return report(run.error());
  const bool whole_summary = !everything && !phases && !pages.any() && !json;
  const auto profile = whole_summary ? measure::read_stacks(*path)
                                     : Result<std::optional<model::Profile>>{std::nullopt};
  const bool has_profile = profile && *profile;
  const analysis::Analysis analysis{*run, has_profile ? &**profile : nullptr, *options};
  std::optional<analysis::Embodied> embodied;
  if (!embodied_text.empty()) {
    const auto kg = making_kg(embodied_text);
    if (!kg) return report(kg.error(), exit_usage);
    auto made = analysis::embodied(analysis, *kg);
    if (!made) return report(made.error(), exit_usage);
    embodied = std::move(*made);
  }

  std::vector<model::Witness> witnesses;
  if (json || books) {
    auto read = store::read_witnesses(*path);
    if (!read) return report(read.error());
    witnesses = *std::move(read);
  }
  if (json && pages.any())
    return show_profile(pages, *run, *path, *options, true).value_or(exit_ok);
  if (json) {
    put(fmt::format("{}\n", report::json(analysis, path->string(), embodied ? &*embodied : nullptr,
                                         witnesses)));
    return exit_ok;
  }
  bool balanced = true;
  if (books) {
    const report::BooksPage page = report::books_page(analysis);
    put(fmt::format("bookkeeping: what calo wrote adds up\n{}\n", page.text));
    put(report::witness_page(witnesses));
    balanced = page.balanced && std::ranges::all_of(witnesses, &model::Witness::ok);
  }
  if (processes) put(report::process_table(analysis));
  if (phases && !show_stages(*run, *path, *options)) put(report::phase_table(analysis));
  if (pages.any()) {
    if (const auto status = show_profile(pages, *run, *path, *options, false)) return *status;
  }
  if (whole_summary) {
    report::SummaryOptions look;
    look.file = path->string();
    look.colours = colours_wanted(STDOUT_FILENO);
    look.whole = look.method_notes = verbose;
    look.next = verbose ? "calo show --functions --tree --processes --books" : "calo show -v";
    put(report::summary(analysis, look));
  }
  if (embodied) put(report::embodied_page(*embodied));
  if (equivalents) put(report::equivalents_page(analysis));
  return balanced ? exit_ok : exit_failed;
}

}  // namespace calo::cli
