#include "ring/session.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>
#include <system_error>

#include "base/text.hpp"
#include "base/try.hpp"

namespace calo::ring {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view lock_name = "lock";
constexpr std::uint64_t clock_ticks = 100;  // per second in /proc/PID/stat (USER_HZ of x86 and ARM)

std::string prefix() {
  return "calo-" + std::to_string(::getuid()) + "-";
}

fs::path memory_directory() {
  if (::access("/dev/shm", W_OK | X_OK) == 0) return "/dev/shm";
  const char* temporary = std::getenv("TMPDIR");
  return temporary != nullptr && *temporary == '/' ? temporary : "/tmp";
}

/// A descriptor that is ours: /dev/shm is everybody's, and a name says nothing of its owner.
bool is_own(int fd, mode_t kind) {
  struct stat status{};
  return ::fstat(fd, &status) == 0 && status.st_uid == ::geteuid() &&
         (status.st_mode & S_IFMT) == kind;
}

/// Removes what recorders left that were killed: nobody holds their lock.
void remove_left_behind(const fs::path& parent) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator{parent, error}) {
    const std::string name = entry.path().filename();
    if (!name.starts_with(prefix()) || !entry.is_directory(error) || entry.is_symlink(error)) {
      continue;
    }
    const int directory =
        ::open(entry.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    if (directory < 0) continue;
    const int fd = is_own(directory, S_IFDIR)
                       ? ::openat(directory, std::string{lock_name}.c_str(),
                                  O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
                       : -1;
    ::close(directory);
    if (fd < 0) continue;  // not ours, or just being made
    if (is_own(fd, S_IFREG) && ::flock(fd, LOCK_EX | LOCK_NB) == 0)
      fs::remove_all(entry.path(), error);
    ::close(fd);
  }
}

std::size_t default_ring_bytes() {
  // Half a second at 1000 Hz on every CPU, at 1 KiB per sample: 120 frames.
  const auto cpus = static_cast<std::uint64_t>(std::max(1L, ::sysconf(_SC_NPROCESSORS_ONLN)));
  const std::uint64_t wanted = std::bit_ceil(cpus * 512 * 1024);
  return std::clamp<std::uint64_t>(wanted, std::uint64_t{1} << 20, std::uint64_t{1} << 26);
}

/// State and start of a process since boot, from /proc/PID/stat.
struct ProcessState {
  bool exists = false;
  std::uint64_t start_ns = 0;
};

ProcessState state_of(std::int32_t pid) {
  std::ifstream file{"/proc/" + std::to_string(pid) + "/stat"};
  std::string stat;
  // Not by a stream buffer's iterator, which throws where the process ends between open and read.
  std::getline(file, stat, '\0');
  const std::size_t name_end = stat.rfind(')');  // the name may hold anything
  if (name_end == std::string::npos) return {};
  const auto fields = text::words(std::string_view{stat}.substr(name_end + 1));
  if (fields.size() < 20) return {};
  const auto threads = text::to_u64(fields[17]);
  const auto start = text::to_u64(fields[19]);
  // The first thread of a process may end before the others: then it is a zombie among the living.
  const bool is_dead = (fields[0] == "Z" || fields[0] == "X") && threads.value_or(0) <= 1;
  return {.exists = !is_dead, .start_ns = start.value_or(0) * (1'000'000'000 / clock_ticks)};
}

/// CLOCK_BOOTTIME - CLOCK_MONOTONIC, ns.
std::int64_t suspended_ns() {
  timespec boot{};
  timespec monotonic{};
  ::clock_gettime(CLOCK_BOOTTIME, &boot);
  ::clock_gettime(CLOCK_MONOTONIC, &monotonic);
  return (boot.tv_sec - monotonic.tv_sec) * 1'000'000'000 + (boot.tv_nsec - monotonic.tv_nsec);
}

std::string with_appended(const char* name, std::string_view value, char separator) {
  const char* present = std::getenv(name);
  std::string result = std::string{name} + "=";
  if (present == nullptr || *present == '\0') return result.append(value);
  result += present;
  if (std::string_view{present}.find(value) == std::string_view::npos) {
    result += separator;
    result += value;
  }
  return result;
}

}  // namespace

Session::Lock::~Lock() {
  if (fd >= 0) ::close(fd);
}

Result<Session> Session::create(const SessionSettings& settings) {
  Session session;
  session.settings_ = settings;
  if (session.settings_.ring_bytes == 0) session.settings_.ring_bytes = default_ring_bytes();
  if (!std::has_single_bit(session.settings_.ring_bytes) ||
      session.settings_.ring_bytes < header_bytes || settings.period.count() < 10'000) {
    return fail(Category::usage, "preparing to sample: no such ring or period",
                "Choose a ring of a power of two bytes and a period of at least 10 us");
  }
  const fs::path parent = memory_directory();
  remove_left_behind(parent);
  std::string name = parent / (prefix() + "XXXXXX");
  if (::mkdtemp(name.data()) == nullptr) {
    return std::unexpected{
        system_error(errno, "making a directory for samples in " + parent.string())};
  }
  session.directory_ = name;
  const int fd = ::open((session.directory_ / lock_name).c_str(), O_RDWR | O_CREAT | O_CLOEXEC,
                        S_IRUSR | S_IWUSR);
  if (fd < 0 || ::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    const int why = errno;
    if (fd >= 0) ::close(fd);
    return std::unexpected{system_error(why, "locking " + name)};
  }
  session.lock_.fd = fd;
  return session;
}

Session::~Session() {
  if (lock_.fd < 0) return;  // moved from
  for (auto& [name, reader] : images_) reader.close();
  std::error_code error;
  fs::remove_all(directory_, error);
}

Result<std::vector<std::string>> Session::environment(const fs::path& agent) const {
  if (agent.string().find_first_of(" :\t\n") != std::string::npos) {
    return fail(Category::unsupported,
                "loading " + agent.string() +
                    " into the program: the loader splits LD_PRELOAD at "
                    "spaces and colons",
                "Install calo in a directory without them, or use --no-stacks");
  }
  if (::access(agent.c_str(), R_OK) != 0) {
    return std::unexpected{system_error(errno, "loading " + agent.string() + " into the program",
                                        "Reinstall calo, or use --no-stacks")};
  }
  return std::vector<std::string>{
      std::string{session_variable} + "=" + std::to_string(settings_.period.count()) + "," +
          std::to_string(settings_.ring_bytes) + "," + directory_.string(),
      with_appended("LD_PRELOAD", agent.string(), ':'),
      with_appended("ASAN_OPTIONS", "verify_asan_link_order=0", ':'),
  };
}

void Session::discover(const Sink& sink) {
  std::vector<std::string> names;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator{directory_, error}) {
    const std::string name = entry.path().filename();
    if (name != lock_name && name != outside_name && !images_.contains(name)) names.push_back(name);
  }
  std::ranges::sort(names, {},
                    [](const std::string& name) { return name.substr(name.find('.') + 1); });
  for (const std::string& name : names) {
    auto reader = Reader::open(directory_ / name, next_id_);
    if (!reader) {
      if (reader.error().category == Category::not_found) continue;
      ++unreadable_;
      fs::remove(directory_ / name, error);
      continue;
    }
    ++next_id_;
    sink(reader->image(), ImageBegan{});
    images_.emplace(name, *std::move(reader));
  }
}

Result<void> Session::say_outside() const {
  const fs::path path = directory_ / outside_name;
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (fd < 0) return std::unexpected{system_error(errno, "making " + path.string())};
  ::close(fd);
  return {};
}

bool Session::is_gone(const std::string& name, const Reader& reader) const {
  if (reader.image().pid <= 0) return true;
  const ProcessState state = state_of(reader.image().pid);
  if (!state.exists) return true;
  // Younger than the image: the number was given to another process. One tick for rounding.
  const std::int64_t birth = reader.image().birth.time_since_epoch().count() + suspended_ns();
  if (static_cast<std::int64_t>(state.start_ns) > birth + 20'000'000) return true;
  // exec ends all threads of the old image: a younger image of the same process replaces it.
  return std::ranges::any_of(images_, [&](const auto& other) {
    return other.first != name && other.second.image().pid == reader.image().pid &&
           other.second.image().birth > reader.image().birth;
  });
}

std::size_t Session::drain(const Sink& sink, bool is_last) {
  discover(sink);
  std::vector<std::map<std::string, Reader>::iterator> order;
  for (auto image = images_.begin(); image != images_.end(); ++image) order.push_back(image);
  std::ranges::sort(order, {}, [](const auto& image) { return image->second.image().id; });
  std::size_t records = 0;
  std::vector<std::map<std::string, Reader>::iterator> ended;
  for (const auto& image : order) {
    // Asked before draining: what is written until the end is then in the ring.
    const bool has_ended = is_last || is_gone(image->first, image->second);
    if (is_last) image->second.close();
    records += image->second.drain(sink, has_ended);
    if (!has_ended) continue;
    sink(image->second.image(), ImageEnded{image->second.counts()});
    ended.push_back(image);
  }
  std::error_code error;
  for (const auto& image : ended) {
    fs::remove(directory_ / image->first, error);
    images_.erase(image);
  }
  return records;
}

std::size_t Session::drain(const Sink& sink) {
  return drain(sink, false);
}
std::size_t Session::finish(const Sink& sink) {
  return drain(sink, true);
}

}  // namespace calo::ring
