#include "figures/cairo_library.hpp"

#include "base/expect.hpp"
#include "base/try.hpp"
#include "os/library.hpp"

namespace calo::figures {
namespace {

Result<Cairo> loaded() {
  CALO_TRY(const os::Library library, os::Library::load("libcairo.so.2", "libcairo2"));
  Cairo cairo;
  bool complete = true;
#define CALO_FIND(name) complete = library.find(cairo.name, "cairo_" #name) && complete;
  CALO_CAIRO_FUNCTIONS(CALO_FIND)
#undef CALO_FIND
  if (!complete) {
    return fail(Category::unsupported, "loading libcairo.so.2: it lacks a function",
                "Install Cairo 1.16 or newer");
  }
  return cairo;
}

const Result<Cairo>& library() {
  static const Result<Cairo> once = loaded();
  return once;
}

}  // namespace

Result<void> load_cairo() {
  if (library()) return {};
  return std::unexpected{library().error()};
}

const Cairo& cairo() {
  CALO_EXPECT(library().has_value(), "Cairo is loaded before it is used");
  return *library();
}

}  // namespace calo::figures
