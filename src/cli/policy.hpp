#pragma once

#include <optional>
#include <string_view>

#include "attribution/books.hpp"
#include "base/error.hpp"

namespace calo::cli {

/// "none", "exclusive", "proportional", "reserved=0.25"; empty leaves the choice to the books.
Result<attribution::BooksOptions> books_options(std::string_view static_policy);

/// `--embodied auto` or `--embodied KG`: what making the machine emitted, in kg CO2e; empty for
/// "auto".
Result<std::optional<double>> making_kg(std::string_view embodied);

}  // namespace calo::cli
