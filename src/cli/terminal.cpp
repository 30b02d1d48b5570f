#include "cli/terminal.hpp"

#include <fcntl.h>
#include <langinfo.h>
#include <ncurses.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <utility>

#include "cli/cli.hpp"
#include "os/file.hpp"

namespace calo::cli {

namespace {

std::string_view terminal() {
  const char* term = std::getenv("TERM");
  return term == nullptr ? "" : term;
}

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using OwnFile = std::unique_ptr<std::FILE, CloseFile>;

/// The terminal is as it was when this goes.
class Curses {
 public:
  explicit Curses(std::FILE* keys) : screen_{::newterm(nullptr, stdout, keys)} {
    if (screen_ == nullptr) return;
    ::cbreak();
    ::noecho();
    ::nonl();
    ::keypad(stdscr, TRUE);
    ::nodelay(stdscr, TRUE);
    ::set_escdelay(25);
    ::curs_set(0);
    if (colours_wanted(STDOUT_FILENO) && ::has_colors()) {
      ::start_color();
      ::use_default_colors();
      ::init_pair(1, COLOR_CYAN, -1);
      coloured_ = true;
    }
  }
  ~Curses() {
    if (screen_ == nullptr) return;
    ::endwin();
    ::delscreen(screen_);
  }
  Curses(const Curses&) = delete;
  Curses& operator=(const Curses&) = delete;
  explicit operator bool() const { return screen_ != nullptr; }

  void put(const report::LiveScreen& screen) const {
    ::erase();
    const auto lines = screen.draw(static_cast<std::size_t>(LINES), static_cast<std::size_t>(COLS));
    int row = 0;
    for (const auto& line : lines) {
      const int look = look_of(line.look);
      ::attron(look);
      ::mvaddnstr(row++, 0, line.text.c_str(), static_cast<int>(line.text.size()));
      ::attroff(look);
    }
    ::refresh();
  }

 private:
  [[nodiscard]] int look_of(report::LiveScreen::Look look) const {
    using enum report::LiveScreen::Look;
    switch (look) {
      case title:
        return static_cast<int>(A_BOLD |
                                (coloured_ ? static_cast<chtype>(COLOR_PAIR(1)) : A_NORMAL));
      case strong:
        return static_cast<int>(A_BOLD);
      case selected:
        return static_cast<int>(A_REVERSE);
      case plain:
        break;
    }
    return static_cast<int>(A_NORMAL);
  }
  SCREEN* screen_;
  bool coloured_ = false;
};

/// Answers all keys that have been pressed; false: leave.
bool answer_keys(report::LiveScreen& screen) {
  for (int key = ::getch(); key != ERR; key = ::getch()) {
    if (key == KEY_RESIZE) continue;  // the screen is drawn again anyway
    if (key == KEY_BACKSPACE) key = 127;
    if (key == KEY_ENTER) key = 10;
    if (key < 256 && !screen.key(key)) return false;
  }
  return true;
}

}  // namespace

bool is_screen(bool keys_from_terminal) {
  const bool keys = keys_from_terminal
                        ? os::FileDescriptor{::open("/dev/tty", O_RDONLY | O_CLOEXEC)}.get() >= 0
                        : ::isatty(STDIN_FILENO) != 0;
  return keys && ::isatty(STDOUT_FILENO) != 0 && !terminal().empty() && terminal() != "dumb";
}

report::Plot plot_of_terminal() {
  std::setlocale(LC_CTYPE, "");
  if (std::string_view{::nl_langinfo(CODESET)} != "UTF-8") return report::Plot::ascii;
  return terminal() == "linux" ? report::Plot::blocks : report::Plot::braille;
}

void show_screen(report::LiveScreen& screen, const measure::Events& events, bool keys_from_terminal,
                 const std::function<std::optional<std::vector<live::Reading>>()>& look) {
  const OwnFile terminal_itself{keys_from_terminal ? std::fopen("/dev/tty", "re") : nullptr};
  std::FILE* keys = terminal_itself ? terminal_itself.get() : stdin;
  const Curses curses{keys};
  if (!curses) return say("this terminal is not known: set TERM, or use calo monitor | cat");
  for (;;) {
    curses.put(screen);
    std::array<pollfd, 3> watched = {{{events.signals.get(), POLLIN, 0},
                                      {events.ticks(), POLLIN, 0},
                                      {::fileno(keys), POLLIN, 0}}};
    // A resize interrupts it; getch then gives KEY_RESIZE.
    const int found = ::poll(watched.data(), watched.size(), events.patience_ms);
    const bool interrupted = found < 0;
    if (!interrupted && watched[0].revents != 0) return;
    if (!answer_keys(screen)) return;
    if (interrupted) continue;
    if ((watched[2].revents & (POLLHUP | POLLERR)) != 0) return;  // the terminal has gone
    if ((found > 0 && watched[1].revents == 0) || !events.take_tick()) continue;
    auto readings = look();
    if (!readings) return;
    for (live::Reading& reading : *readings) screen.enter(std::move(reading));
  }
}

}  // namespace calo::cli
