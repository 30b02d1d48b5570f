#include "npz_writer.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <bit>
#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

namespace flow {
namespace {

static_assert(std::endian::native == std::endian::little,
              "float64 is written as it lies in memory");

constexpr std::array<std::uint32_t, 256> crc_table = [] {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < table.size(); ++i) {
    std::uint32_t crc = i;
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xEDB88320u : 0u);
    table[i] = crc;
  }
  return table;
}();

/// Little-endian fields of a zip record.
class Record {
 public:
  Record& u16(std::size_t value) { return put(value, 2); }
  Record& u32(std::size_t value) { return put(value, 4); }
  Record& text(std::string_view value) {
    bytes_.append(value);
    return *this;
  }
  [[nodiscard]] const std::string& bytes() const { return bytes_; }

 private:
  Record& put(std::size_t value, int size) {
    for (int i = 0; i < size; ++i) bytes_.push_back(static_cast<char>((value >> (8 * i)) & 0xff));
    return *this;
  }
  std::string bytes_;
};

struct Member {
  std::string_view name;
  std::string header;
  std::span<const double> values;
  [[nodiscard]] std::size_t size() const { return header.size() + values.size_bytes(); }
  [[nodiscard]] std::uint32_t crc() const {
    return crc32(std::as_bytes(values), crc32(std::as_bytes(std::span{header})));
  }
};

/// The fields that local and central records share, from "version needed" to "extra length"
/// (PKWARE APPNOTE 6.3, 4.3.7). Stored without compression, dated 1 January 1980 so that equal
/// results are equal files.
void describe(Record& record, const Member& member, std::uint32_t crc) {
  constexpr std::size_t date = (1 << 5) | 1;
  record.u16(20).u16(0).u16(0).u16(0).u16(date);
  record.u32(crc).u32(member.size()).u32(member.size());
  record.u16(member.name.size()).u16(0);
}

/// A file that vanishes unless it is kept.
class PendingFile {
 public:
  explicit PendingFile(const std::string& target)
      : name_{fmt::format("{}.{}.partial", target, ::getpid())},
        descriptor_{::open(name_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666)} {}
  PendingFile(const PendingFile&) = delete;
  PendingFile& operator=(const PendingFile&) = delete;
  ~PendingFile() {
    if (descriptor_ < 0) return;
    ::close(descriptor_);
    ::unlink(name_.c_str());
  }

  [[nodiscard]] bool is_open() const { return descriptor_ >= 0; }

  bool write(std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
      const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) return false;
      bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return true;
  }

  bool keep_as(const std::string& target) {
    if (::fsync(descriptor_) != 0) return false;
    if (::rename(name_.c_str(), target.c_str()) != 0) return false;
    ::close(std::exchange(descriptor_, -1));
    return true;
  }

 private:
  std::string name_;
  int descriptor_;
};

/// Where the file really is, so that a symbolic link is followed and not replaced.
std::string resolved(const std::string& path) {
  std::error_code error;
  const auto target = std::filesystem::canonical(path, error);
  return error ? path : target.string();
}

std::string failure(const std::string& path, int error) {
  const char* remedy = "Name another file with -o.";
  if (error == ENOSPC || error == EDQUOT || error == EFBIG) {
    remedy = "Free some space or name a file on another disk with -o.";
  } else if (error == ENOENT) {
    remedy = "Create its directory first.";
  }
  return fmt::format("cannot write {}: {}. {}", path,
                     std::error_code{error, std::generic_category()}.message(), remedy);
}

}  // namespace

std::uint32_t crc32(std::span<const std::byte> bytes, std::uint32_t crc) {
  crc = ~crc;
  for (const std::byte byte : bytes) {
    crc = (crc >> 8) ^ crc_table[(crc ^ std::to_integer<std::uint32_t>(byte)) & 0xff];
  }
  return ~crc;
}

std::string npy_header(std::string_view shape) {
  std::string description =
      fmt::format("{{'descr': '<f8', 'fortran_order': False, 'shape': {}, }}", shape);
  constexpr std::size_t prefix = 10;  // magic, version, length of the description
  while ((prefix + description.size() + 1) % 64 != 0) description += ' ';
  description += '\n';
  return Record{}.text("\x93NUMPY").u16(1).u16(description.size()).text(description).bytes();
}

std::expected<void, std::string> check_writable(const std::string& path) {
  struct stat status{};
  const std::string target = resolved(path);
  if (::stat(target.c_str(), &status) == 0 && !S_ISREG(status.st_mode)) {
    return std::unexpected(fmt::format(
        "cannot write {}: it exists and is not a regular file. Name another file with -o.", path));
  }
  const PendingFile probe{target};
  if (!probe.is_open()) return std::unexpected(failure(path, errno));
  return {};
}

std::expected<void, std::string> write_npz(const std::string& path, std::span<const double> values,
                                           std::array<std::size_t, 3> shape) {
  const std::string target = resolved(path);
  PendingFile file{target};
  if (!file.is_open()) return std::unexpected(failure(path, errno));

  std::array<Member, 2> members{
      Member{.name = "data.npy",
             .header = npy_header(fmt::format("({}, {}, {})", shape[0], shape[1], shape[2])),
             .values = values},
      Member{.name = "names.npy", .header = npy_header("(0,)"), .values = {}}};
  Record directory;
  std::size_t offset = 0;
  bool is_written = true;
  for (Member& member : members) {
    const std::uint32_t crc = member.crc();
    Record local;
    local.text("PK\x03\x04");
    describe(local, member, crc);
    local.text(member.name);
    directory.text("PK\x01\x02").u16(20);
    describe(directory, member, crc);
    directory.u16(0).u16(0).u16(0).u32(0).u32(offset).text(member.name);
    offset += local.bytes().size() + member.size();
    is_written = is_written && file.write(std::as_bytes(std::span{local.bytes()})) &&
                 file.write(std::as_bytes(std::span{member.header})) &&
                 file.write(std::as_bytes(member.values));
  }
  const std::size_t directory_size = directory.bytes().size();
  directory.text("PK\x05\x06").u16(0).u16(0).u16(members.size()).u16(members.size());
  directory.u32(directory_size).u32(offset).u16(0);
  is_written = is_written && file.write(std::as_bytes(std::span{directory.bytes()}));
  if (!is_written || !file.keep_as(target)) return std::unexpected(failure(path, errno));
  return {};
}

}  // namespace flow
