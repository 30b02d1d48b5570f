#include "stack_table/kept_files.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <string_view>
#include <utility>

#include "base/text.hpp"
#include "os/clock.hpp"

namespace calo::stack_table {

namespace {

constexpr std::size_t most_kept = 512;
constexpr std::string_view deleted = " (deleted)";

/// The limit leaves most descriptors to what calo does besides.
std::size_t allowed() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 64;
  return std::min<std::size_t>(most_kept, limit.rlim_cur / 4);
}

std::string target_of(const std::string& link) {
  std::array<char, 4097> target{};
  const ssize_t size = ::readlink(link.c_str(), target.data(), target.size());
  return size > 0 ? std::string{target.data(), static_cast<std::size_t>(size)} : "";
}

os::FileDescriptor open_regular_file(const std::string& path) {
  os::FileDescriptor file{
      ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | O_NOATIME)};
  if (!file)
    file = os::FileDescriptor{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)};
  struct stat status{};
  if (file && (::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode))) return {};
  return file;
}

std::uint64_t hexadecimal_number(std::string_view digits) {
  std::uint64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
  return value;
}

/// Network file systems (NFS, sshfs) leave a hidden file behind when one is deleted that is open:
/// the program could not remove its directory. Only those that are known not to are taken
/// (statfs(2)).
bool is_on_local_file_system(int file) {
  struct statfs status{};
  if (::fstatfs(file, &status) != 0) return false;
  constexpr std::array<std::uint32_t, 11> local = {
      0xEF53,      // ext2, ext3, ext4
      0x58465342,  // XFS
      0x9123683E,  // Btrfs
      0x01021994,  // tmpfs
      0x794C7630,  // overlayfs
      0xF2F52010,  // F2FS
      0x2FC12FC1,  // ZFS
      0x858458F6,  // ramfs
      0x73717368,  // SquashFS
      0xE0F5E1E2,  // EROFS
      0xCA451A4E,  // bcachefs
  };
  return std::ranges::find(local, static_cast<std::uint32_t>(status.f_type)) != local.end();
}

/// What /proc/PID/maps says is mapped at `start`; empty if the process has gone.
struct Identity {
  std::uint64_t device = 0, inode = 0;
};
std::optional<Identity> mapped_at(const std::string& process, std::uint64_t start) {
  const auto text = os::read_text(process + "/maps", std::size_t{16} << 20U);
  if (!text) return {};
  for (const std::string_view line : text::lines(*text)) {
    const auto words = text::words(line);
    if (words.size() < 5) continue;
    const std::size_t dash = words[0].find('-');
    if (dash == words[0].npos || hexadecimal_number(words[0].substr(0, dash)) != start) continue;
    const std::size_t colon = words[3].find(':');
    if (colon == words[3].npos) return {};
    const auto major = hexadecimal_number(words[3].substr(0, colon));
    const auto minor = hexadecimal_number(words[3].substr(colon + 1));
    return Identity{::gnu_dev_makedev(static_cast<unsigned>(major), static_cast<unsigned>(minor)),
                    text::to_u64(words[4]).value_or(0)};
  }
  return {};
}

/// A file that has not changed since before the image began was there when the image mapped it.
bool is_older_than(const struct stat& status, const ring::Image& image) {
  const auto age = os::monotonic_now() - image.birth;
  const auto changed = std::chrono::seconds{status.st_ctim.tv_sec} +
                       std::chrono::nanoseconds{status.st_ctim.tv_nsec};
  return age.count() >= 0 && changed < os::utc_now() - age;
}

}  // namespace

KeptFiles::KeptFiles() : most_{allowed()} {
  if (const auto mounts = os::read_text("/proc/self/mountinfo", std::size_t{4} << 20U)) {
    for (const std::string_view line : text::lines(*mounts))
      mounts_.insert(text::to_u64(line.substr(0, line.find(' '))).value_or(0));
  }
}

