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
#include "base/try.hpp"
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

struct WantedShow {
  std::string file = "last";
  std::string static_policy;
  std::string embodied;
  bool json = false, verbose = false;
  bool books = false, processes = false, phases = false, equivalents = false;
  ProfilePages pages;
  /// Nothing else is asked for.
  [[nodiscard]] bool summary() const {
    return !json && !books && !processes && !phases && !pages.any();
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

void add_options(CLI::App& app, WantedShow& wanted) {
  app.add_option("FILE", wanted.file, "a run file, or 'last': the newest one in this directory")
      ->capture_default_str();
  auto* as_json =
      app.add_flag("--json", wanted.json,
                   "all totals as one JSON object; with --functions and the like, the stacks");
  const auto page = [&](const char* name, bool& flag, const char* what) {
    app.add_flag(name, flag, what)->excludes(as_json);
  };
  page("-v,--verbose", wanted.verbose, "every number of the summary, and how it was obtained");
  page("--books", wanted.books,
       "check that all energies add up and that other counts agree; status 1 if not");
  page("--processes", wanted.processes, "who in the process tree used what");
  page("--phases", wanted.phases, "what each phase of the program cost");
  add_profile_options(app, wanted.pages);
  page("--equivalents", wanted.equivalents, "familiar amounts to compare with");
  app.add_option("--embodied", wanted.embodied,
                 "also the carbon of making the hardware: auto, or kg CO2e of the machine");
  app.add_option("--static", wanted.static_policy,
                 "who pays for the idle energy: none, exclusive, proportional, reserved=SHARE");
  app.footer(
      "Examples:\n"
      "  calo show last\n"
      "  calo show -v last\n"
      "  calo show --functions --tree last\n"
      "  calo show --lines solver.cpp --by carbon last\n"
      "  calo show --books sim.calo\n"
      "  calo show --json --static exclusive sim.calo > sim.json\n");
}

/// What is shown is read from a run file.
struct Loaded {
  std::filesystem::path path;
  model::Run run;
  bool has_profile = false;  ///< the file holds one, with or without samples
  std::optional<model::Profile> profile;
  std::vector<model::Witness> witnesses;
};

Result<Loaded> load(const WantedShow& wanted) {
  Loaded loaded;
  CALO_TRY(loaded.path, store::resolve(wanted.file));
  const bool everything = wanted.books || wanted.processes;
  if (!everything) {
    CALO_TRY(loaded.run, store::read_digest(loaded.path));
  }
  // How sure the energies of phases are hangs on the single readings.
  if (everything || !loaded.run.end.phases.empty()) {
    CALO_TRY(loaded.run, store::read_run(loaded.path));
  }
  const bool needs_stages = wanted.phases && loaded.run.end.phases.empty();
  if (wanted.pages.any() || wanted.summary() || needs_stages) {
    auto profile = measure::read_stacks(
        loaded.path, wanted.pages.teams_apart ? measure::Teams::apart : measure::Teams::joined);
    if (profile) {
      loaded.has_profile = profile->has_value();
      if (*profile && !(*profile)->uses.empty()) loaded.profile = *std::move(profile);
    } else if (wanted.pages.any()) {
      return std::unexpected{std::move(profile).error()};
    }
  }
  if (wanted.json || wanted.books) {
    CALO_TRY(loaded.witnesses, store::read_witnesses(loaded.path));
  }
  return loaded;
}

std::string why_no_stacks(const Loaded& loaded) {
  const Seconds cpu = loaded.run.end.cpu_user + loaded.run.end.cpu_system;
  if (!loaded.has_profile && !loaded.run.end.complete)
    return "it was cut off before they were stored, or recorded without them";
  if (!loaded.has_profile) return "it was recorded without them";
  // A tenth of a second has two dozen samples.
  return cpu.value() >= 0.1
             ? fmt::format("of the {} of CPU time nothing could be sampled", text::duration(cpu))
             : fmt::format("{} of CPU time are too little for a sample", text::duration(cpu));
}

/// Prints what is asked for of the stacks; the status to exit with.
int show_profile(const ProfilePages& pages, const Loaded& loaded,
                 const analysis::Analysis& analysis, bool json) {
  if (!analysis.has_samples()) {
    say(fmt::format("{} holds no stacks: {}", loaded.path.string(), why_no_stacks(loaded)));
    return exit_failed;
  }
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
    return exit_ok;
  }
  if (pages.functions) put(report::function_table(view));
  if (pages.lines) put(report::line_table(view));
  if (!pages.file.empty()) put(report::annotated_file(view, pages.file));
  if (pages.tree) put(report::call_tree_text(view));
  if (pages.threads) put(report::thread_table(view));
  if (pages.imports) put(report::import_tree(view));
  return exit_ok;
}

/// False if the books do not balance, or a witness contradicts.
bool show_books(const Loaded& loaded, const analysis::Analysis& analysis) {
  const report::BooksPage page = report::books_page(analysis);
  put(fmt::format("bookkeeping: what calo wrote adds up\n{}\n", page.text));
  put(report::witness_page(loaded.witnesses));
  return page.balanced && std::ranges::all_of(loaded.witnesses, &model::Witness::ok);
}

void show_summary(const Loaded& loaded, const analysis::Analysis& analysis, bool verbose) {
  report::SummaryOptions look;
  look.file = loaded.path.string();
  look.colours = colours_wanted(STDOUT_FILENO);
  look.whole = look.method_notes = verbose;
  look.next = verbose ? "calo show --functions --tree --processes --books" : "calo show -v";
  put(report::summary(analysis, look));
}

/// Prints everything that is asked for; the status to exit with.
int print(const WantedShow& wanted, const Loaded& loaded, const analysis::Analysis& analysis,
          const analysis::Embodied* embodied) {
  if (wanted.json && wanted.pages.any()) return show_profile(wanted.pages, loaded, analysis, true);
  if (wanted.json) {
    put(fmt::format("{}\n",
                    report::json(analysis, loaded.path.string(), embodied, loaded.witnesses)));
    return exit_ok;
  }
  const bool balanced = !wanted.books || show_books(loaded, analysis);
  if (wanted.processes) put(report::process_table(analysis));
  if (wanted.phases && analysis.phases.empty() && analysis.has_samples()) {
    // Where the program marks nothing, its stacks tell at least its stages.
    put(report::stage_table({.analysis = analysis, .only = {}}));
  } else if (wanted.phases) {
    put(report::phase_table(analysis));
  }
  if (wanted.pages.any()) {
    const int status = show_profile(wanted.pages, loaded, analysis, false);
    if (status != exit_ok) return status;
  }
  if (wanted.summary()) show_summary(loaded, analysis, wanted.verbose);
  if (embodied != nullptr) put(report::embodied_page(*embodied));
  if (wanted.equivalents) put(report::equivalents_page(analysis));
  return balanced ? exit_ok : exit_failed;
}

}  // namespace

int show(Arguments arguments) {
  WantedShow wanted;
  CLI::App app{"Shows a recorded run again.", "calo show"};
  add_options(app, wanted);
  if (const auto status = parse(app, arguments)) return *status;
  const auto policy = books_options(wanted.static_policy);
  if (!policy) return report(policy.error(), exit_usage);
  const auto loaded = load(wanted);
  if (!loaded) return report(loaded.error());
  const analysis::Analysis analysis{loaded->run, loaded->profile ? &*loaded->profile : nullptr,
                                    *policy};
  std::optional<analysis::Embodied> embodied;
  if (!wanted.embodied.empty()) {
    const auto kg = making_kg(wanted.embodied);
    if (!kg) return report(kg.error(), exit_usage);
    auto made = analysis::embodied(analysis, *kg);
    if (!made) return report(made.error(), exit_usage);
    embodied = std::move(*made);
  }
  return print(wanted, *loaded, analysis, embodied ? &*embodied : nullptr);
}

}  // namespace calo::cli
