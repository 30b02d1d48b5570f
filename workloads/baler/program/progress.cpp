#include "progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "base/text.hpp"
#include "calo_hooks.hpp"
#include "say.hpp"

namespace baler {
namespace {

constexpr std::size_t bar_width = 20;

double share_of(std::int64_t done, std::int64_t of) {
  return of > 0 ? static_cast<double>(done) / static_cast<double>(of) : 1;
}

}  // namespace

std::string progress_line(const Epoch& epoch, double elapsed_s, std::optional<double> joules) {
  const auto done = static_cast<double>(epoch.number);
  std::string line =
      fmt::format("epoch {}/{}  loss {:.3e}", epoch.number, epoch.of, epoch.training_loss);
  if (epoch.validation_loss != epoch.training_loss) {
    line += fmt::format("  validation {:.3e}", epoch.validation_loss);
  }
  line += fmt::format("  lr {:.1e}", epoch.learning_rate);
  if (elapsed_s > 0 && done > 0) {
    const double left = elapsed_s / done * static_cast<double>(epoch.of - epoch.number);
    line += fmt::format("  {} epochs/s  {} left", calo::text::significant(done / elapsed_s),
                        calo::text::duration(calo::Seconds::of(left)));
  }
  if (joules) line += "  " + calo::text::with_prefix(*joules, "J");
  return line;
}

std::string bar(double share, std::size_t width) {
  const auto filled =
      static_cast<std::size_t>(std::clamp(share, 0.0, 1.0) * static_cast<double>(width));
  return "[" + std::string(filled, '#') + std::string(width - filled, '.') + "]";
}

bool Pace::is_due(std::int64_t done, std::int64_t of, ProgressClock::time_point now) {
  if (is_terminal_) {
    if (done < of && shown_ && now - *shown_ < std::chrono::milliseconds{200}) return false;
    shown_ = now;
    return true;
  }
  const auto tenths = static_cast<std::int64_t>(share_of(done, of) * 10);
  if (tenths <= tenths_) return false;
  tenths_ = tenths;
  return true;
}

Progress::Progress()
    : is_terminal_{::isatty(STDERR_FILENO) == 1},
      pace_{is_terminal_},
      start_{ProgressClock::now()} {}

void Progress::epoch(const Epoch& epoch) {
  const auto now = ProgressClock::now();
  if (!pace_.is_due(epoch.number, epoch.of, now)) return;
  show(share_of(epoch.number, epoch.of),
       progress_line(epoch, std::chrono::duration<double>(now - start_).count(), joules_so_far()));
}

void Progress::step(std::int64_t done, std::int64_t of, std::string_view what) {
  if (!pace_.is_due(done, of, ProgressClock::now())) return;
  show(share_of(done, of), fmt::format("{} {}/{}", what, done, of));
}

void Progress::show(double share, const std::string& line) {
  if (is_terminal_) {
    complain(fmt::format("\r{} {}\033[K", bar(share, bar_width), line));
    has_live_line_ = true;
  } else {
    complain(fmt::format("baler: {:3.0f} %  {}\n", 100 * share, line));
  }
}

void Progress::end() {
  if (has_live_line_) complain("\n");
  has_live_line_ = false;
}

}  // namespace baler
