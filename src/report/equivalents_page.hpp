#pragma once

#include <string>

#include "attribution/books.hpp"
#include "model/run.hpp"

namespace calo::report {

/// Familiar amounts the attributed energy and its carbon compare with, each with factor and source
/// (docs/methods/carbon.md). Beside the result, never instead. Ends with a line end.
std::string equivalents_page(const model::Run& run, const attribution::BooksOptions& options);

}  // namespace calo::report
