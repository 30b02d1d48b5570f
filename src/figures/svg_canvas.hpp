#pragma once

#include <string>

#include "base/error.hpp"
#include "figures/figure.hpp"

namespace calo::figures {

/// The figure as an SVG whose text is text: it can be searched and edited.
Result<std::string> svg_bytes(const Figure& figure);

}  // namespace calo::figures
