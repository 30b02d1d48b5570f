#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "live/reading.hpp"
#include "model/run.hpp"

namespace calo::report {

/// How curves are drawn: braille has two values a column, ASCII is for terminals without UTF-8.
enum class Plot { braille, blocks, ascii };

/// The last values as a curve of `width` columns, scaled from 0 to the largest. Missing ones are
/// blank.
std::string sparkline(const std::deque<std::optional<double>>& values, std::size_t width,
                      Plot plot);

/// The screen of `calo monitor`: what it shows, and how it answers keys. Draws text only; whoever
/// has a terminal puts it there.
class LiveScreen {
 public:
  enum class Order { cpu, memory, energy, pid };
  enum class Unit { watts, joules, grams };

  LiveScreen(const model::RunHeader& header, Plot plot) : header_{header}, plot_{plot} {}

  /// A new reading; while paused, only the curves take it.
  void enter(live::Reading reading);

  /// A key as a character; 27 is Escape, 10 Enter, 127 Backspace. False: the user wants to leave.
  bool key(int character);

  enum class Look { plain, title, strong, selected };
  struct Line {
    std::string text;
    Look look = Look::plain;
  };
  /// At most `rows` lines of at most `columns` columns.
  [[nodiscard]] std::vector<Line> draw(std::size_t rows, std::size_t columns) const;

 private:
  void draw_totals(std::vector<Line>& lines, std::size_t columns) const;
  void draw_processes(std::vector<Line>& lines, std::size_t rows, std::size_t columns) const;
  [[nodiscard]] std::vector<live::ProcessNow> shown() const;
  [[nodiscard]] std::string cost(const live::ProcessNow& process) const;

  const model::RunHeader& header_;
  Plot plot_;
  std::optional<live::Reading> reading_;
  std::deque<std::optional<double>> power_, cpu_, memory_;
  Order order_ = Order::cpu;
  Unit unit_ = Unit::watts;
  std::string filter_;
  bool typing_ = false, paused_ = false, help_ = false;
};

}  // namespace calo::report
