#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"

namespace calo::os {

/// Owns a file descriptor; closed on destruction, always close-on-exec.
class FileDescriptor {
 public:
  FileDescriptor() = default;
  explicit FileDescriptor(int fd) : fd_{fd} {}
  FileDescriptor(FileDescriptor&& other) noexcept : fd_{std::exchange(other.fd_, -1)} {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  ~FileDescriptor();

  [[nodiscard]] int get() const { return fd_; }
  explicit operator bool() const { return fd_ >= 0; }

 private:
  int fd_ = -1;
};

Result<FileDescriptor> open_for_reading(const std::filesystem::path& path);

/// Reads an open file from its beginning (pread at 0): what /proc and /sys files want when read
/// again and again. `name` is for the error text. At most `limit` bytes.
Result<std::string> read_again(const FileDescriptor& file, std::string_view name,
                               std::size_t limit = 65536);

/// The whole file, at most `limit` bytes (larger is an error of category exhausted).
Result<std::string> read_text(const std::filesystem::path& path,
                              std::size_t limit = std::size_t{64} << 20);
/// The same for a file at a place that calo looks at by itself: what is no regular file, a pipe
/// that nobody writes to for example, is not waited for but refused (unsupported).
Result<std::string> read_regular(const std::filesystem::path& path, std::size_t limit);
/// A file that holds one number, with white space around it allowed; otherwise malformed.
Result<std::uint64_t> read_u64(const std::filesystem::path& path);
Result<std::int64_t> read_i64(const std::filesystem::path& path);

/// Names in a directory, sorted, without "." and "..".
Result<std::vector<std::string>> list_directory(const std::filesystem::path& path);

/// Replaces a file in one step (temporary file beside it, then rename); makes parent directories.
Result<void> write_file(const std::filesystem::path& path, std::string_view content);

}  // namespace calo::os
