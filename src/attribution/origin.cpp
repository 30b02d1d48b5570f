#include "attribution/origin.hpp"

#include <algorithm>
#include <array>

namespace calo::attribution {

bool is_library_source(std::string_view file) {
  constexpr std::array inside = {"/site-packages/",   "/dist-packages/",      "/lib/python3",
                                 "/.cargo/registry/", "/.rustup/toolchains/", "/go/pkg/mod/"};
  constexpr std::array begins = {
      "<frozen ",       "/usr/include/",     "/usr/lib/",           "/usr/lib64/",
      "/rustc/",        "/usr/src/",         "/usr/local/include/", "/usr/share/",
      "/usr/local/go/", "library/core/src/", "library/std/src/",    "library/alloc/src/"};
  return std::ranges::any_of(inside, [file](auto part) { return file.contains(part); }) ||
         std::ranges::any_of(begins, [file](auto part) { return file.starts_with(part); });
}

bool is_library_module(const model::Module& module) {
  const std::string_view path = module.path;
  if (module.interpreter || path.starts_with('[')) return true;
  if (path.starts_with("/usr/local/")) return false;
  return path.starts_with("/usr/") || path.starts_with("/lib") || path.starts_with("/bin/") ||
         path.starts_with("/sbin/");
}

bool is_inlined_library(const model::Profile& profile, const model::Location& location,
                        std::size_t i) {
  if (i + 1 >= location.lines.size()) return false;  // the function that holds the others
  if (location.module &&
      is_library_module(profile.modules[static_cast<std::size_t>(*location.module)]))
    return true;
  return is_library_source(
      profile.functions[static_cast<std::size_t>(location.lines[i].function)].file);
}

}  // namespace calo::attribution
