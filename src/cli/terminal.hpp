#pragma once

#include <functional>
#include <optional>

#include "cli/events.hpp"
#include "live/reading.hpp"
#include "report/live_screen.hpp"

namespace calo::cli {

/// Whether standard input and output are a terminal that a screen can be drawn on.
bool is_screen();

/// How curves can be drawn here: braille with UTF-8, blocks on the Linux console, else ASCII.
report::Plot plot_of_terminal();

/// Shows the screen until the user leaves, a signal comes, or `read` gives nothing more.
void show_screen(report::LiveScreen& screen, const Events& events,
                 const std::function<std::optional<live::Reading>()>& read);

}  // namespace calo::cli
