#pragma once

#include <string>

#include "base/error.hpp"
#include "figures/figure.hpp"

namespace calo::figures {

/// The figure as a PDF, drawn by Cairo.
Result<std::string> pdf_bytes(const Figure& figure);

/// The figure as a PNG, drawn by Cairo.
Result<std::string> png_bytes(const Figure& figure);

/// An image as a PNG, one pixel to a pixel.
Result<std::string> png_bytes(const Image& image);

}  // namespace calo::figures
