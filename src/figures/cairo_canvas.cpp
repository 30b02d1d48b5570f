#include "figures/cairo_canvas.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <memory>
#include <numbers>

#include "base/text.hpp"
#include "base/try.hpp"
#include "figures/cairo_library.hpp"

namespace calo::figures {
namespace {

constexpr const char* font = "DejaVu Sans";
constexpr std::size_t longest_text = 400;

/// Cairo's images have at most 32767 pixels on a side (cairo-image-surface.c, MAX_IMAGE_SIZE).
constexpr double largest_side = 32767;

struct DestroySurface {
  void operator()(cairo_surface_t* surface) const { cairo().surface_destroy(surface); }
};
struct DestroyContext {
  void operator()(cairo_t* context) const { cairo().destroy(context); }
};
using Surface = std::unique_ptr<cairo_surface_t, DestroySurface>;
using Context = std::unique_ptr<cairo_t, DestroyContext>;

cairo_status_t append(void* closure, const unsigned char* bytes, unsigned int count) {
  static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(bytes), count);
  return CAIRO_STATUS_SUCCESS;
}

Result<void> checked(cairo_status_t status) {
  if (status == CAIRO_STATUS_SUCCESS) return {};
  const bool is_full = status == CAIRO_STATUS_NO_MEMORY || status == CAIRO_STATUS_INVALID_SIZE;
  return fail(is_full ? Category::exhausted : Category::internal,
              std::string{"drawing with Cairo: "} + cairo().status_to_string(status),
              is_full ? "Draw a smaller figure" : "");
}

void choose_font(cairo_t* context, const TextStyle& style) {
  cairo().select_font_face(context, font, CAIRO_FONT_SLANT_NORMAL,
                           style.is_bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
  cairo().set_font_size(context, style.size);
}

double advance(cairo_t* context, const std::string& safe) {
  cairo_text_extents_t extents;
  cairo().text_extents(context, safe.c_str(), &extents);
  return extents.x_advance;
}

Surface surface_of(const Image& image) {
  Surface surface{cairo().image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(image.columns),
                                               static_cast<int>(image.rows))};
  if (cairo().surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) return surface;
  cairo().surface_flush(surface.get());
  unsigned char* const bytes = cairo().image_surface_get_data(surface.get());
  const auto stride = static_cast<std::size_t>(cairo().image_surface_get_stride(surface.get()));
  for (std::size_t row = 0; row < image.rows; ++row) {
    for (std::size_t column = 0; column < image.columns; ++column) {
      const Colour& colour = image.pixels[row * image.columns + column];
      const std::uint32_t pixel = static_cast<std::uint32_t>(colour.red) << 16 |
                                  static_cast<std::uint32_t>(colour.green) << 8 | colour.blue;
      std::memcpy(bytes + row * stride + column * sizeof pixel, &pixel, sizeof pixel);
    }
  }
  cairo().surface_mark_dirty(surface.get());
  return surface;
}

class CairoCanvas final : public Canvas {
 public:
  explicit CairoCanvas(cairo_t* context) : context_{context} {
    cairo().set_line_join(context_, CAIRO_LINE_JOIN_ROUND);
  }

  void line(std::span<const Point> points, const Stroke& stroke) override {
    path(points);
    choose(stroke.colour);
    cairo().set_line_width(context_, stroke.width);
    cairo().set_dash(context_, stroke.dashes.data(), static_cast<int>(stroke.dashes.size()), 0);
    cairo().stroke(context_);
  }

  void area(std::span<const Point> outline, Colour fill) override {
    path(outline);
    cairo().close_path(context_);
    choose(fill);
    cairo().fill(context_);
  }

  void dot(Point centre, double radius, Colour fill) override {
    cairo().new_path(context_);
    cairo().arc(context_, centre.x, centre.y, radius, 0, 2 * std::numbers::pi);
    choose(fill);
    cairo().fill(context_);
  }

  void image(const Image& image, const Box& box) override {
    if (image.pixels.empty()) return;
    const Surface surface = surface_of(image);
    cairo().save(context_);
    cairo().translate(context_, box.x, box.y);
    cairo().scale(context_, box.width / static_cast<double>(image.columns),
                  box.height / static_cast<double>(image.rows));
    cairo().set_source_surface(context_, surface.get(), 0, 0);
    cairo().pattern_set_filter(cairo().get_source(context_), CAIRO_FILTER_NEAREST);
    cairo().rectangle(context_, 0, 0, static_cast<double>(image.columns),
                      static_cast<double>(image.rows));
    cairo().fill(context_);
    cairo().restore(context_);
  }

