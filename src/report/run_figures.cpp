#include "report/run_figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "attribution/call_tree.hpp"
#include "base/text.hpp"
#include "base/try.hpp"
#include "figures/panel.hpp"
#include "figures/series.hpp"
#include "report/amounts.hpp"
#include "report/energy_lines.hpp"
#include "report/figure_canvas.hpp"
#include "report/profile_view.hpp"

namespace calo::report {

namespace {

using analysis::Analysis;
using figures::Box;
using figures::Canvas;
using figures::Colour;
using figures::Stroke;
namespace palette = figures::palette;

Error nothing(std::string what, std::string remedy) {
  return Error{Category::not_found, "drawing a figure: " + std::move(what), std::move(remedy)};
}

/// "train: measured, package+dram" and the like, for below the title.
std::string note_of(const Analysis& analysis) {
  const attribution::Books& books = *analysis.books();
  return fmt::format("{}, {}, static={}; band: standard uncertainty", name(books.total.gross.kind),
                     text::printable(books.scope, 40),
                     policy_text(books.policy, analysis.policy.reserved_share));
}

std::string title_of(const Analysis& analysis, std::string_view what) {
  return fmt::format("{}: {}", text::printable(analysis.run.header.name, 50), what);
}

/// Gross power of the total and the program's part of it, interval by interval.
struct PowerCourse {
  std::vector<double> edges;           // s
  std::vector<double> gross, program;  // W
};

PowerCourse power_course(const Analysis& analysis) {
  PowerCourse course;
  for (const attribution::CoursePoint& point : analysis.course) {
    const Seconds length = point.end - point.begin;
    if (course.edges.empty()) course.edges.push_back(point.begin.value());
    course.edges.push_back(point.end.value());
    course.gross.push_back((point.gross / length).value());
    course.program.push_back((point.program / length).value());
  }
  return course;
}

Result<void> expect_energy(const Analysis& analysis) {
  if (analysis.knows_energy()) return {};
  return std::unexpected{nothing(
      analysis.totals ? "the energy is below resolution" : no_energy_reason(analysis.run.header),
      "Draw --what memory, or measure where there is energy (calo doctor)")};
}

double relative_u(const Estimate<Joules>& energy) {
  return energy.value > Joules{} ? energy.u / energy.value : 0.0;
}

/// Phases as a strip of coloured boxes above a panel.
void draw_phases(const figures::Panel& panel, const model::RunEnd& end) {
  const std::array colours = {palette::grey, palette::green, palette::purple, palette::blue,
                              palette::orange};
  const double top = panel.plot().y + 1;
  for (const model::PhaseSpan& span : end.phase_spans) {
    const model::Phase& phase = end.phases[static_cast<std::size_t>(span.phase)];
    if (phase.parent >= 0) continue;
    const double left = panel.place_x(span.begin.value());
    const double right = panel.place_x(span.end.value());
    const Colour colour = colours[static_cast<std::size_t>(span.phase) % colours.size()];
    const Box box{left, top, std::max(0.4, right - left), 8};
    panel.canvas().rectangle(box, colour.with_opacity(0.75));
    const figures::TextStyle style{.size = 6, .colour = palette::white};
    panel.canvas().text({left + 2, top + 6.2},
                        figures::fitted(text::printable(phase.name, 40), style, right - left - 3),
                        style);
  }
}

Result<figures::Figure> draw_power(const Analysis& analysis, const FigureLook& look) {
  CALO_TRY_DO(expect_energy(analysis));
  PowerCourse course = power_course(analysis);
  if (course.gross.empty())
    return std::unexpected{nothing("the run ended before the first reading", "Draw a longer run")};
  const double rel = relative_u(analysis.books()->total.gross);
  return scaled_figure(
      title_of(analysis, "power"), look, 5.2 / 12.0,
      [=, input_note = note_of(analysis), title = title_of(analysis, "power over time"),
       end = analysis.run.end](Canvas& canvas, const Box& page) {
        const double highest = *std::ranges::max_element(course.gross) * (1.0 + rel);
        const auto unit = figures::scaled_unit(highest, "W");
        std::vector<double> gross = course.gross, program = course.program;
        for (double& value : gross) value *= unit.factor;
        for (double& value : program) value *= unit.factor;
        figures::Panel panel{
            canvas,
            page,
            title,
            {.label = "time since the start (s)",
             .range = {course.edges.front(), course.edges.back()}},
            {.label = fmt::format("power ({})", unit.unit),
             .range = {0.0, highest * unit.factor * (end.phase_spans.empty() ? 1.05 : 1.18)}},
            input_note};
        std::vector<figures::Point> band;
        for (std::size_t i = 0; i < gross.size(); ++i) {
          for (const std::size_t edge : {i, i + 1})
            band.push_back(panel.place(course.edges[edge], gross[i] * (1.0 + rel)));
        }
        for (std::size_t i = gross.size(); i-- > 0;) {
          for (const std::size_t edge : {i + 1, i})
            band.push_back(panel.place(course.edges[edge], gross[i] * (1.0 - rel)));
        }
        canvas.clip(panel.plot());
        canvas.area(band, palette::blue.with_opacity(0.18));
        canvas.unclip();
        figures::draw_steps(panel, course.edges, gross, {.colour = palette::blue, .width = 1.0});
        figures::draw_steps(panel, course.edges, program,
                            {.colour = palette::orange, .width = 1.0});
        if (!end.phase_spans.empty()) draw_phases(panel, end);
        const std::array<figures::LegendEntry, 2> legend = {
            {{"gross", {.colour = palette::blue}, std::nullopt},
             {"the program's part", {.colour = palette::orange}, std::nullopt}}};
        figures::draw_legend(panel, legend, figures::Corner::lower_right);
      });
}

Result<FigureTable> power_table(const Analysis& analysis) {
  CALO_TRY_DO(expect_energy(analysis));
  const PowerCourse course = power_course(analysis);
  const double rel = relative_u(analysis.books()->total.gross);
  FigureTable table{{"begin_s", "end_s", "gross_w", "gross_u_w", "program_w"}, {}, {}};
  for (std::size_t i = 0; i < course.gross.size(); ++i)
    table.rows.push_back({course.edges[i], course.edges[i + 1], course.gross[i],
                          course.gross[i] * rel, course.program[i]});
  return table;
}

Result<FigureTable> memory_table(const Analysis& analysis) {
  if (analysis.run.intervals.empty())
    return std::unexpected{nothing("the run ended before the first reading", "Draw a longer run")};
  FigureTable table{{"time_s", "rss_bytes", "pss_bytes", "swap_bytes"}, {}, {}};
  const auto value = [](const std::optional<Bytes>& size) {
    return size ? size->value() : std::nan("");
  };
  for (const model::Interval& interval : analysis.run.intervals)
    table.rows.push_back(
        {interval.end.value(), interval.rss.value(), value(interval.pss), value(interval.swap)});
  return table;
}

Result<figures::Figure> draw_memory(const Analysis& analysis, const FigureLook& look) {
  auto table = memory_table(analysis);
  if (!table) return std::unexpected{std::move(table).error()};
  return scaled_figure(
      title_of(analysis, "memory"), look, 5.2 / 12.0,
      [table = std::move(*table), title = title_of(analysis, "memory over time"),
       peak = analysis.run.end.peak_rss](Canvas& canvas, const Box& page) {
        constexpr double mebi = 1048576.0;
        std::vector<double> time, rss, pss;
        for (const auto& row : table.rows) {
          time.push_back(row[0]);
          rss.push_back(row[1] / mebi);
          pss.push_back(row[2] / mebi);
        }
        const double highest = std::max(peak.value() / mebi, 1e-3);
        figures::Panel panel{
            canvas,
            page,
            title,
            {.label = "time since the start (s)", .range = {0.0, std::max(time.back(), 1e-6)}},
            {.label = "memory of the process tree (MiB)", .range = {0.0, highest * 1.12}},
            fmt::format("peak {} RSS; shared pages count in each process", in_bytes(peak))};
        figures::draw_line(panel, time, rss, {.colour = palette::blue, .width = 1.0});
        figures::draw_line(panel, time, pss, {.colour = palette::orange, .width = 1.0});
        const std::array<figures::LegendEntry, 2> legend = {
            {{"RSS", {.colour = palette::blue}, std::nullopt},
             {"PSS (shared pages in parts)", {.colour = palette::orange}, std::nullopt}}};
        figures::draw_legend(panel, legend, figures::Corner::lower_right);
      });
}

Result<std::vector<analysis::PhaseCost>> known_phases(const Analysis& analysis) {
  std::vector<analysis::PhaseCost> rows = analysis.phases;
  if (rows.empty())
    return std::unexpected{nothing("the program marks no phases",
                                   "Mark them (docs/formats/phases.md), or draw --what flame")};
  constexpr std::size_t most = 40;
  if (rows.size() > most) rows.resize(most);
  return rows;
}

Result<FigureTable> phases_table(const Analysis& analysis) {
  auto rows = known_phases(analysis);
  if (!rows) return std::unexpected{std::move(rows).error()};
  FigureTable table{{"energy_j", "energy_u_j", "own_energy_j", "cpu_s", "wall_s", "depth"}, {}, {}};
  for (const analysis::PhaseCost& row : *rows) {
    table.rows.push_back({row.energy ? row.energy->value.value() : std::nan(""),
                          row.energy ? row.energy->u.value() : std::nan(""),
                          row.own_energy ? row.own_energy->value.value() : std::nan(""),
                          row.cpu.value(), row.wall.value(), static_cast<double>(row.depth)});
    table.labels.push_back(row.name);
  }
  return table;
}

Result<figures::Figure> draw_phase_bars(const Analysis& analysis, const FigureLook& look) {
  auto rows = known_phases(analysis);
  if (!rows) return std::unexpected{std::move(rows).error()};
  const attribution::Books* const books = analysis.books();
  const bool by_energy = analysis.knows_energy();
  const double height = (2.2 + 0.5 * static_cast<double>(rows->size())) / 12.0;
  std::string note =
      by_energy ? fmt::format("{}, {}; bars: standard uncertainty; phases hold what is inside them",
                              name(books->total.attributed.kind), text::printable(books->scope, 40))
                : std::string{"energy unavailable: CPU time instead"};
  return scaled_figure(
      title_of(analysis, "phases"), look, height,
      [rows = std::move(*rows), by_energy, note,
       title = title_of(analysis, by_energy ? "energy by phase" : "CPU time by phase")](
          Canvas& canvas, const Box& page) {
        double highest = 0.0;
        for (const analysis::PhaseCost& row : rows)
          highest = std::max(highest, by_energy && row.energy
                                          ? (row.energy->value + row.energy->u).value()
                                          : row.cpu.value());
        const auto unit = figures::scaled_unit(std::max(highest, 1e-12), by_energy ? "J" : "s");
        std::vector<std::string> names;
        for (const analysis::PhaseCost& row : rows)
          names.push_back(std::string(2 * static_cast<std::size_t>(row.depth), ' ') +
                          text::printable(row.name, 28));
        std::ranges::reverse(names);
        const double count = static_cast<double>(rows.size());
        figures::Panel panel{
            canvas,
            page.inset(16, 0, 0, 0),
            title,
            {.label = fmt::format("{} ({})", by_energy ? "energy" : "CPU time", unit.unit),
             .range = {0.0, std::max(highest * unit.factor * 1.05, 1e-9)}},
            {.range = {-0.6, count - 0.4}, .names = names},
            note};
        for (std::size_t i = 0; i < rows.size(); ++i) {
          const double y = count - 1.0 - static_cast<double>(i);
          const double value =
              (by_energy && rows[i].energy ? rows[i].energy->value.value() : rows[i].cpu.value()) *
              unit.factor;
          const figures::Point from = panel.place(0.0, y + 0.32);
          const figures::Point to = panel.place(std::max(0.0, value), y - 0.32);
          canvas.rectangle({from.x, from.y, to.x - from.x, to.y - from.y},
                           (rows[i].depth == 0 ? palette::blue : palette::blue.with_opacity(0.5)));
          if (by_energy && rows[i].energy) {
            const double u = rows[i].energy->u.value() * unit.factor;
            canvas.segment(panel.place(std::max(0.0, value - u), y), panel.place(value + u, y),
                           {.colour = palette::ink, .width = 0.9});
          }
        }
      });
}

/// The tree of calls without lines, what a flame graph shows.
Result<attribution::CallTree> known_tree(const Analysis& analysis) {
  if (!analysis.has_samples())
    return std::unexpected{
        nothing("the run holds no stacks",
                "Measure again without --no-stacks, a program that runs for longer than a few ms")};
  return attribution::call_tree(*analysis.profile);
}

Colour colour_of(const model::Profile& profile, std::int32_t function) {
  static constexpr std::array hues = {0x56B4E9U, 0xE69F00U, 0x6CC5A4U, 0xF0E442U,
                                      0xDDA0C4U, 0xDDCC77U, 0x88CCEEU, 0xBBBBBBU};
  const model::Function& f = profile.functions[static_cast<std::size_t>(function)];
  const std::string& place =
      f.module ? profile.modules[static_cast<std::size_t>(*f.module)].path : f.file;
  std::uint32_t hash = 2166136261U;
  for (const char c : place.substr(place.rfind('/') + 1))
    hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return Colour::hex(hues[(hash >> 8U) % hues.size()]);
}

/// One box of a flame graph: shares of the width, row from the bottom.
struct Flamelet {
  std::int32_t function = -1;
  double begin = 0.0, width = 0.0;
  int depth = 0;
};

std::vector<Flamelet> flamelets(const attribution::CallTree& tree, const CostText& text) {
  const auto weight = [&](const attribution::Cost& cost) {
    return std::max(0.0, text.share(cost));
  };
  const double all = weight(tree.nodes.front().inclusive);
  const auto children = tree.children();
  std::vector<Flamelet> boxes;
  struct Step {
    std::int32_t node;
    double begin;
    int depth;
  };
  std::vector<Step> stack = {{0, 0.0, 0}};
  constexpr double least = 0.001;
  constexpr int deepest = 40;  // rows that fit on a page
  while (!stack.empty() && all > 0.0) {
    const Step step = stack.back();
    stack.pop_back();
    const attribution::CallNode& node = tree.nodes[static_cast<std::size_t>(step.node)];
    boxes.push_back({node.function, step.begin, weight(node.inclusive) / all, step.depth});
    double begin = step.begin;
    for (const std::int32_t child : children[static_cast<std::size_t>(step.node)]) {
      const double width = weight(tree.nodes[static_cast<std::size_t>(child)].inclusive) / all;
      if (width >= least && step.depth < deepest) stack.push_back({child, begin, step.depth + 1});
      begin += width;
    }
  }
  return boxes;
}

Result<figures::Figure> draw_flame(const Analysis& analysis, const FigureLook& look) {
  auto tree = known_tree(analysis);
  if (!tree) return std::unexpected{std::move(tree).error()};
  const ProfileView view{.analysis = analysis, .only = {}};
  const CostText text{view};
  std::vector<Flamelet> boxes = flamelets(*tree, text);
  int depth = 0;
  for (const Flamelet& box : boxes) depth = std::max(depth, box.depth);
  struct Drawn {
    Flamelet box;
    std::string name;
    Colour colour;
  };
  std::vector<Drawn> drawn;
  drawn.reserve(boxes.size());
  for (const Flamelet& box : boxes) {
    drawn.push_back(
        {box,
         box.function < 0
             ? "all"
             : calo::text::printable(
                   analysis.profile->functions[static_cast<std::size_t>(box.function)].name, 120),
         box.function < 0 ? palette::grid : colour_of(*analysis.profile, box.function)});
  }
  const std::string note = fmt::format("{} of the program: {}; colour: module",
                                       text.costs().has_energy() ? "energy" : "CPU time",
                                       text.amount(text.costs().sampled()));
  constexpr double row = 9.5;  // points
  const double height = (row * (depth + 1) + 34) / (12.0 / 2.54 * 72.0);
  return scaled_figure(
      title_of(analysis, "call tree"), look, height,
      [drawn = std::move(drawn), depth, note,
       title = title_of(
           analysis, "where the " + std::string{text.costs().has_energy() ? "energy" : "CPU time"} +
                         " went")](Canvas& canvas, const Box& page) {
        canvas.text({page.x + 4, page.y + 11}, title,
                    {.size = figures::font_size::title, .is_bold = true});
        canvas.text({page.x + 4, page.y + 21}, note,
                    {.size = figures::font_size::note, .colour = palette::grey});
        const double left = page.x + 4;
        const double width = page.width - 8;
        const double bottom = page.bottom() - 4;
        const double height_of_row = std::min(9.5, (page.height - 30) / (depth + 1));
        for (const Drawn& one : drawn) {
          const Box box{left + one.box.begin * width, bottom - height_of_row * (one.box.depth + 1),
                        std::max(0.2, one.box.width * width - 0.35), height_of_row - 0.6};
          canvas.rectangle(box, one.colour);
          const figures::TextStyle style{.size = 6.2};
          if (box.width > 14)
            canvas.text({box.x + 1.5, box.y + box.height - 2.2},
                        figures::fitted(one.name, style, box.width - 3), style);
        }
      });
}

Result<FigureTable> flame_table(const Analysis& analysis) {
  auto tree = known_tree(analysis);
  if (!tree) return std::unexpected{std::move(tree).error()};
  const ProfileView view{.analysis = analysis, .only = {}};
  const CostText text{view};
  FigureTable table{{"begin_share", "width_share", "depth"}, {}, {}};
  for (const Flamelet& box : flamelets(*tree, text)) {
    table.rows.push_back({box.begin, box.width, static_cast<double>(box.depth)});
    table.labels.push_back(
        box.function < 0
            ? "all"
            : analysis.profile->functions[static_cast<std::size_t>(box.function)].name);
  }
  return table;
}

constexpr std::array all_figures = {
    RunFigure{"power", "power over time, gross and the program's, with phases", false, draw_power,
              power_table},
    RunFigure{"memory", "memory of the process tree over time", false, draw_memory, memory_table},
    RunFigure{"phases", "energy of each phase", false, draw_phase_bars, phases_table},
    RunFigure{"flame", "call tree, as wide as what it cost", true, draw_flame, flame_table},
};

}  // namespace

std::span<const RunFigure> run_figures() {
  return all_figures;
}

std::string as_tsv(const FigureTable& table) {
  std::string text = "#";
  for (const std::string& name : table.names) text += (text.size() > 1 ? "\t" : " ") + name;
  text += table.labels.empty() ? "\n" : "\tname\n";
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    for (std::size_t k = 0; k < table.rows[i].size(); ++k) {
      const double value = table.rows[i][k];
      if (k > 0) text += '\t';
      text += std::isfinite(value) ? fmt::format("{}", value) : "NaN";
    }
    if (!table.labels.empty()) {
      std::string label = text::printable(table.labels[i], 200);
      std::ranges::replace(label, '"', '\'');
      std::ranges::replace(label, '\\', '/');
      text += "\t\"" + label + "\"";
    }
    text += '\n';
  }
  return text;
}

