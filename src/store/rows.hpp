#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/try.hpp"
#include "store/field.hpp"
#include "store/sqlite.hpp"

// Whole tables written and read by the functions that visit their columns (columns.hpp).
namespace calo::store {

/// Inserts one row; `columns(visitor)` visits its columns.
Result<void> insert_row(Database& database, std::string_view table, const auto& columns) {
  ColumnNames names;
  columns(names);
  CALO_TRY(auto statement, database.prepare(names.insert_into(table)));
  Binder bind{statement};
  columns(bind);
  return bind.run();
}

/// Inserts rows numbered from 0; `columns(visitor, position, value)` visits the columns of one.
Result<void> insert_rows(Database& database, std::string_view table, const auto& values,
                         const auto& columns) {
  if (values.empty()) return {};
  ColumnNames names;
  columns(names, std::int64_t{0}, values.front());
  CALO_TRY(auto statement, database.prepare(names.insert_into(table)));
  std::int64_t position = 0;
  for (const auto& value : values) {
    Binder bind{statement};
    columns(bind, position++, value);
    CALO_TRY_DO(bind.run());
  }
  return {};
}

inline std::unexpected<Error> damaged(std::string what) {
  return fail(Category::malformed, "damaged: " + std::move(what),
              "Take a copy that is whole, or measure again");
}

/// Reads every row of a table in the order of its key: `columns(visitor)` visits the columns of one
/// row, `keep()` takes it and may refuse it.
Result<void> each_row(Database& database, std::string_view table, std::string_view key,
                      const auto& columns, const auto& keep) {
  ColumnNames names;
  columns(names);
  std::string sql = names.select_from(table);
  if (!key.empty()) sql += " ORDER BY " + std::string{key};
  CALO_TRY(auto statement, database.prepare(sql));
  for (;;) {
    CALO_TRY(const bool is_row, statement.next());
    if (!is_row) return {};
    Extractor extract{statement};
    columns(extract);
    CALO_TRY_DO(extract.done(table));
    CALO_TRY_DO(keep());
  }
}

/// Reads a table that has exactly one row.
Result<void> one_row(Database& database, std::string_view table, const auto& columns) {
  int rows = 0;
  CALO_TRY_DO(each_row(database, table, "", columns, [&]() -> Result<void> {
    if (++rows > 1) return damaged("table " + std::string{table} + " has more than one row");
    return {};
  }));
  if (rows == 0) return damaged("table " + std::string{table} + " is empty");
  return {};
}

/// Reads a list whose rows are numbered 0, 1, 2, ...
template <class Value>
Result<std::vector<Value>> numbered_rows(Database& database, std::string_view table,
                                         std::string_view key, const auto& columns) {
  std::vector<Value> values;
  std::int64_t number = 0;
  Value value;
  CALO_TRY_DO(each_row(
      database, table, key, [&](auto& visit) { columns(visit, number, value); },
      [&]() -> Result<void> {
        if (std::cmp_not_equal(number, values.size())) {
          return damaged("row " + std::to_string(values.size()) + " of table " +
                         std::string{table} + " is missing");
        }
        values.push_back(value);
        return {};
      }));
  return values;
}

}  // namespace calo::store