  void text(Point at, std::string_view words, const TextStyle& style) override {
    const std::string safe = text::printable(words, longest_text);
    choose_font(context_, style);
    choose(style.colour);
    const double width = advance(context_, safe);
    const double before = style.align == Align::left     ? 0
                          : style.align == Align::centre ? width / 2
                                                         : width;
    cairo().save(context_);
    cairo().translate(context_, at.x, at.y);
    if (style.runs_upwards) cairo().rotate(context_, -std::numbers::pi / 2);
    cairo().move_to(context_, -before, 0);
    cairo().show_text(context_, safe.c_str());
    cairo().restore(context_);
    cairo().new_path(context_);
  }

  void clip(const Box& box) override {
    cairo().save(context_);
    cairo().rectangle(context_, box.x, box.y, box.width, box.height);
    cairo().clip(context_);
  }
  void unclip() override { cairo().restore(context_); }

 private:
  void choose(Colour colour) {
    cairo().set_source_rgba(context_, colour.red / 255.0, colour.green / 255.0, colour.blue / 255.0,
                            colour.opacity);
  }
  void path(std::span<const Point> points) {
    cairo().new_path(context_);
    for (const Point& point : points) cairo().line_to(context_, point.x, point.y);
  }

  cairo_t* context_;
};

/// Draws all pages and closes the surface, so that it has written its last byte.
Result<void> draw_on(const Surface& surface, const Figure& figure, double scale) {
  CALO_TRY_DO(checked(cairo().surface_status(surface.get())));
  {
    const Context context{cairo().create(surface.get())};
    cairo().scale(context.get(), scale, scale);
    CairoCanvas canvas{context.get()};
    for (std::size_t page = 0; page < figure.pages; ++page) {
      cairo().set_source_rgb(context.get(), 1, 1, 1);
      cairo().paint(context.get());  // the whole surface: a PNG is rounded up to whole pixels
      figure.draw(canvas, page);
      cairo().show_page(context.get());
    }
    CALO_TRY_DO(checked(cairo().status(context.get())));
  }
  cairo().surface_flush(surface.get());
  return checked(cairo().surface_status(surface.get()));
}

}  // namespace

double text_width(std::string_view words, const TextStyle& style) {
  // Without Cairo nothing can be drawn, which `render` says; until then any width will do.
  if (!load_cairo()) return 0.6 * style.size * static_cast<double>(words.size());
  // A surface that keeps nothing; made anew each time, because a cairo_t must not be shared by
  // threads.
  const Surface nothing{cairo().recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, nullptr)};
  const Context context{cairo().create(nothing.get())};
  choose_font(context.get(), style);
  return advance(context.get(), text::printable(words, longest_text));
}

Result<std::string> pdf_bytes(const Figure& figure) {
  CALO_TRY_DO(load_cairo());
  std::string bytes;
  const Surface surface{
      cairo().pdf_surface_create_for_stream(append, &bytes, figure.size.width, figure.size.height)};
  if (!figure.title.empty()) {
    cairo().pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE,
                                     text::printable(figure.title).c_str());
  }
  CALO_TRY_DO(draw_on(surface, figure, 1));
  cairo().surface_finish(surface.get());
  CALO_TRY_DO(checked(cairo().surface_status(surface.get())));
  return bytes;
}

Result<std::string> png_bytes(const Figure& figure) {
  CALO_TRY_DO(load_cairo());
  const double scale = figure.pixels_per_inch / 72;
  const double width = std::ceil(figure.size.width * scale);
  const double height = std::ceil(figure.size.height * scale);
  if (!(std::max(width, height) <= largest_side)) {
    return fail(Category::exhausted, "drawing a PNG: it would have too many pixels",
                "Draw a smaller figure, or a PDF");
  }
  const Surface surface{cairo().image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(width),
                                                     static_cast<int>(height))};
  CALO_TRY_DO(draw_on(surface, figure, scale));
  std::string bytes;
  CALO_TRY_DO(checked(cairo().surface_write_to_png_stream(surface.get(), append, &bytes)));
  return bytes;
}

Result<std::string> png_bytes(const Image& image) {
  CALO_TRY_DO(load_cairo());
  const Surface surface = surface_of(image);
  CALO_TRY_DO(checked(cairo().surface_status(surface.get())));
  std::string bytes;
  CALO_TRY_DO(checked(cairo().surface_write_to_png_stream(surface.get(), append, &bytes)));
  return bytes;
}

}  // namespace calo::figures
