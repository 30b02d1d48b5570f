#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "carbon/tables.hpp"
#include "cli/cli.hpp"
#include "model/table.hpp"
#include "power_model/tables.hpp"

namespace calo::cli {

namespace {

using Json = nlohmann::ordered_json;

std::vector<model::Table> all_tables() {
  std::vector<model::Table> all = carbon::tables();
  const std::vector<model::Table> more = power_model::tables();
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

/// A table cut into lines, without remarks (#). No field of these tables spans lines.
struct Records {
  std::string_view header;
  std::vector<std::string_view> rows;
};

Records records_of(const model::Table& table) {
  Records records;
  for (const std::string_view line : text::lines(table.csv)) {
    if (line.empty() || line.starts_with('#')) continue;
    if (records.header.empty()) {
      records.header = line;
    } else {
      records.rows.push_back(line);
    }
  }
  return records;
}

/// The rows that hold every word, in any case; those where a word is a whole field come first, so
/// that "FR" finds France before Africa.
std::vector<std::string_view> matching(const std::vector<std::string_view>& rows,
                                       const std::vector<std::string>& words) {
  std::vector<std::string_view> whole;
  std::vector<std::string_view> part;
  for (const std::string_view row : rows) {
    const std::string lower = text::lower_case(row);
    const auto fields = text::csv_fields(lower);
    bool is_whole = !words.empty();
    bool is_match = true;
    for (const std::string& word : words) {
      const std::string wanted = text::lower_case(word);
      is_match = is_match && lower.find(wanted) != std::string::npos;
      is_whole = is_whole && std::ranges::find(fields, wanted) != fields.end();
    }
    if (is_match) (is_whole ? whole : part).push_back(row);
  }
  whole.insert(whole.end(), part.begin(), part.end());
  return whole;
}

std::string dumped(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

Json described(const model::Table& table) {
  return {{"name", table.name},
          {"description", table.description},
          {"rows", records_of(table).rows.size()},
          {"source", table.source},
          {"licence", table.licence}};
}

std::string json_of(const std::vector<model::Table>& tables) {
  Json list = Json::array();
  for (const model::Table& table : tables) list.push_back(described(table));
  return dumped(list) + '\n';
}

std::string text_of(const std::vector<model::Table>& tables) {
  std::string out;
  for (const model::Table& table : tables) {
    out +=
        fmt::format("{}\n  {}\n  {} rows\n  source:  {}\n  licence: {}\n\n", table.name,
                    table.description, records_of(table).rows.size(), table.source, table.licence);
  }
  return out +
         "Print a table with 'calo data NAME', some of its rows with 'calo data NAME WORD'.\n";
}

/// A column is one of numbers if every field of the whole table that is not empty is a number.
std::vector<bool> numeric_columns(std::size_t columns, const std::vector<std::string_view>& rows) {
  std::vector<bool> numeric(columns, true);
  for (const std::string_view row : rows) {
    const auto fields = text::csv_fields(row);
    for (std::size_t i = 0; i < std::min(columns, fields.size()); ++i) {
      if (!fields[i].empty() && !text::to_double(fields[i])) numeric[i] = false;
    }
  }
  return numeric;
}

/// An empty field is missing, not zero; "NA" is Namibia.
Json value_of(const std::string& field, bool numeric) {
  if (field.empty()) return nullptr;
  if (!numeric) return field;
  if (const auto integer = text::to_i64(field)) return *integer;
  return *text::to_double(field);
}

std::string json_of(const model::Table& table, const Records& records,
                    const std::vector<std::string_view>& rows) {
  const auto columns = text::csv_fields(records.header);
  const auto numeric = numeric_columns(columns.size(), records.rows);
  Json list = Json::array();
  for (const std::string_view row : rows) {
    auto fields = text::csv_fields(row);
    fields.resize(columns.size());
    Json object = Json::object();
    for (std::size_t i = 0; i < columns.size(); ++i) {
      object[columns[i]] = value_of(fields[i], numeric[i]);
    }
    list.push_back(std::move(object));
  }
  Json whole = described(table);
  whole["records"] = std::move(list);
  return dumped(whole) + '\n';
}

std::string csv_of(std::string_view header, const std::vector<std::string_view>& rows) {
  std::string out{header};
  out += '\n';
  for (const std::string_view row : rows) {
    out += row;
    out += '\n';
  }
  return out;
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
    return print(json ? json_of(tables) : text_of(tables));
  }
  const std::string wanted = text::lower_case(name);
  const auto table = std::ranges::find(tables, wanted, &model::Table::name);
  if (table == tables.end()) return report(unknown_table(tables, name), exit_usage);

  const Records records = records_of(*table);
  const auto rows = matching(records.rows, words);
  if (rows.empty())
    say(fmt::format("no row of '{}' holds {}", table->name, fmt::join(words, " and ")));
  const int status = print(json ? json_of(*table, records, rows) : csv_of(records.header, rows));
  return rows.empty() ? exit_failed : status;
}

}  // namespace calo::cli
