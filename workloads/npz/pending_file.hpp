#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "base/error.hpp"

namespace npz {

using calo::Result;

/// A file that is written beside its target and takes the target's place only when it is complete
/// and on the disk; otherwise it vanishes and the target stays as it was.
class PendingFile {
 public:
  /// Fails if the target exists and is no regular file, or if its directory takes no new file. A
  /// symbolic link is followed, so that what it points to is replaced.
  static Result<PendingFile> create(const std::string& target);

  PendingFile(PendingFile&& other) noexcept;
  PendingFile& operator=(PendingFile&&) = delete;
  PendingFile(const PendingFile&) = delete;
  PendingFile& operator=(const PendingFile&) = delete;
  ~PendingFile();

  /// Of the file beside, for a library that writes by name; it may replace the file.
  [[nodiscard]] const std::string& name() const { return name_; }

  Result<void> write(std::span<const std::byte> bytes);

  /// Flushes to the disk and renames.
  Result<void> keep();

 private:
  PendingFile(std::string target, std::string shown);

  std::string target_;
  std::string shown_;  ///< the target as the caller named it
  std::string name_;
  int descriptor_;
};

/// A failed write to `path` as an error for a person.
calo::Error cannot_write(const std::string& path, int error_number);

}  // namespace npz
