#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analysis/analysis.hpp"
#include "base/try.hpp"
#include "cli/cli.hpp"
#include "cli/policy.hpp"
#include "cli/settings.hpp"
#include "measure/agent.hpp"
#include "os/browser.hpp"
#include "os/file.hpp"
#include "report/html_page.hpp"
#include "report/series_page.hpp"
#include "report/sources.hpp"
#include "series/compare.hpp"
#include "series/places.hpp"
#include "store/find_runs.hpp"
#include "store/run_file.hpp"

namespace calo::cli {

namespace {

namespace fs = std::filesystem;

/// What the user asked for.
struct WantedReportRun {
  std::vector<std::string> places;  ///< none: the newest run here
  std::string output;
  std::string static_policy;
  std::string threshold = "1%";
  bool open = false;
  bool no_source = false;
  bool redact = false;
  bool unfold = false;
};

/// Says on a terminal what is being done; a large run takes some seconds.
class Progress {
 public:
  explicit Progress(bool is_wanted) : is_wanted_{is_wanted} {}
  ~Progress() { say({}); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  void say(std::string_view what) const {
    if (is_wanted_) tell(fmt::format("\r\x1b[K{}", what));
  }

 private:
  bool is_wanted_;
};

/// A report may be written anew; another file of that name is somebody's.
Result<void> check_output(const fs::path& path) {
  std::error_code none;
  if (fs::is_directory(path, none)) {
    return fail(Category::usage, fmt::format("writing {}: it is a directory", path.string()),
                "Name a file with -o");
  }
  if (!fs::exists(path, none)) return {};
  if (!fs::is_regular_file(path, none)) {
    return fail(Category::usage, fmt::format("writing {}: it is no ordinary file", path.string()),
                "Name a file with -o, or - for standard output");
  }
  auto file = os::open_for_reading(path);
  if (!file) return {};
  std::string begin(4096, '\0');
  const ssize_t size = ::read(file->get(), begin.data(), begin.size());
  begin.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
  if (begin.empty() || begin.find("name=\"generator\" content=\"calo\"") != std::string::npos)
    return {};
  return fail(Category::usage,
              fmt::format("writing {}: there is a file of that name, and it is no report of calo",
                          path.string()),
              "Choose another name with -o, or move that file away");
}

/// The template in CALO_REPORT_PAGE, for those who work on the page; empty: the built-in one.
Result<std::string> page_template() {
  const char* const path = std::getenv("CALO_REPORT_PAGE");
  if (path == nullptr || *path == '\0') return std::string{};
  return os::read_text(path, std::size_t{64} << 20);
}

Result<void> write_page(const fs::path& output, const std::string& html) {
  return output == "-" ? write_out(html) : os::write_file(output, html);
}

/// "runs" of "results/runs/", "sim" of "sim.calo".
std::string stem_of(const std::string& place) {
  const fs::path path = fs::path{place}.lexically_normal();
  const fs::path last = path.has_filename() ? path.filename() : path.parent_path().filename();
  const std::string stem = last.extension() == ".calo" ? last.stem().string() : last.string();
  return stem.empty() || stem == "." || stem == ".." ? "runs" : stem;
}

/// The page of a directory of runs, or of two places that are compared.
Result<fs::path> write_series(const WantedReportRun& wanted,
                              const attribution::BooksOptions& options) {
  std::string name = stem_of(wanted.places.front());
  if (wanted.places.size() == 2) name += "-" + stem_of(wanted.places.back());
  fs::path output = wanted.output.empty() ? fs::path{name + ".html"} : fs::path{wanted.output};
  if (output != "-") CALO_TRY_DO(check_output(output));
  CALO_TRY(const double threshold, parse_share(wanted.threshold, "--threshold"));
  const Progress progress{::isatty(STDERR_FILENO) == 1};
  progress.say("reading the runs");
  std::vector<series::Series> all;
  std::optional<series::Comparison> comparison;
  if (wanted.places.size() == 1) {
    CALO_TRY(auto found, series::read(wanted.places.front(), options));
    for (const std::string& problem : found.unreadable) say(problem);
    all = std::move(found.series);
  } else {
    CALO_TRY(auto both, series::sides(wanted.places, options));
    all = {std::move(both.first), std::move(both.second)};
  }
  report::SeriesPage page{name, all, nullptr, threshold};
  if (all.size() == 2) {
    progress.say("comparing functions, lines and phases");
    CALO_TRY(comparison, series::compare(all[0], all[1], {.threshold = threshold}));
    page.comparison = &*comparison;
    page.title = all[1].name + " against " + all[0].name;
  }
  progress.say("writing the page");
  CALO_TRY(const auto own_template, page_template());
  CALO_TRY(const auto html, report::html_series(page, own_template));
  CALO_TRY_DO(write_page(output, html));
  return output;
}

Result<fs::path> write_report(const WantedReportRun& wanted,
                              const attribution::BooksOptions& options) {
  const std::string place = wanted.places.empty() ? "last" : wanted.places.front();
  std::error_code none;
  if (wanted.places.size() == 2 || fs::is_directory(place, none))
    return write_series(wanted, options);
  CALO_TRY(const auto path, store::resolve(place));
  fs::path output = wanted.output;
  if (output.empty()) output = path.filename().replace_extension(".html");
  if (output != "-") CALO_TRY_DO(check_output(output));
  const Progress progress{::isatty(STDERR_FILENO) == 1};
  progress.say("reading the run");
  CALO_TRY(auto run, store::read_run(path));
  progress.say("looking functions up");
  CALO_TRY(auto profile, measure::read_stacks(path));
  model::Profile* const stacks = profile && !profile->uses.empty() ? &*profile : nullptr;
  std::vector<report::SourceExcerpt> sources;
  const char* const home = std::getenv("HOME");
  const fs::path home_directory = home != nullptr ? home : "";
  if (stacks != nullptr && !wanted.no_source && !wanted.redact) {
    sources = report::hottest_sources(run, *stacks);
    for (report::SourceExcerpt& source : sources)
      source.path = report::without_home(std::move(source.path), home_directory);
  }
  report::shorten_homes(run, stacks, home_directory);
  if (wanted.redact) report::redact(run, stacks);
  auto witnesses = store::read_witnesses(path);
  if (!witnesses) return std::unexpected{std::move(witnesses).error()};
  const analysis::Analysis analysis{run, stacks, options};
  const report::ReportInput input{analysis, path.filename().string(), std::move(sources),
                                  !wanted.unfold, *std::move(witnesses)};
  progress.say("writing the page");
  CALO_TRY(const auto page, page_template());
  CALO_TRY(const auto html, report::html_report(input, page));
  CALO_TRY_DO(write_page(output, html));
  return output;
}

}  // namespace

int report_run(Arguments arguments) {
  WantedReportRun wanted;
  CLI::App app{
      "Writes one HTML file that opens from disk, offline. Of a run: where its energy went, over "
      "time, by process, phase, function and line. Of a directory of runs: how they spread. Of two "
      "places: what changed from A to B.",
      "calo report"};
  app.add_option("PLACES", wanted.places,
                 "a run file, or 'last' for the newest here (the default); a directory of runs; or "
                 "two of them, A and B")
      ->expected(0, 2);
  app.add_option(
      "-o,--output", wanted.output,
      "the HTML file, - for standard output (default: the name of the run, .html, here)");
  app.add_flag("--open", wanted.open, "open it in a browser ($BROWSER, else xdg-open)");
  app.add_flag("--no-source", wanted.no_source, "embed no lines of source files");
  app.add_flag(
      "--redact", wanted.redact,
      "leave out arguments, tags, directories and source, for a report to be shown around");
  app.add_flag("--unfold", wanted.unfold, "show the frames of the Python interpreter itself, too");
  app.add_option("--threshold", wanted.threshold,
                 "of a comparison: differences below this do not matter")
      ->capture_default_str();
  app.add_option("--static", wanted.static_policy,
                 "who pays for the idle energy: none, exclusive, proportional, reserved=SHARE");
  app.footer(
      "The file loads nothing from elsewhere. Source lines are those around the hottest ones, "
      "where the files "
      "can be read; home directories are written as ~. A page of several runs holds no arguments, "
      "tags, directories or source.\n\nExamples:\n"
      "  calo run -o sim.calo -- ./simulate && calo report sim.calo\n"
      "  calo report last -o /tmp/report.html --open\n"
      "  calo report --redact sim.calo -o for-the-paper.html\n"
      "  calo report runs/\n"
      "  calo report runs-old/ runs-new/ -o compared.html\n");
  if (const auto status = parse(app, arguments)) return *status;
  const auto options = books_options(wanted.static_policy);
  if (!options) return report(options.error(), exit_usage);
  const auto output = write_report(wanted, *options);
  if (!output) return report_failure(output.error());
  if (*output != "-") put(fmt::format("{}\n", output->string()));
  if (wanted.open) {
    if (const auto opened = os::open_in_browser(*output); !opened) return report(opened.error());
  }
  return exit_ok;
}

}  // namespace calo::cli
