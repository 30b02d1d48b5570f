#include "meters/number_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "base/text.hpp"

namespace calo::meters {

bool says_gone(ErrorNumber error) {
  return error == ENOENT || error == ENODEV || error == ENXIO || error == ENOTDIR;
}

std::expected<std::int64_t, ErrorNumber> NumberFile::read() {
  const auto content = read_text();
  if (!content) return std::unexpected{content.error()};
  const auto number = text::to_i64(*content);
  if (!number) return std::unexpected{EBADMSG};
  return *number;
}

std::expected<std::string_view, ErrorNumber> NumberFile::read_text() {
  if (file_) {
    const auto content = read_open_file();
    if (content || !says_gone(content.error())) return content;
    file_ = os::FileDescriptor{};
  }
  // O_NONBLOCK: a FIFO in the place of the file must not stop the run.
  const int fd = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  if (fd < 0) return std::unexpected{errno};
  file_ = os::FileDescriptor{fd};
  return read_open_file();
}

std::expected<std::string_view, ErrorNumber> NumberFile::read_open_file() {
  ssize_t size = 0;
  do {
    size = ::pread(file_.get(), content_.data(), content_.size(), 0);
  } while (size < 0 && errno == EINTR);
  if (size < 0) return std::unexpected{errno};
  // A removed sysfs file answers ENODEV itself; an ordinary file lives on behind its descriptor
  // without a name.
  struct stat status{};
  if (::fstat(file_.get(), &status) == 0 && status.st_nlink == 0) return std::unexpected{ENOENT};
  return text::trimmed({content_.data(), static_cast<std::size_t>(size)});
}

}  // namespace calo::meters
