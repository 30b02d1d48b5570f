#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "live/reading.hpp"
#include "measure/events.hpp"
#include "report/live_screen.hpp"

namespace calo::cli {

/// Whether standard output is a terminal that a screen can be drawn on, and keys can be read: from
/// standard input or, where that brings what is to be shown, from the terminal itself (/dev/tty).
bool is_screen(bool keys_from_terminal);

/// How curves can be drawn here: braille with UTF-8, blocks on the Linux console, else ASCII.
report::Plot plot_of_terminal();

/// Shows the screen until the user leaves, a signal comes, or `look` gives nothing at all. It gives
/// the readings there are when it is time to look: none, where there is nothing new.
void show_screen(report::LiveScreen& screen, const measure::Events& events, bool keys_from_terminal,
                 const std::function<std::optional<std::vector<live::Reading>>()>& look);

}  // namespace calo::cli
