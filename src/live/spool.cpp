#include "live/spool.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdlib>

#include "base/try.hpp"
#include "formats/gzip.hpp"
#include "os/clock.hpp"

namespace calo::live {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_in_memory = std::size_t{64} << 20;
constexpr std::string_view open_ending = ".lp";
constexpr std::string_view closed_ending = ".lp.gz";

/// FNV-1a, so that a directory's name tells nothing and has no special characters.
std::string hashed(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3U;
  }
  return fmt::format("{:016x}", hash);
}

os::FileDescriptor locked(const fs::path& directory) {
  os::FileDescriptor lock{
      ::open((directory / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600)};
  if (!lock || ::flock(lock.get(), LOCK_EX | LOCK_NB) != 0) return {};
  return lock;
}

Result<void> write_all(const os::FileDescriptor& file, std::string_view bytes,
                       const fs::path& path) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(file.get(), bytes.data(), bytes.size());
    if (put < 0) {
      if (errno == EINTR) continue;
      return std::unexpected{system_error(errno, "writing " + path.string())};
    }
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  return {};
}

/// "000000000012-5000.lp.gz" -> 5000
std::optional<std::size_t> lines_in_name(const std::string& name) {
  const auto dash = name.find('-');
  if (dash == std::string::npos) return std::nullopt;
  std::size_t lines = 0;
  const char* const end = name.data() + name.size() - closed_ending.size();
  const auto [past, error] = std::from_chars(name.data() + dash + 1, end, lines);
  if (error != std::errc{} || past != end) return std::nullopt;
  return lines;
}

}  // namespace

std::filesystem::path spool_directory() {
  const char* state = std::getenv("XDG_STATE_HOME");
  if (state != nullptr && *state == '/') return fs::path{state} / "calo/spool";
  const char* home = std::getenv("HOME");
  if (home != nullptr && *home == '/') return fs::path{home} / ".local/state/calo/spool";
  return {};
}

Spool::Spool(const std::filesystem::path& directory, std::string_view target, std::size_t limit)
    : target_{directory.empty() ? directory : directory / hashed(target)}, limit_{limit} {
  if (auto made = make_own(); !made) {
    state_.trouble = std::move(made).error();
    own_.clear();
    return;
  }
  inherit();
  // For people who look here; a name without its credentials.
  if (const auto told = os::write_file(target_ / "target", fmt::format("{}\n", target)); !told)
    state_.trouble = told.error();
}

Spool::~Spool() {
  const std::lock_guard guard{mutex_};
  std::error_code ignored;
  if (batches_.empty() && open_lines_ == 0 && !own_.empty()) fs::remove_all(own_, ignored);
}

Result<void> Spool::make_own() {
  if (target_.empty()) {
    return fail(Category::usage, "keeping unsent points: neither HOME nor XDG_STATE_HOME is set",
                "Set HOME");
  }
  std::error_code error;
  fs::create_directories(target_, error);
  if (error) return std::unexpected{system_error(error.value(), "making " + target_.string())};
  fs::permissions(target_, fs::perms::owner_all, error);
  const auto now = std::chrono::duration_cast<std::chrono::milliseconds>(os::utc_now()).count();
  own_ = target_ / fmt::format("{:015}-{}", now, ::getpid());
  for (int i = 2; !fs::create_directory(own_, error); ++i) {
    if (error) return std::unexpected{system_error(error.value(), "making " + own_.string())};
    own_ = target_ / fmt::format("{:015}-{}-{}", now, ::getpid(), i);
  }
  lock_ = locked(own_);
  if (!lock_) return std::unexpected{system_error(errno, "locking " + own_.string())};
  return {};
}

void Spool::inherit() {
  const auto names = os::list_directory(target_);
  if (!names) return;
  for (const std::string& name : *names) {  // sorted: by their start
    const fs::path directory = target_ / name;
    std::error_code error;
    if (directory == own_ || !fs::is_directory(directory, error)) continue;
    os::FileDescriptor lock = locked(directory);
    if (!lock) continue;  // another calo is at work there
    adopt(directory);
    const bool anything = !batches_.empty() && batches_.back().file.parent_path() == directory;
    if (anything) {
      inherited_.emplace_back(directory, std::move(lock));
    } else {
      fs::remove_all(directory, error);
    }
  }
  for (const Batch& batch : batches_) state_.inherited += batch.lines;
}

