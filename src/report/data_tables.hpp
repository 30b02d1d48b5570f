#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/table.hpp"

namespace calo::report {

/// The rows that hold every word, in any case; those where a word is a whole field come first, so
/// that "FR" finds France before Africa.
std::vector<std::string_view> matching_rows(const model::Table& table,
                                            const std::vector<std::string>& words);

/// What tables there are.
std::string tables_text(std::span<const model::Table> tables);
std::string tables_json(std::span<const model::Table> tables);

/// Rows of a table, with its columns' names.
std::string table_csv(const model::Table& table, std::span<const std::string_view> rows);
/// The same with the table's source; numbers where a whole column is of numbers.
std::string table_json(const model::Table& table, std::span<const std::string_view> rows);

}  // namespace calo::report
