#include "report/data_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/text.hpp"

namespace calo::report {

namespace {

using Json = nlohmann::ordered_json;

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

}  // namespace

std::vector<std::string_view> matching_rows(const model::Table& table,
                                            const std::vector<std::string>& words) {
  std::vector<std::string_view> whole;
  std::vector<std::string_view> part;
  for (const std::string_view row : records_of(table).rows) {
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

std::string tables_json(std::span<const model::Table> tables) {
  Json list = Json::array();
  for (const model::Table& table : tables) list.push_back(described(table));
  return dumped(list) + '\n';
}

std::string tables_text(std::span<const model::Table> tables) {
  std::string out;
  for (const model::Table& table : tables) {
    out +=
        fmt::format("{}\n  {}\n  {} rows\n  source:  {}\n  licence: {}\n\n", table.name,
                    table.description, records_of(table).rows.size(), table.source, table.licence);
  }
  return out +
         "Print a table with 'calo data NAME', some of its rows with 'calo data NAME WORD'.\n";
}

std::string table_json(const model::Table& table, std::span<const std::string_view> rows) {
  const Records records = records_of(table);
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

std::string table_csv(const model::Table& table, std::span<const std::string_view> rows) {
  std::string out{records_of(table).header};
  out += '\n';
  for (const std::string_view row : rows) {
    out += row;
    out += '\n';
  }
  return out;
}

}  // namespace calo::report
