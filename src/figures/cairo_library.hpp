#pragma once

#include <cairo/cairo-pdf.h>
#include <cairo/cairo.h>

#include "base/error.hpp"

// Every function of Cairo that is used, without its `cairo_`.
#define CALO_CAIRO_FUNCTIONS(X)    \
  X(arc)                           \
  X(clip)                          \
  X(close_path)                    \
  X(create)                        \
  X(destroy)                       \
  X(fill)                          \
  X(get_source)                    \
  X(image_surface_create)          \
  X(image_surface_get_data)        \
  X(image_surface_get_stride)      \
  X(line_to)                       \
  X(move_to)                       \
  X(new_path)                      \
  X(paint)                         \
  X(pattern_set_filter)            \
  X(pdf_surface_create_for_stream) \
  X(pdf_surface_set_metadata)      \
  X(recording_surface_create)      \
  X(rectangle)                     \
  X(restore)                       \
  X(rotate)                        \
  X(save)                          \
  X(scale)                         \
  X(select_font_face)              \
  X(set_dash)                      \
  X(set_font_size)                 \
  X(set_line_join)                 \
  X(set_line_width)                \
  X(set_source_rgb)                \
  X(set_source_rgba)               \
  X(set_source_surface)            \
  X(show_page)                     \
  X(show_text)                     \
  X(status)                        \
  X(status_to_string)              \
  X(stroke)                        \
  X(surface_destroy)               \
  X(surface_finish)                \
  X(surface_flush)                 \
  X(surface_mark_dirty)            \
  X(surface_status)                \
  X(surface_write_to_png_stream)   \
  X(text_extents)                  \
  X(translate)

namespace calo::figures {

/// Cairo, which is loaded when something is drawn: with all that it needs it is half of the
/// libraries that every start of calo would load.
struct Cairo {
// NOLINTNEXTLINE(bugprone-macro-parentheses): a member's name takes none.
#define CALO_MEMBER(name) decltype(&cairo_##name) name = nullptr;
  CALO_CAIRO_FUNCTIONS(CALO_MEMBER)
#undef CALO_MEMBER
};

/// Fails with `not_found` where the library is not installed.
Result<void> load_cairo();
/// Requires: load_cairo() has succeeded.
const Cairo& cairo();

}  // namespace calo::figures
