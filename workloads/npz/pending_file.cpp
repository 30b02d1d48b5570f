#include "npz/pending_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

namespace npz {

calo::Error cannot_write(const std::string& path, int error_number) {
  const char* remedy = "Name another file.";
  if (error_number == ENOSPC || error_number == EDQUOT || error_number == EFBIG) {
    remedy = "Free some space, or name a file on another disk.";
  } else if (error_number == ENOENT) {
    remedy = "Create its directory first.";
  }
  return calo::system_error(error_number, fmt::format("writing {}", path), remedy);
}

PendingFile::PendingFile(std::string target, std::string shown)
    : target_{std::move(target)},
      shown_{std::move(shown)},
      name_{fmt::format("{}.{}.partial", target_, ::getpid())},
      descriptor_{::open(name_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666)} {}

PendingFile::PendingFile(PendingFile&& other) noexcept
    : target_{std::move(other.target_)},
      shown_{std::move(other.shown_)},
      name_{std::move(other.name_)},
      descriptor_{std::exchange(other.descriptor_, -1)} {}

PendingFile::~PendingFile() {
  if (descriptor_ < 0) return;
  ::close(descriptor_);
  ::unlink(name_.c_str());
}

Result<PendingFile> PendingFile::create(const std::string& target) {
  std::error_code error;
  const auto canonical = std::filesystem::canonical(target, error);
  const std::string resolved = error ? target : canonical.string();
  struct stat status{};
  if (::stat(resolved.c_str(), &status) == 0 && !S_ISREG(status.st_mode)) {
    return calo::fail(calo::Category::usage,
                      fmt::format("writing {}: it exists and is not a regular file", target),
                      "Name another file.");
  }
  PendingFile file{resolved, target};
  if (file.descriptor_ < 0) return std::unexpected{cannot_write(target, errno)};
  return file;
}

Result<void> PendingFile::write(std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return std::unexpected{cannot_write(shown_, written < 0 ? errno : EIO)};
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return {};
}

Result<void> PendingFile::keep() {
  // By name: a library may have put another file in its place.
  const int written = ::open(name_.c_str(), O_RDONLY | O_CLOEXEC);
  bool is_kept = written >= 0 && ::fsync(written) == 0;
  is_kept = is_kept && ::rename(name_.c_str(), target_.c_str()) == 0;
  const int reason = errno;
  if (written >= 0) ::close(written);
  if (!is_kept) return std::unexpected{cannot_write(shown_, reason)};
  ::close(std::exchange(descriptor_, -1));
  return {};
}

}  // namespace npz
