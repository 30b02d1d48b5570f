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
#include "report/process_table.hpp"
#include "report/profile_view.hpp"
#include "report/summary.hpp"
#include "report/witness_page.hpp"

namespace calo::report {

namespace {

using analysis::Analysis;

constexpr std::size_t most_functions = 20;
constexpr std::size_t most_phases_shown = 60;

std::string totals(const ReportInput& input) {
  SummaryOptions look;
  look.file = input.file;
  look.whole = true;
  look.most_functions = 0;  // they have a table of their own
  look.next = "calo show --functions --tree --processes --books";
  const Page page = summary_page(input.analysis, look);
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

std::string domains(const Analysis& analysis) {
  const attribution::Books& books = *analysis.books();
  HtmlTable table{fmt::format("Energy by domain (total: {}, static={})", books.scope,
                              policy_text(books.policy, analysis.policy.reserved_share)),
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
    const model::Domain& domain = analysis.run.header.domains[one.domain];
    row(domain.name, one.balance, domain.scope, domain.role == model::Role::total);
  }
  return table.html();
}

std::string phases(const Analysis& analysis) {
  const std::vector<analysis::PhaseCost>& rows = analysis.phases;
  if (rows.empty()) return {};
  HtmlTable table{"Phases", {"phase", "energy", "CPU time", "time", "times", "count"}};
  std::size_t shown = 0;
  for (const analysis::PhaseCost& row : rows) {
    if (++shown > most_phases_shown) break;
    std::string name;
    for (int i = 0; i < row.depth; ++i) name += "\u00a0\u00a0";
    name += row.name;
    table.add({name, analysis.knows_energy() && row.energy ? amount(*row.energy) : "unavailable",
               text::duration(row.cpu), text::duration(row.wall), std::to_string(row.times),
               row.count > 0.0 ? text::significant(row.count) : "-"});
  }
  return table.html();
}

std::string functions(const ReportInput& input) {
  if (!input.analysis.has_samples())
    return "<p>The run holds no stacks, so nothing is known of its functions.</p>\n";
  const model::Profile& profile = *input.analysis.profile;
  const ProfileView view{.analysis = input.analysis,
                         .fold_interpreter = input.fold_interpreter,
                         .only = {},
                         .most_rows = most_functions};
  const CostText text{view};
  attribution::View wanted;
  wanted.fold_interpreter = input.fold_interpreter;
  const auto places = attribution::by_function(attribution::call_tree(profile, wanted));
  HtmlTable table{
      fmt::format(
          "The {} hottest functions of {} (by their own {}; shares with 95 % from sampling)",
          std::min(most_functions, places.size()), places.size(),
          text.costs().has_energy() ? "energy" : "CPU time"),
      {"function", "file", "self", "share", "with callees", "CPU time, self"}};
  for (std::size_t i = 0; i < std::min(most_functions, places.size()); ++i) {
    const model::Function& function =
        profile.functions[static_cast<std::size_t>(places[i].function)];
    std::string file = function.file;
    if (file.empty() && function.module)
      file = profile.modules[static_cast<std::size_t>(*function.module)].path;
    if (function.first_line > 0) file += ":" + std::to_string(function.first_line);
    table.add({function.name, file, text.amount(places[i].self), text.share_text(places[i].self),
               text.amount(places[i].inclusive), text::duration(places[i].self.cpu)});
  }
  const attribution::Cost rest = text.costs().unsampled();
  table.add({"not sampled", "", text.amount(rest), text::percent(text.share(rest)), "",
             text::duration(rest.cpu)});
  return table.html();
}

}  // namespace

std::string html_summary(const ReportInput& input) {
  const Analysis& analysis = input.analysis;
  const model::Run& run = analysis.run;
  std::string html = fmt::format("<h1><bdi>{}</bdi></h1>\n", escaped(run.header.name));
  html += totals(input);
  html += warnings(run.end);
  if (analysis.knows_energy()) html += domains(analysis);
  html += phases(analysis);
  html += "<h2>Processes</h2>\n<pre>";
  const std::string processes = process_table(analysis);
  for (const std::string_view line : text::lines(processes)) html += escaped(line) + "\n";
  html += "</pre>\n";
  html += functions(input);
  html += witness_html(input.witnesses);
  html += fmt::format("<h2>How it was measured</h2>\n<p>{}</p>\n",
                      escaped(methods_paragraph(analysis)));
  if (!run.header.method_notes.empty()) {
    html += "<ul>\n";
    for (const std::string& note : run.header.method_notes)
      html += fmt::format("<li>{}</li>\n", escaped(note));
    html += "</ul>\n";
  }
  return html;
}

}  // namespace calo::report
