#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace calo::formats {

enum class Picture : std::uint8_t { svg, pdf, png };

/// A graph in Graphviz's language as a picture, drawn by its program `dot` (found through PATH).
///
/// A process of its own, since the library leaks, and a graph it cannot lay out ends the program.
/// Fails with `not_found` where Graphviz is not installed, with `unsupported` and what dot says if
/// it refuses. SIGCHLD must not be ignored.
Result<std::string> drawn_by_graphviz(std::string_view graph, Picture picture);

}  // namespace calo::formats
