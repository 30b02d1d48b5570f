#include "os/new_file.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <fstream>
#include <system_error>

namespace calo::os {

namespace fs = std::filesystem;

Result<void> write_stream(std::ostream& out, std::string_view name, const Write& write) {
  errno = 0;
  write(out);
  out.flush();
  if (out) return {};
  return std::unexpected{system_error(errno == 0 ? EIO : errno, fmt::format("writing {}", name))};
}

namespace {

Result<void> write_opened(const fs::path& opened, const fs::path& name, const Write& write) {
  errno = 0;
  std::ofstream out{opened, std::ios::binary};
  if (!out) {
    return std::unexpected{
        system_error(errno == 0 ? EIO : errno, fmt::format("writing {}", name.string()))};
  }
  return write_stream(out, name.string(), write);
}

}  // namespace

Result<void> write_new(const fs::path& path, bool force, const Write& write) {
  std::error_code ignored;
  const bool exists = fs::exists(path, ignored);
  if (exists && fs::is_directory(path, ignored)) {
    return fail(Category::usage, fmt::format("writing {}: it is a directory", path.string()),
                "Choose the name of a file");
  }
  if (exists && !fs::is_regular_file(path, ignored)) {
    return write_opened(path, path, write);
  }
  if (exists && !force) {
    return fail(Category::usage, fmt::format("writing {}: it exists already", path.string()),
                "Choose another name, or replace it with --force");
  }
  const fs::path part = fmt::format("{}.part.{}", path.string(), ::getpid());
  auto written = write_opened(part, path, write);
  // link(2) fails where the name has been taken meanwhile; rename(2) replaces.
  if (written &&
      (force ? ::rename(part.c_str(), path.c_str()) : ::link(part.c_str(), path.c_str())) != 0) {
    const bool cannot_link = !force && (errno == EPERM || errno == EOPNOTSUPP || errno == ENOSYS);
    if (!cannot_link || ::rename(part.c_str(), path.c_str()) != 0) {
      written = std::unexpected{system_error(errno, fmt::format("writing {}", path.string()))};
    }
  }
  fs::remove(part, ignored);
  return written;
}

}  // namespace calo::os