void Spool::adopt(const fs::path& directory) {
  const auto names = os::list_directory(directory);
  if (!names) return;
  std::error_code error;
  for (const std::string& name : *names) {
    Batch batch;
    batch.file = directory / name;
    if (name.ends_with(closed_ending)) {
      const auto lines = lines_in_name(name);
      if (!lines) continue;
      batch.lines = *lines;
      batch.is_gzip = true;
    } else if (name.ends_with(open_ending)) {
      const std::string number = name.substr(0, name.size() - open_ending.size()) + "-";
      const bool was_closed = std::ranges::any_of(*names, [&](const std::string& other) {
        return other.starts_with(number) && other.ends_with(closed_ending);
      });
      const auto text = was_closed ? Result<std::string>{""} : os::read_text(batch.file);
      // A line that was being written when calo was killed is not whole.
      const auto end = text ? text->rfind('\n') : std::string::npos;
      if (end == std::string::npos ||
          ::truncate(batch.file.c_str(), static_cast<off_t>(end + 1)) != 0) {
        fs::remove(batch.file, error);
        continue;
      }
      batch.lines = static_cast<std::size_t>(
          std::count(text->begin(), text->begin() + static_cast<std::ptrdiff_t>(end + 1), '\n'));
    } else {
      continue;
    }
    batch.size = static_cast<std::size_t>(fs::file_size(batch.file, error));
    push(std::move(batch));
  }
}

void Spool::push(Batch batch) {
  batch.id = next_id_++;
  size_ += batch.size;
  if (batch.file.empty()) in_memory_ += batch.size;
  state_.waiting += batch.lines;
  batches_.push_back(std::move(batch));
  while (size_ > limit_ || in_memory_ > most_in_memory) {
    const std::size_t before = batches_.size();
    drop_oldest();
    if (batches_.size() == before) break;
  }
}

/// The oldest one that is not on its way.
void Spool::drop_oldest() {
  const auto oldest = std::ranges::find_if(
      batches_, [&](const Batch& batch) { return batch.id != leaving_.value_or(0); });
  if (oldest == batches_.end() || batches_.size() == 1) return;
  state_.dropped += oldest->lines;
  remove(*oldest);
  batches_.erase(oldest);
}

void Spool::remove(const Batch& batch) {
  size_ -= std::min(size_, batch.size);
  state_.waiting -= std::min(state_.waiting, batch.lines);
  std::error_code ignored;
  if (batch.file.empty()) {
    in_memory_ -= std::min(in_memory_, batch.size);
  } else {
    fs::remove(batch.file, ignored);
  }
}

void Spool::append(std::string_view lines, std::size_t count) {
  const std::lock_guard guard{mutex_};
  if (!own_.empty()) {
    if (!open_file_) {
      open_path_ = own_ / fmt::format("{:012}{}", next_id_, open_ending);
      open_file_ = os::FileDescriptor{
          ::open(open_path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0600)};
    }
    const auto written =
        open_file_
            ? write_all(open_file_, lines, open_path_)
            : Result<void>{std::unexpected{system_error(errno, "writing " + open_path_.string())}};
    if (!written && !state_.trouble) state_.trouble = written.error();
  }
  open_text_ += lines;
  open_lines_ += count;
  state_.waiting += count;
}

void Spool::cut() {
  const std::lock_guard guard{mutex_};
  if (open_lines_ == 0) return;
  Batch batch;
  batch.lines = open_lines_;
  batch.is_gzip = true;
  std::string packed = formats::gzip(open_text_);
  batch.size = packed.size();
  if (!own_.empty()) {
    const fs::path path = own_ / fmt::format("{:012}-{}{}", next_id_, open_lines_, closed_ending);
    if (auto written = os::write_file(path, packed)) {
      batch.file = path;
    } else if (!state_.trouble) {
      state_.trouble = std::move(written).error();
    }
  }
  if (batch.file.empty()) batch.bytes = std::move(packed);
  if (open_file_) {
    open_file_ = os::FileDescriptor{};
    std::error_code ignored;
    fs::remove(open_path_, ignored);
  }
  open_text_.clear();
  state_.waiting -= open_lines_;
  open_lines_ = 0;
  push(std::move(batch));
}

std::size_t Spool::open_lines() const {
  const std::lock_guard guard{mutex_};
  return open_lines_;
}

bool Spool::has_batches() const {
  const std::lock_guard guard{mutex_};
  return !batches_.empty();
}

std::optional<Spool::Batch> Spool::next() {
  const std::lock_guard guard{mutex_};
  if (batches_.empty()) return std::nullopt;
  leaving_ = batches_.front().id;
  return batches_.front();
}

Result<std::string> Spool::content(const Batch& batch) {
  if (batch.file.empty()) return batch.bytes;
  return os::read_text(batch.file);
}

void Spool::done(const Batch& batch) {
  const std::lock_guard guard{mutex_};
  leaving_.reset();
  const auto found = std::ranges::find(batches_, batch.id, &Batch::id);
  if (found == batches_.end()) return;
  remove(*found);
  batches_.erase(found);
  std::erase_if(inherited_, [&](const auto& entry) {
    const bool in_use = std::ranges::any_of(
        batches_, [&](const Batch& b) { return b.file.parent_path() == entry.first; });
    std::error_code ignored;
    if (!in_use) fs::remove_all(entry.first, ignored);
    return !in_use;
  });
}

Spool::State Spool::state() const {
  const std::lock_guard guard{mutex_};
  return state_;
}

}  // namespace calo::live
