#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "carbon/tables.hpp"
#include "cli/cli.hpp"
#include "model/table.hpp"
#include "power_model/tables.hpp"
#include "report/data_tables.hpp"

namespace calo::cli {

namespace {

std::vector<model::Table> all_tables() {
  std::vector<model::Table> all = carbon::tables();
  const std::vector<model::Table> more = power_model::tables();
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

int print(const std::string& out) {
  const auto written = write_out(out);
  return written ? exit_ok : report(written.error());
}

Error unknown_table(const std::vector<model::Table>& tables, std::string_view name) {
  std::string names;
  for (const model::Table& table : tables) {
    if (!names.empty()) names += ", ";
    names += table.name;
  }
  return {Category::usage,
          fmt::format("looking for the table '{}': there is none of that name",
                      text::printable(name, 60)),
          fmt::format("Choose one of {}.", names)};
}

}  // namespace

int data(Arguments arguments) {
  CLI::App app{
      "Lists and prints the tables calo computes with: power, carbon intensity, embodied carbon",
      "calo data"};
  std::string name;
  std::vector<std::string> words;
  std::vector<std::string> found_by_option;
  bool json = false;
  app.add_option("NAME", name, "Table to print; without it, all tables are listed");
  app.add_option("WORD", words, "Print only rows that hold every word, in any case");
  app.add_option("--find", found_by_option, "The same as WORD")->type_name("WORD");
  app.add_flag("--json", json, "Print JSON instead of text or CSV");
  if (const auto status = parse(app, arguments)) return *status;
  words.insert(words.end(), found_by_option.begin(), found_by_option.end());

  const auto tables = all_tables();
  if (name.empty()) {
    if (!words.empty()) {
      return report({Category::usage, "searching the tables: no table is named",
                     "Say 'calo data NAME WORD'."},
                    exit_usage);
    }
    return print(json ? report::tables_json(tables) : report::tables_text(tables));
  }
  const std::string wanted = text::lower_case(name);
  const auto table = std::ranges::find(tables, wanted, &model::Table::name);
  if (table == tables.end()) return report(unknown_table(tables, name), exit_usage);

  const auto rows = report::matching_rows(*table, words);
  if (rows.empty())
    say(fmt::format("no row of '{}' holds {}", table->name, fmt::join(words, " and ")));
  const int status =
      print(json ? report::table_json(*table, rows) : report::table_csv(*table, rows));
  return rows.empty() ? exit_failed : status;
}

}  // namespace calo::cli
