#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "figures/canvas.hpp"

namespace calo::figures {

enum class Format : std::uint8_t { pdf, png, svg };

/// The format that a file's ending asks for, in upper or lower case; empty for another ending.
std::optional<Format> format_of(const std::filesystem::path& path);

/// Size of a page in points (72 to an inch, 28.3 to a centimetre).
struct PageSize {
  double width = 0;
  double height = 0;
};

/// Something that can be drawn: pages of one size.
struct Figure {
  PageSize size;
  std::string title{};    ///< for the file's own description
  std::size_t pages = 1;  ///< only a PDF can have more than one
  /// Draws a page, from 0. The canvas is white and as large as the page.
  std::function<void(Canvas&, std::size_t page)> draw{};
  double pixels_per_inch = 200;  ///< of a PNG
};

/// The bytes of a file that shows the figure. Fails with `unsupported` for several pages in another
/// format than PDF, and with `exhausted` for more pixels than a picture can have.
Result<std::string> render(const Figure& figure, Format format);

/// Writes the figure in the format of the file's ending (.pdf, .png or .svg). The file appears
/// complete or not at all.
Result<void> write(const Figure& figure, const std::filesystem::path& path);

}  // namespace calo::figures
