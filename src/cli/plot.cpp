#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "analysis/analysis.hpp"
#include "base/try.hpp"
#include "cli/cli.hpp"
#include "cli/policy.hpp"
#include "figures/figure.hpp"
#include "formats/call_graph_dot.hpp"
#include "formats/graphviz.hpp"
#include "measure/agent.hpp"
#include "os/file.hpp"
#include "report/run_figures.hpp"
#include "report/series_figures.hpp"
#include "series/compare.hpp"
#include "store/find_runs.hpp"
#include "store/run_file.hpp"

namespace calo::cli {

namespace {

namespace fs = std::filesystem;

struct WantedPlot {
  std::string file = "last";
  std::string what = "power";
  std::string output;
  std::string static_policy;
  std::string style = "paper";
  double width_cm = 0.0;  // 0: of the style
  double font_pt = 0.0;
  std::string root;
  double min_share = 0.5;  // %
  bool data = false;
};

constexpr std::string_view call_graph = "callgraph";
constexpr std::string_view forest = "forest";

report::FigureLook look_of(const WantedPlot& wanted) {
  const bool slides = wanted.style == "slides";
  return {.width_cm = wanted.width_cm > 0.0 ? wanted.width_cm
                      : slides              ? 24.0
                                            : 12.0,
          .font_pt = wanted.font_pt > 0.0 ? wanted.font_pt
                     : slides             ? 14.0
                                          : 8.0};
}

/// A figure of several runs: of a directory.
Result<std::vector<fs::path>> plot_series(const WantedPlot& wanted,
                                          const attribution::BooksOptions& options) {
  CALO_TRY(const auto found, series::read(wanted.file, options));
  fs::path output = wanted.output;
  if (output.empty()) output = wanted.what + ".svg";
  if (!figures::format_of(output)) {
    return fail(Category::usage,
                fmt::format("drawing {}: its ending names no format", output.string()),
                "End it in .svg, .pdf or .png");
  }
  if (wanted.data) {
    return fail(Category::usage, "--data: figures of a series have no table of their own",
                "Take calo list --csv");
  }
  if (wanted.what == forest) {
    if (found.series.size() != 2) {
      return fail(
          Category::usage,
          fmt::format("{} holds {} series, two are compared", wanted.file, found.series.size()),
          "Name a directory with two commands (calo repeat --command)");
    }
    constexpr double threshold = 0.01;
    CALO_TRY(const auto comparison,
             series::compare(found.series[0], found.series[1], {threshold, false}));
    CALO_TRY(const auto figure, report::forest_figure(comparison, threshold, look_of(wanted)));
    CALO_TRY_DO(figures::write(figure, output));
    return std::vector<fs::path>{output};
  }
  const auto figure =
      std::ranges::find(report::series_figures(), wanted.what, &report::SeriesFigure::name);
  CALO_TRY(const auto drawn, figure->draw(found.series, look_of(wanted)));
  CALO_TRY_DO(figures::write(drawn, output));
  return std::vector<fs::path>{output};
}

std::vector<std::string> names() {
  std::vector<std::string> result;
  for (const report::RunFigure& figure : report::run_figures()) result.emplace_back(figure.name);
  result.emplace_back(call_graph);
  for (const report::SeriesFigure& figure : report::series_figures())
    result.emplace_back(figure.name);
  result.emplace_back(forest);
  return result;
}

formats::Pruning pruning_of(const WantedPlot& wanted) {
  formats::Pruning pruning = formats::pruned_below(wanted.min_share / 100.0);
  pruning.root = wanted.root;
  return pruning;
}

Result<void> draw_call_graph(const analysis::Analysis& analysis, const formats::Pruning& pruning,
                             const fs::path& output, figures::Format format) {
  formats::ProfileOptions options;
  options.paid = analysis.code.paid();
  CALO_TRY(options.by, formats::measure_of(analysis.run, *analysis.profile, std::nullopt));
  CALO_TRY(const std::string graph,
           formats::call_graph_dot(analysis.run, *analysis.profile, options, pruning));
  const formats::Picture picture = format == figures::Format::svg   ? formats::Picture::svg
                                   : format == figures::Format::pdf ? formats::Picture::pdf
                                                                    : formats::Picture::png;
  CALO_TRY(const auto bytes, formats::drawn_by_graphviz(graph, picture));
  return os::write_file(output, bytes);
}

/// All files that were written, the figure first.
Result<std::vector<fs::path>> plot_run(const WantedPlot& wanted,
                                       const attribution::BooksOptions& options) {
  const bool of_series =
      wanted.what == forest ||
      std::ranges::find(report::series_figures(), wanted.what, &report::SeriesFigure::name) !=
          report::series_figures().end();
  std::error_code none;
  if (of_series) return plot_series(wanted, options);
  if (fs::is_directory(wanted.file, none)) {
    return fail(
        Category::usage,
        fmt::format("--what {}: it is of one run, and {} is a directory", wanted.what, wanted.file),
        "Name a run file, or take --what histogram, order, box or forest");
  }
  const auto all = report::run_figures();
  const auto figure = std::ranges::find(all, wanted.what, &report::RunFigure::name);
  CALO_TRY(const auto path, store::resolve(wanted.file));
  fs::path output = wanted.output;
  if (output.empty()) output = path.stem().string() + "-" + wanted.what + ".svg";
  const auto format = figures::format_of(output);
  if (!format) {
    return fail(Category::usage,
                fmt::format("drawing {}: its ending names no format", output.string()),
                "End it in .svg, .pdf or .png");
  }
  CALO_TRY(const auto run, store::read_run(path));
  std::optional<model::Profile> profile;
  if (figure == all.end() || figure->needs_stacks) {
    CALO_TRY(profile, measure::stacks_of(path));
  }
  const analysis::Analysis analysis{run, profile ? &*profile : nullptr, options};
  if (figure == all.end()) {
    if (wanted.data) {
      return fail(Category::usage, "--data: the call graph has no table",
                  "Take calo export --format dot or callgrind for its numbers");
    }
    CALO_TRY_DO(draw_call_graph(analysis, pruning_of(wanted), output, *format));
    return std::vector<fs::path>{output};
  }
  const report::FigureLook look = look_of(wanted);
  CALO_TRY(const auto drawn, figure->draw(analysis, look));
  CALO_TRY_DO(figures::write(drawn, output));
  std::vector<fs::path> written = {output};
  if (wanted.data) {
    CALO_TRY(const auto table, figure->table(analysis));
    fs::path tsv = output;
    fs::path script = output;
    tsv.replace_extension(".tsv");
    script.replace_extension(".gp");
    CALO_TRY_DO(os::write_file(tsv, report::as_tsv(table)));
    CALO_TRY_DO(
        os::write_file(script, report::gnuplot_script(*figure, table, tsv.filename().string())));
    written.push_back(tsv);
    written.push_back(script);
  }
  return written;
}

}  // namespace

int plot(Arguments arguments) {
  WantedPlot wanted;
  CLI::App app{"Draws a figure of a run, for a paper or for slides, as SVG, PDF or PNG.",
               "calo plot"};
  app.add_option("FILE", wanted.file,
                 "a run file, 'last' for the newest here, or a directory of runs")
      ->capture_default_str();
  std::string figures_help = "which figure:";
  for (const report::RunFigure& figure : report::run_figures())
    figures_help += fmt::format(" {} ({}),", figure.name, figure.summary);
  figures_help += " callgraph (who called whom, by Graphviz); of a directory of runs:";
  for (const report::SeriesFigure& figure : report::series_figures())
    figures_help += fmt::format(" {} ({}),", figure.name, figure.summary);
  figures_help += " forest (the ratios of a comparison)";
  app.add_option("--what", wanted.what, figures_help)
      ->capture_default_str()
      ->check(CLI::IsMember(names()));
  app.add_option("-o,--output", wanted.output,
                 "the picture; its ending is the format (default: NAME-WHAT.svg)");
  app.add_option("--width-cm", wanted.width_cm, "width of the page in cm (paper: 12, slides: 24)")
      ->check(CLI::Range(3.0, 200.0));
  app.add_option("--font-pt", wanted.font_pt, "size of labels in points (paper: 8, slides: 14)")
      ->check(CLI::Range(4.0, 72.0));
  app.add_option("--style", wanted.style, "paper or slides")
      ->capture_default_str()
      ->check(CLI::IsMember({"paper", "slides"}));
  app.add_option("--root", wanted.root,
                 "of the call graph: only what is below functions with this text in their name")
      ->type_name("FUNCTION");
  app.add_option("--min-share", wanted.min_share,
                 "of the call graph: leave functions below this part of the program out, in %")
      ->type_name("PERCENT")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 100.0));
  app.add_flag("--data", wanted.data,
               "also write the numbers (.tsv) and a gnuplot script (.gp) beside the picture");
  app.add_option("--static", wanted.static_policy,
                 "who pays for the idle energy: none, exclusive, proportional, reserved=SHARE");
  app.footer(
      "An existing picture of that name is replaced.\n\nExamples:\n"
      "  calo plot last --what power -o power.pdf\n"
      "  calo plot sim.calo --what flame --width-cm 17 -o flame.svg\n"
      "  calo plot sim.calo --what phases --style slides -o phases.png\n"
      "  calo plot sim.calo --what callgraph --root solve --min-share 2 -o solve.svg\n"
      "  calo plot sim.calo --what memory --data -o memory.pdf && gnuplot -p memory.gp\n"
      "  calo plot runs/ --what histogram -o histograms.pdf\n");
  if (const auto status = parse(app, arguments)) return *status;
  const auto options = books_options(wanted.static_policy);
  if (!options) return report(options.error(), exit_usage);
  const auto written = plot_run(wanted, *options);
  if (!written) return report_failure(written.error());
  for (const fs::path& path : *written) put(fmt::format("{}\n", path.string()));
  return exit_ok;
}

}  // namespace calo::cli
