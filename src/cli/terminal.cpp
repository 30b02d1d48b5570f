#include "cli/terminal.hpp"

#include <langinfo.h>
#include <ncurses.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <clocale>
#include <cstdlib>
#include <string_view>

#include "cli/cli.hpp"

namespace calo::cli {

namespace {

std::string_view terminal() {
  const char* term = std::getenv("TERM");
  return term == nullptr ? "" : term;
}

/// The terminal is as it was when this goes.
class Curses {
 public:
  Curses() : screen_{::newterm(nullptr, stdout, stdin)} {
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

bool is_screen() {
  return ::isatty(STDIN_FILENO) != 0 && ::isatty(STDOUT_FILENO) != 0 && !terminal().empty() &&
         terminal() != "dumb";
}

report::Plot plot_of_terminal() {
  std::setlocale(LC_CTYPE, "");
  if (std::string_view{::nl_langinfo(CODESET)} != "UTF-8") return report::Plot::ascii;
  return terminal() == "linux" ? report::Plot::blocks : report::Plot::braille;
}

void show_screen(report::LiveScreen& screen, const Events& events,
                 const std::function<std::optional<live::Reading>()>& read) {
  const Curses curses;
  if (!curses) return say("this terminal is not known: set TERM, or use calo monitor | cat");
  for (;;) {
    curses.put(screen);
    std::array<pollfd, 3> watched = {{{events.signals.get(), POLLIN, 0},
                                      {events.timer.get(), POLLIN, 0},
                                      {STDIN_FILENO, POLLIN, 0}}};
    // A resize interrupts it; getch then gives KEY_RESIZE.
    const bool interrupted = ::poll(watched.data(), watched.size(), -1) < 0;
    if (!interrupted && watched[0].revents != 0) return;
    if (!answer_keys(screen)) return;
    if (interrupted) continue;
    if ((watched[2].revents & (POLLHUP | POLLERR)) != 0) return;  // the terminal has gone
    if (watched[1].revents == 0 || !events.take_tick()) continue;
    auto reading = read();
    if (!reading) return;
    screen.enter(std::move(*reading));
  }
}

}  // namespace calo::cli
