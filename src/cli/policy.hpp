#pragma once

#include <string_view>

#include "attribution/books.hpp"
#include "base/error.hpp"

namespace calo::cli {

/// "none", "exclusive", "proportional", "reserved=0.25"; empty leaves the choice to the books.
Result<attribution::BooksOptions> books_options(std::string_view static_policy);

}  // namespace calo::cli
