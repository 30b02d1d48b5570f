#include "cli/run_view.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "base/try.hpp"
#include "cli/cli.hpp"
#include "live/run_readings.hpp"
#include "measure/functions_so_far.hpp"
#include "os/clock.hpp"
#include "report/amounts.hpp"
#include "report/live.hpp"

namespace calo::cli {

namespace {

/// Says on a terminal how far the lookup of functions is, once it takes long.
std::function<void(std::size_t, std::size_t)> resolving_progress() {
  if (::isatty(STDERR_FILENO) == 0) return {};
  return [begin = os::monotonic_now(), shown = false](std::size_t done, std::size_t all) mutable {
    const bool last = done == all;
    if (!shown && os::monotonic_now() - begin < std::chrono::milliseconds{700}) return;
    shown = true;
    tell(last ? "\r\x1b[K"
              : fmt::format("\rcalo: looking functions up, {} of {} files", done, all));
  };
}

/// One line on standard error that is written over, or line after line where that is no terminal.
class LiveLine {
 public:
  LiveLine(const model::RunHeader& header, const attribution::BooksOptions& options)
      : readings_{header, Seconds::of(1.0), options} {}
  void enter(const model::Interval& interval, std::span<const model::DomainState> states) {
    const auto reading = readings_.enter(interval, states);
    if (!reading) return;
    winsize size{};
    constexpr std::size_t of_a_log = 200;
    const bool known = ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    std::string line = report::live_line(*reading, known ? size.ws_col : of_a_log);
    if (is_terminal_) {
      line.pop_back();
      // Longer than the terminal it would break, and could not be written over.
      line = "\r\x1b[K" + report::first_columns(line, known ? size.ws_col - 1U : of_a_log);
    }
    shown_ = true;
    tell(line);
  }
  void end() {
    if (is_terminal_ && std::exchange(shown_, false)) tell("\r\x1b[K");
  }

 private:
  live::RunReadings readings_;
  bool is_terminal_ = ::isatty(STDERR_FILENO) != 0;
  bool shown_ = false;
};

}  // namespace

struct RunView::Shown {
  Shown(const model::RunHeader& of, const attribution::BooksOptions& books)
      : header{of}, line{header, books}, for_web{header, Seconds::of(0.5), books} {}
  model::RunHeader header;  ///< the others refer to it
  LiveLine line;
  live::RunReadings for_web;
  std::unique_ptr<WebView> web;
  std::optional<measure::FunctionsSoFar> functions;
};

RunView::RunView(const RunSettings& settings, const attribution::BooksOptions& books)
    : settings_{settings}, books_{books} {}

RunView::~RunView() = default;

measure::Listener RunView::listener() {
  measure::Listener listener;
  listener.warn = [](const std::string& text) { say(text); };
  listener.on_begin = [this](const model::RunHeader& header) { return begin(header); };
  if (settings_.live || settings_.web.is_wanted()) {
    listener.on_interval = [this](const auto& interval, auto states) { enter(interval, states); };
    listener.on_end = [this] { shown_->line.end(); };
  }
  if (settings_.web.is_wanted())
    listener.on_stacks = [this](const auto& profile) { shown_->functions->put(profile); };
  if (settings_.quiet) return listener;
  listener.remark = [](const std::string& text) { say(text); };
  listener.on_resolving = resolving_progress();
  listener.on_waiting = [](std::span<const std::string> names) {
    say(
        fmt::format("the program has ended; still measuring what it left running: {}. Ctrl-C ends "
                    "the measurement.",
                    fmt::join(names, ", ")));
  };
  return listener;
}

Result<void> RunView::begin(const model::RunHeader& header) {
  shown_ = std::make_unique<Shown>(header, books_);
  if (!settings_.web.is_wanted()) return {};
  CALO_TRY(shown_->web, WebView::start(settings_.web, shown_->header, false));
  say(shown_->web->invitation());
  shown_->functions.emplace();
  return {};
}

void RunView::enter(const model::Interval& interval, std::span<const model::DomainState> states) {
  if (settings_.live) shown_->line.enter(interval, states);
  if (!shown_->web) return;
  const auto reading = shown_->for_web.enter(interval, states);
  if (!reading) return;
  shown_->web->set_functions(shown_->functions->latest());
  shown_->web->show(*reading, {states.begin(), states.end()});
}

}  // namespace calo::cli
