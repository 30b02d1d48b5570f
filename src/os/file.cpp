#include "os/file.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <system_error>

#include "base/text.hpp"
#include "base/try.hpp"

namespace calo::os {

FileDescriptor::~FileDescriptor() {
  if (fd_ >= 0) ::close(fd_);
}

Result<FileDescriptor> open_for_reading(const std::filesystem::path& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (fd < 0) return std::unexpected{system_error(errno, "reading " + path.string())};
  return FileDescriptor{fd};
}

Result<std::string> read_again(const FileDescriptor& file, std::string_view name,
                               std::size_t limit) {
  std::string content;
  std::size_t size = 0;
  content.resize(std::min<std::size_t>(limit, 4096));
  for (;;) {
    const ssize_t got =
        ::pread(file.get(), content.data() + size, content.size() - size, static_cast<off_t>(size));
    if (got < 0) {
      if (errno == EINTR) continue;
      return std::unexpected{system_error(errno, "reading " + std::string{name})};
    }
    size += static_cast<std::size_t>(got);
    if (got == 0 || size == limit) break;
    if (size == content.size()) content.resize(std::min(limit, content.size() * 2));
  }
  content.resize(size);
  return content;
}

namespace {

Result<std::string> read_all(const FileDescriptor& file, const std::filesystem::path& path,
                             std::size_t limit) {
  std::string content;
  char buffer[16384];
  for (;;) {
    const ssize_t got = ::read(file.get(), buffer, sizeof buffer);
    if (got < 0) {
      if (errno == EINTR) continue;
      return std::unexpected{system_error(errno, "reading " + path.string())};
    }
    if (got == 0) return content;
    if (content.size() + static_cast<std::size_t>(got) > limit) {
      return fail(Category::exhausted,
                  "reading " + path.string() + ": larger than " + std::to_string(limit) + " bytes");
    }
    content.append(buffer, static_cast<std::size_t>(got));
  }
}

}  // namespace

Result<std::string> read_text(const std::filesystem::path& path, std::size_t limit) {
  CALO_TRY(const auto file, open_for_reading(path));
  return read_all(file, path, limit);
}

Result<std::string> read_regular(const std::filesystem::path& path, std::size_t limit) {
  const FileDescriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)};
  if (!file) return std::unexpected{system_error(errno, "reading " + path.string())};
  struct stat status{};
  if (::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode))
    return fail(Category::unsupported, "reading " + path.string() + ": not a regular file");
  return read_all(file, path, limit);
}

Result<std::uint64_t> read_u64(const std::filesystem::path& path) {
  CALO_TRY(const std::string content, read_text(path, 4096));
  if (const auto value = text::to_u64(content)) return *value;
  return fail(Category::malformed, "reading " + path.string() + ": \"" +
                                       text::printable(text::trimmed(content), 40) +
                                       "\" is not a whole number");
}

Result<std::int64_t> read_i64(const std::filesystem::path& path) {
  CALO_TRY(const std::string content, read_text(path, 4096));
  if (const auto value = text::to_i64(content)) return *value;
  return fail(Category::malformed, "reading " + path.string() + ": \"" +
                                       text::printable(text::trimmed(content), 40) +
                                       "\" is not a whole number");
}

Result<std::vector<std::string>> list_directory(const std::filesystem::path& path) {
  struct Close {
    void operator()(DIR* d) const { ::closedir(d); }
  };
  const std::unique_ptr<DIR, Close> directory{::opendir(path.c_str())};
  if (!directory) return std::unexpected{system_error(errno, "listing " + path.string())};
  std::vector<std::string> names;
  while (const dirent* entry = ::readdir(directory.get())) {
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") names.emplace_back(name);
  }
  std::ranges::sort(names);
  return names;
}

Result<void> write_file(const std::filesystem::path& path, std::string_view content) {
  std::error_code error;
  if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), error);
  const std::string temporary = path.string() + ".new." + std::to_string(::getpid());
  const FileDescriptor file{
      ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644)};
  if (!file) return std::unexpected{system_error(errno, "writing " + path.string())};
  while (!content.empty()) {
    const ssize_t put = ::write(file.get(), content.data(), content.size());
    if (put < 0) {
      if (errno == EINTR) continue;
      const int why = errno;
      ::unlink(temporary.c_str());
      return std::unexpected{system_error(why, "writing " + path.string())};
    }
    content.remove_prefix(static_cast<std::size_t>(put));
  }
  if (::rename(temporary.c_str(), path.c_str()) != 0) {
    const int why = errno;
    ::unlink(temporary.c_str());
    return std::unexpected{system_error(why, "writing " + path.string())};
  }
  return {};
}

}  // namespace calo::os