void KeptFiles::see(const ring::Image& image, const std::string& path, std::int32_t number,
                    std::uint64_t start, bool has_build_id) {
  if (path.empty() || path.front() != '/' || kept_.contains(number)) return;
  const std::string process = "/proc/" + std::to_string(image.pid);
  os::FileDescriptor file;
  bool is_certain = false;
  const std::string executable = target_of(process + "/exe");
  if (executable == path || executable == path + std::string{deleted}) {
    file = open_regular_file(process + "/exe");
    is_certain = static_cast<bool>(file);
  }
  if (!file) file = open_regular_file(process + "/root" + path);
  if (!file) file = open_regular_file(path);
  struct stat status{};
  if (file && ::fstat(file.get(), &status) != 0) file = {};
  if (file && !is_certain && !has_build_id) {
    const auto mapped = mapped_at(process, start);
    is_certain = mapped ? mapped->inode == status.st_ino : is_older_than(status, image);
  }
  if (!has_build_id && !(file && is_certain)) {
    doubtful_.insert(number);
    return;
  }
  doubtful_.erase(number);
  if (!file) return;
  if (may_hold(file)) {
    ++held_;
  } else {
    file = {};
  }
  kept_.emplace(number, Kept{std::move(file), path, status.st_dev, status.st_ino, status.st_size,
                             status.st_mtim.tv_sec, status.st_mtim.tv_nsec});
}

bool KeptFiles::may_hold(const os::FileDescriptor& file) const {
  if (held_ >= most_ || !is_on_local_file_system(file.get())) return false;
  constexpr unsigned mount_id = 0x1000U;  // STATX_MNT_ID, since Linux 5.8
  struct statx status{};
  return mounts_.empty() || ::statx(file.get(), "", AT_EMPTY_PATH, mount_id, &status) != 0 ||
         (status.stx_mask & mount_id) == 0 || mounts_.contains(status.stx_mnt_id);
}

std::string KeptFiles::identity(const ring::Image& image, const std::string& path) {
  if (path.empty() || path.front() != '/') return {};
  const std::string process = "/proc/" + std::to_string(image.pid);
  const std::string executable = target_of(process + "/exe");
  const bool is_executable = executable == path || executable == path + std::string{deleted};
  struct stat status{};
  if ((!is_executable || ::stat((process + "/exe").c_str(), &status) != 0) &&
      ::stat((process + "/root" + path).c_str(), &status) != 0 &&
      ::stat(path.c_str(), &status) != 0)
    return {};
  return std::to_string(status.st_dev) + ":" + std::to_string(status.st_ino) + ":" +
         std::to_string(status.st_size) + ":" + std::to_string(status.st_mtim.tv_sec) + "." +
         std::to_string(status.st_mtim.tv_nsec);
}

std::optional<std::filesystem::path> KeptFiles::find(std::int32_t number) const {
  const auto at = kept_.find(number);
  if (at == kept_.end() || !at->second.file) return {};
  struct stat status{};
  const Kept& kept = at->second;
  if (::fstat(kept.file.get(), &status) != 0 || status.st_size != kept.size ||
      status.st_mtim.tv_sec != kept.written_s || status.st_mtim.tv_nsec != kept.written_ns)
    return {};
  return "/proc/self/fd/" + std::to_string(kept.file.get());
}

bool KeptFiles::is_doubtful(std::int32_t number) const {
  if (doubtful_.contains(number)) return true;
  const auto at = kept_.find(number);
  if (at == kept_.end()) return false;
  return at->second.file ? !find(number) : was_replaced(number, at->second.path);
}

bool KeptFiles::was_replaced(std::int32_t number, const std::filesystem::path& path) const {
  const auto at = kept_.find(number);
  if (at == kept_.end()) return false;
  struct stat status{};
  const Kept& kept = at->second;
  return ::stat(path.c_str(), &status) != 0 || status.st_dev != kept.device ||
         status.st_ino != kept.inode || status.st_size != kept.size ||
         status.st_mtim.tv_sec != kept.written_s || status.st_mtim.tv_nsec != kept.written_ns;
}

}  // namespace calo::stack_table
