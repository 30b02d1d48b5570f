#include "stack_table/jit_names.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <ranges>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "os/clock.hpp"

namespace calo::stack_table {

namespace {

constexpr std::uint64_t most_bytes = std::uint64_t{256} << 20U;
/// Images with code of their own whose names are kept.
constexpr std::size_t most_sources = 256;

/// The pid of a process in its innermost namespace, from /proc/PID/status (proc(5), NSpid).
std::int64_t innermost_pid(std::string_view status, std::int64_t pid) {
  for (const std::string_view line : text::lines(status)) {
    if (!line.starts_with("NSpid:")) continue;
    const auto words = text::words(line);
    return text::to_i64(words.back()).value_or(pid);
  }
  return pid;
}

/// When an image began, on the clock of files.
std::chrono::nanoseconds began(const ring::Image& image) {
  const auto age = os::monotonic_now() - image.birth;
  // In a time namespace the image has other clocks than we: nothing is known.
  return age.count() < 0 ? std::chrono::nanoseconds{} : os::utc_now() - age;
}

}  // namespace

void JitNames::look_at(const ring::Image& image, Source& source) const {
  source.has_looked = true;
  source.pid = image.pid;
  source.number = image.pid;
  const std::filesystem::path process = proc_ / std::to_string(image.pid);
  struct stat status{};
  if (::stat(process.c_str(), &status) == 0) source.owner = status.st_uid;
  if (const auto text = os::read_text(process / "status", std::size_t{1} << 20U))
    source.number = innermost_pid(*text, image.pid);
  const std::filesystem::path seen = process / "root/tmp";
  struct stat ours{};
  struct stat theirs{};
  if (::stat(seen.c_str(), &theirs) == 0 && ::stat(temporary_.c_str(), &ours) == 0 &&
      (theirs.st_dev != ours.st_dev || theirs.st_ino != ours.st_ino)) {
    source.directory = os::FileDescriptor{::open(seen.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)};
  }
}

void JitNames::open(const ring::Image& image, Source& source) const {
  const std::string name = "perf-" + std::to_string(source.number) + ".map";
  constexpr int flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;
  os::FileDescriptor file{source.directory ? ::openat(source.directory.get(), name.c_str(), flags)
                                           : ::open((temporary_ / name).c_str(), flags)};
  struct stat status{};
  if (!file || ::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) return;
  const std::int64_t owner = source.owner >= 0 ? source.owner : std::int64_t{::geteuid()};
  if (status.st_uid != owner) return;
  // Left by an earlier process of this number. Clocks of files go by ticks.
  const auto written = std::chrono::seconds{status.st_mtim.tv_sec} +
                       std::chrono::nanoseconds{status.st_mtim.tv_nsec};
  if (written + std::chrono::milliseconds{20} < began(image)) return;
  source.file = std::move(file);
}

bool JitNames::refresh(const ring::Image& image) {
  if (!sources_.contains(image.id) && sources_.size() >= most_sources) return false;
  Source& source = sources_[image.id];
  if (!source.has_looked) look_at(image, source);
  if (!source.file) open(image, source);
  if (!source.file) return false;
  bool has_grown = false;
  std::vector<char> buffer(std::size_t{1} << 16U);
  while (source.read < most_bytes) {
    const ssize_t size =
        ::pread(source.file.get(), buffer.data(), buffer.size(), static_cast<off_t>(source.read));
    if (size <= 0) break;
    source.map.append({buffer.data(), static_cast<std::size_t>(size)});
    source.read += static_cast<std::uint64_t>(size);
    has_grown = true;
  }
  return has_grown;
}

const symbols::JitMap::Function* JitNames::find(const ring::Image& image,
                                                std::uint64_t address) const {
  const auto own = sources_.find(image.id);
  if (own != sources_.end() && own->second.map.size() > 0) return own->second.map.at(address);
  if (!image.forked) return nullptr;
  // The latest image of the parent: images are numbered in order.
  for (const auto& [id, source] : std::views::reverse(sources_)) {
    if (id < image.id && source.pid == image.parent) return source.map.at(address);
  }
  return nullptr;
}

void JitNames::end(const ring::Image& image) {
  const auto own = sources_.find(image.id);
  if (own == sources_.end()) return;
  own->second.map.finish();
  own->second.file = {};
  own->second.directory = {};
}

}  // namespace calo::stack_table
