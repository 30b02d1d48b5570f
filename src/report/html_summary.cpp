#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "attribution/call_tree.hpp"
#include "attribution/stages.hpp"
#include "base/text.hpp"
#include "carbon/footprint.hpp"
#include "report/amounts.hpp"
#include "report/energy_lines.hpp"
#include "report/html_page.hpp"
#include "report/html_table.hpp"
#include "report/phase_table.hpp"
#include "report/process_table.hpp"
#include "report/profile_view.hpp"
#include "report/summary.hpp"
#include "report/witness_page.hpp"

namespace calo::report {

namespace {

constexpr std::size_t most_functions = 20;
constexpr std::size_t most_phases_shown = 60;

std::string totals(const ReportInput& input) {
  SummaryOptions look;
  look.file = input.file;
  look.next = "calo show --functions --tree --processes --books";
  const Page page = summary_page(input.run, input.books_options, look);
  std::string html = "<table><caption>The run</caption><tbody>\n";
  for (const Page::Row& row : page.rows()) {
    if (row.label == "warning") continue;
    html += fmt::format("<tr><th scope=\"row\">{}</th>{}</tr>\n", escaped(row.label),
                        html_cell("td", row.text));
  }
  return html + "</tbody></table>\n";
}

std::string warnings(const model::RunEnd& end) {
  if (end.warnings.empty()) return {};
  std::string html = "<h2>What to keep in mind</h2>\n<ul>\n";
  for (const model::Warning& warning : end.warnings)
    html += fmt::format("<li>{}</li>\n", escaped(warning.text));
  return html + "</ul>\n";
}

std::string domains(const ReportInput& input, const attribution::Books& books) {
  HtmlTable table{fmt::format("Energy by domain (total: {}, static={})", books.scope,
                              policy_text(books.policy, input.books_options.reserved_share)),
                  {"domain", "kind", "scope", "gross", "the program", "others, calo included",
                   "idle", "in the total"}};
  const auto row = [&](const std::string& name, const attribution::Balance& balance,
                       const std::string& scope, bool is_total) {
    table.add({name, std::string{calo::name(balance.gross.kind)}, scope, amount(balance.gross),
               amount(balance.attributed), amount(balance.other),
               balance.idle ? amount(*balance.idle) : "unavailable", is_total ? "yes" : "no"});
  };
  row("total", books.total, books.scope, true);
  for (const attribution::DomainBalance& one : books.domains) {
    const model::Domain& domain = input.run.header.domains[one.domain];
    row(domain.name, one.balance, domain.scope, domain.role == model::Role::total);
  }
  return table.html();
}

std::string phases(const ReportInput& input, bool energy_known) {
  const std::vector<PhaseRow> rows = phase_rows(input.run, input.books_options);
  if (rows.empty()) return {};
  HtmlTable table{"Phases", {"phase", "energy", "CPU time", "time", "times", "count"}};
  std::size_t shown = 0;
  for (const PhaseRow& row : rows) {
    if (++shown > most_phases_shown) break;
    std::string name;
    for (int i = 0; i < row.depth; ++i) name += "\u00a0\u00a0";
    name += row.name;
    table.add({name, energy_known && row.energy ? amount(*row.energy) : "unavailable",
               text::duration(row.cpu), text::duration(row.wall), std::to_string(row.times),
               row.count > 0.0 ? text::significant(row.count) : "-"});
  }
  return table.html();
}

std::string functions(const ReportInput& input) {
  if (input.profile == nullptr || input.profile->uses.empty())
    return "<p>The run holds no stacks, so nothing is known of its functions.</p>\n";
  const ProfileView view{input.run,
                         *input.profile,
                         input.books_options,
                         Metric::energy,
                         input.fold_interpreter,
                         std::nullopt,
                         most_functions,
                         false};
  const CostText text{view};
  attribution::View wanted;
  wanted.fold_interpreter = input.fold_interpreter;
  const auto places = attribution::by_function(attribution::call_tree(*input.profile, wanted));
  HtmlTable table{
      fmt::format(
          "The {} hottest functions of {} (by their own {}; shares with 95 % from sampling)",
          std::min(most_functions, places.size()), places.size(),
          text.has_energy() ? "energy" : "CPU time"),
      {"function", "file", "self", "share", "with callees", "CPU time, self"}};
  for (std::size_t i = 0; i < std::min(most_functions, places.size()); ++i) {
    const model::Function& function =
        input.profile->functions[static_cast<std::size_t>(places[i].function)];
    std::string file = function.file;
    if (file.empty() && function.module)
      file = input.profile->modules[static_cast<std::size_t>(*function.module)].path;
    if (function.first_line > 0) file += ":" + std::to_string(function.first_line);
    table.add({function.name, file, text.amount(places[i].self), text.share_text(places[i].self),
               text.amount(places[i].inclusive), text::duration(places[i].self.cpu)});
  }
  table.add({"not sampled", "", text.amount(text.unsampled()),
             text::percent(text.share(text.unsampled())), "",
             text::duration(text.unsampled().cpu)});
  return table.html();
}

}  // namespace

std::string html_summary(const ReportInput& input) {
  const auto books = attribution::books(input.run.header, input.run.end, input.books_options);
  const bool energy_known = books && !books->below_resolution;
  std::string html = fmt::format("<h1><bdi>{}</bdi></h1>\n", escaped(input.run.header.name));
  html += totals(input);
  html += warnings(input.run.end);
  if (energy_known) html += domains(input, *books);
  html += phases(input, energy_known);
  html += "<h2>Processes</h2>\n<pre>";
  const std::string processes = process_table(input.run, input.books_options);
  for (const std::string_view line : text::lines(processes)) html += escaped(line) + "\n";
  html += "</pre>\n";
  html += functions(input);
  html += witness_html(input.witnesses);
  html += fmt::format("<h2>How it was measured</h2>\n<p>{}</p>\n",
                      escaped(methods_paragraph(input.run, input.profile, input.books_options)));
  if (!input.run.header.method_notes.empty()) {
    html += "<ul>\n";
    for (const std::string& note : input.run.header.method_notes)
      html += fmt::format("<li>{}</li>\n", escaped(note));
    html += "</ul>\n";
  }
  return html;
}

}  // namespace calo::report