std::string gnuplot_script(const RunFigure& figure, const FigureTable& table,
                           std::string_view tsv) {
  std::string file{tsv};
  // In single quotes gnuplot takes all bytes but the quote, which is doubled (gnuplot 5.4, "Quote
  // marks").
  for (std::size_t at = 0; (at = file.find('\'', at)) != std::string::npos; at += 2)
    file.insert(at, 1, '\'');
  std::string script = fmt::format(
      "# gnuplot -p THIS_FILE\nset datafile separator '\\t'\nset datafile missing 'NaN'\nset "
      "grid\ndata = '{}'\n",
      file);
  if (figure.name == "power") {
    script +=
        "set xlabel 'time since the start (s)'\nset ylabel 'power (W)'\nset yrange [0:*]\n"
        "plot data using 1:($3-$4):($3+$4) with filledcurves fs transparent solid 0.2 lc rgb "
        "'#0072B2' title 'standard uncertainty', \\\n"
        "     data using 1:3 with steps lw 2 lc rgb '#0072B2' title 'gross', \\\n"
        "     data using 1:5 with steps lw 2 lc rgb '#D55E00' title 'the program''s part'\n";
  } else if (figure.name == "memory") {
    script +=
        "set xlabel 'time since the start (s)'\nset ylabel 'memory (MiB)'\nset yrange [0:*]\n"
        "plot data using 1:($2/1048576) with lines lw 2 lc rgb '#0072B2' title 'RSS', \\\n"
        "     data using 1:($3/1048576) with linespoints lw 2 lc rgb '#D55E00' title 'PSS'\n";
  } else if (figure.name == "phases") {
    script += fmt::format(
        "set xlabel 'energy (J)'\nset yrange [{}:-1]\nset xrange [0:*]\nset style fill solid 0.8\n"
        "plot data using ($1/2):0:($1/2):(0.35):ytic({}) with boxxyerror lc rgb '#0072B2' notitle, "
        "\\\n"
        "     data using 1:0:2 with xerrorbars pt 0 lc rgb 'black' title 'standard uncertainty'\n",
        table.rows.size(), table.names.size() + 1);
  } else {
    script +=
        "set xlabel 'share of what was sampled'\nset ylabel 'depth'\nset xrange [0:1]\nset style "
        "fill solid 0.7 border\n"
        "plot data using ($1+$2/2):($3+0.5):($2/2):(0.45) with boxxyerror lc rgb '#E69F00' "
        "notitle\n";
  }
  return script;
}

}  // namespace calo::report
