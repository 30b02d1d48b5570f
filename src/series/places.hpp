#pragma once

#include <string>
#include <utility>
#include <vector>

#include "attribution/books.hpp"
#include "base/error.hpp"
#include "series/series.hpp"

namespace calo::series {

/// The series of a run file, or of a directory that holds one; of DIR:NAME the one of that name.
Result<Series> only_series(const std::string& place, const attribution::BooksOptions& options);

/// A and B: two run files or directories with a series each, or one directory with two.
Result<std::pair<Series, Series>> sides(const std::vector<std::string>& places,
                                        const attribution::BooksOptions& options);

}  // namespace calo::series
