#include "report/run_figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "base/text.hpp"
#include "base/try.hpp"
#include "figures/panel.hpp"
#include "figures/series.hpp"
#include "report/amounts.hpp"
#include "report/energy_lines.hpp"
#include "report/figure_canvas.hpp"
#include "report/flame_figure.hpp"

namespace calo::report {

namespace {

using analysis::Analysis;
using figures::Box;
using figures::Canvas;
using figures::Colour;
using figures::Stroke;
namespace palette = figures::palette;

/// Height of a curve over time, as a part of a page 12 cm wide.
constexpr double over_time_aspect = 0.55;

/// "train: measured, package+dram" and the like, for below the title.
std::string note_of(const Analysis& analysis) {
  const attribution::Books& books = *analysis.books();
  return fmt::format("{}, {}, static={}; band: standard uncertainty", name(books.total.gross.kind),
                     text::printable(books.scope, 40),
                     policy_text(books.policy, analysis.policy.reserved_share));
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
  return std::unexpected{nothing_to_draw(
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
    return std::unexpected{
        nothing_to_draw("the run ended before the first reading", "Draw a longer run")};
  const double rel = relative_u(analysis.books()->total.gross);
  return scaled_figure(
      figure_title(analysis, "power"), look, over_time_aspect,
      [=, input_note = note_of(analysis), title = figure_title(analysis, "power over time"),
       end = analysis.run.end](Canvas& canvas, const Box& page) {
        const double highest = *std::ranges::max_element(course.gross) * (1.0 + rel);
        const auto unit = figures::scaled_unit(highest, "W");
        std::vector<double> gross = course.gross, program = course.program;
        for (double& value : gross) value *= unit.factor;
        for (double& value : program) value *= unit.factor;
        const std::array<figures::LegendEntry, 2> legend = {
            {{"gross", {.colour = palette::blue}, std::nullopt},
             {"the program's part", {.colour = palette::orange}, std::nullopt}}};
        figures::Panel panel{
            canvas,
            page,
            title,
            {.label = "time since the start (s)",
             .range = {course.edges.front(), course.edges.back()}},
            {.label = fmt::format("power ({})", unit.unit),
             .range = {0.0, highest * unit.factor * (end.phase_spans.empty() ? 1.05 : 1.18)}},
            input_note,
            legend};
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
    return std::unexpected{
        nothing_to_draw("the run ended before the first reading", "Draw a longer run")};
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
      figure_title(analysis, "memory"), look, over_time_aspect,
      [table = std::move(*table), title = figure_title(analysis, "memory over time"),
       peak = analysis.run.end.peak_rss](Canvas& canvas, const Box& page) {
        const auto unit = figures::scaled_unit(peak.value(), "B");
        std::vector<double> time, rss, pss;
        for (const auto& row : table.rows) {
          time.push_back(row[0]);
          rss.push_back(row[1] * unit.factor);
          pss.push_back(row[2] * unit.factor);
        }
        const double highest = std::max(peak.value() * unit.factor, 1e-3);
        const std::array<figures::LegendEntry, 2> legend = {
            {{"RSS: shared pages count in each process", {.colour = palette::blue}, {}},
             {"PSS: shared pages count in parts", {.colour = palette::orange}, {}}}};
        figures::Panel panel{
            canvas,
            page,
            title,
            {.label = "time since the start (s)", .range = {0.0, std::max(time.back(), 1e-6)}},
            {.label = fmt::format("memory ({})", unit.unit), .range = {0.0, highest * 1.12}},
            fmt::format("all processes together; peak {} RSS", in_bytes(peak)),
            legend};
        figures::draw_line(panel, time, rss, {.colour = palette::blue, .width = 1.0});
        figures::draw_line(panel, time, pss, {.colour = palette::orange, .width = 1.0});
        // It is read more rarely: single readings are no line.
        for (std::size_t i = 0; i < pss.size(); ++i)
          if (std::isfinite(pss[i]))
            panel.canvas().dot(panel.place(time[i], pss[i]), 1.0, palette::orange);
      });
}

Result<std::vector<analysis::PhaseCost>> known_phases(const Analysis& analysis) {
  std::vector<analysis::PhaseCost> rows = analysis.phases;
  if (rows.empty())
    return std::unexpected{nothing_to_draw(
        "the program marks no phases", "Mark them (docs/formats/phases.md), or draw --what flame")};
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
      by_energy ? fmt::format("{}, {}; lines: standard uncertainty; pale: inside another phase",
                              name(books->total.attributed.kind), text::printable(books->scope, 40))
                : std::string{"energy unavailable: CPU time instead"};
  return scaled_figure(
      figure_title(analysis, "phases"), look, height,
      [rows = std::move(*rows), by_energy, note,
       title = figure_title(analysis, by_energy ? "energy by phase" : "CPU time by phase")](
          Canvas& canvas, const Box& page) {
        double highest = 0.0;
        for (const analysis::PhaseCost& row : rows)
          highest = std::max(highest, by_energy && row.energy
                                          ? (row.energy->value + row.energy->u).value()
                                          : row.cpu.value());
        const auto unit = figures::scaled_unit(std::max(highest, 1e-12), by_energy ? "J" : "s");
        std::vector<std::string> names;
        for (const analysis::PhaseCost& row : rows) {
          std::string name;
          for (int depth = 0; depth < row.depth; ++depth) name += "› ";
          names.push_back(name + text::printable(row.name, 28));
        }
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
