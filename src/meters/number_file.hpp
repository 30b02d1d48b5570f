#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <string_view>

#include "os/file.hpp"

namespace calo::meters {

/// A value of `errno`; EBADMSG stands for "readable, but not what the format promises".
using ErrorNumber = int;

/// True if the number says that the thing behind a file is no longer there (hot-unplug, driver
/// unloaded).
bool says_gone(ErrorNumber error);

/// A small file of sysfs, usually one number, kept open and read again from its beginning.
///
/// A file that was replaced or removed behind the open descriptor is opened again by its path.
/// Never allocates after the first read. Not thread-safe.
class NumberFile {
 public:
  explicit NumberFile(std::filesystem::path path) : path_{std::move(path)} {}

  /// The file as one whole number, or why it could not be read. White space around it is allowed.
  std::expected<std::int64_t, ErrorNumber> read();

  /// The first 128 bytes of the file without white space around them; valid until the next call.
  std::expected<std::string_view, ErrorNumber> read_text();

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::expected<std::string_view, ErrorNumber> read_open_file();

  std::filesystem::path path_;
  os::FileDescriptor file_;
  std::array<char, 128> content_{};
};

}  // namespace calo::meters
