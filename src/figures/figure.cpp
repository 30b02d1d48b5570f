#include "figures/figure.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "base/try.hpp"
#include "figures/cairo_canvas.hpp"
#include "figures/cairo_library.hpp"
#include "figures/svg_canvas.hpp"
#include "os/file.hpp"

namespace calo::figures {

std::optional<Format> format_of(const std::filesystem::path& path) {
  const std::string ending = text::lower_case(path.extension().string());
  if (ending == ".pdf") return Format::pdf;
  if (ending == ".png") return Format::png;
  if (ending == ".svg") return Format::svg;
  return std::nullopt;
}

Result<std::string> render(const Figure& figure, Format format) {
  if (figure.pages > 1 && format != Format::pdf) {
    return fail(Category::unsupported,
                fmt::format("drawing {} pages: only a PDF has several", figure.pages),
                "Choose a file name that ends in .pdf");
  }
  CALO_TRY_DO(load_cairo());
  switch (format) {
    case Format::pdf:
      return pdf_bytes(figure);
    case Format::png:
      return png_bytes(figure);
    case Format::svg:
      return svg_bytes(figure);
  }
  return fail(Category::internal, "drawing in a format that does not exist");
}

Result<void> write(const Figure& figure, const std::filesystem::path& path) {
  const auto format = format_of(path);
  if (!format) {
    return fail(Category::usage, "drawing " + path.string() + ": its ending names no format",
                "Choose a file name that ends in .pdf, .png or .svg");
  }
  CALO_TRY(const auto bytes, render(figure, *format));
  return os::write_file(path, bytes);
}

}  // namespace calo::figures
