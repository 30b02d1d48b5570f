#pragma once

#include <optional>
#include <string_view>

#include "attribution/books.hpp"
#include "base/error.hpp"
#include "model/run.hpp"

namespace calo::cli {

/// "none", "exclusive", "proportional", "reserved=0.25"; empty leaves the choice to the books.
Result<attribution::BooksOptions> books_options(std::string_view static_policy);

/// The part of its static shares that the program of a run pays; 0 where its energy is not known.
double paid_of_static(const model::Run& run, const attribution::BooksOptions& options);

/// `--embodied auto` or `--embodied KG`: what making the machine emitted, in kg CO2e; empty for
/// "auto".
Result<std::optional<double>> making_kg(std::string_view embodied);

}  // namespace calo::cli
