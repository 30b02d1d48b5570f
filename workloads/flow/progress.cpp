#include "progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <string>

namespace flow {
namespace {

std::string time_left(double seconds) {
  const auto whole = static_cast<std::int64_t>(seconds + 0.5);
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
  return fmt::format("{} h {:02} min", whole / 3600, whole / 60 % 60);
}

}  // namespace

Progress::Progress(std::int64_t steps, std::int64_t cells, bool is_quiet)
    : steps_{steps},
      cells_{cells},
      is_quiet_{is_quiet},
      is_terminal_{::isatty(STDERR_FILENO) == 1},
      start_{Clock::now()},
      shown_{start_} {}

double Progress::mlups(std::int64_t done, Clock::time_point now) const {
  const double seconds = std::chrono::duration<double>(now - start_).count();
  return seconds > 0 ? 1e-6 * static_cast<double>(done) * static_cast<double>(cells_) / seconds : 0;
}

void Progress::report(std::int64_t done, Clock::time_point now) {
  if (is_quiet_ || done <= 0) return;
  if (is_terminal_) {
    if (done < steps_ && now - shown_ < std::chrono::milliseconds{200}) return;
  } else {
    if (done * 10 < steps_ * next_tenth_) return;
    next_tenth_ = done * 10 / steps_ + 1;
  }
  shown_ = now;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  const double share = static_cast<double>(done) / static_cast<double>(steps_);
  const std::string line = fmt::format("flow: {:3.0f} %, {:.0f} steps/s, {:.0f} MLUPS, {} left",
                                       100 * share, static_cast<double>(done) / seconds,
                                       mlups(done, now), time_left(seconds * (1 - share) / share));
  fmt::print(stderr, "{}{}{}", is_terminal_ ? "\r" : "", line, is_terminal_ ? "\033[K" : "\n");
  has_live_line_ = is_terminal_;
}

void Progress::end() {
  if (has_live_line_) fmt::print(stderr, "\n");
  has_live_line_ = false;
}

}  // namespace flow
