#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "attribution/books.hpp"
#include "base/error.hpp"
#include "series/compare.hpp"

namespace calo::cli {

/// "1%", "0.01": a share, not below zero.
Result<double> parse_share(const std::string& text, std::string_view option);

/// The series of a run file, or of a directory that holds one.
Result<series::Series> only_series(const std::string& place,
                                   const attribution::BooksOptions& options);

/// A and B: two run files or directories with a series each, or one directory with two.
Result<std::pair<series::Series, series::Series>> sides(const std::vector<std::string>& places,
                                                        const attribution::BooksOptions& options);

}  // namespace calo::cli
