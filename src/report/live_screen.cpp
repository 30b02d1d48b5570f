#include "report/live_screen.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <tuple>
#include <utility>

#include "base/text.hpp"
#include "carbon/footprint.hpp"
#include "report/amounts.hpp"
#include "report/live.hpp"

namespace calo::report {

namespace {

constexpr std::size_t longest_history = 600;
constexpr std::size_t narrow_below = 60;  // columns: a whole row of a process needs as many
constexpr int escape = 27, enter_key = 10, return_key = 13, backspace = 127, backspace_too = 8;

void remember(std::deque<std::optional<double>>& values, std::optional<double> value) {
  values.push_back(value);
  if (values.size() > longest_history) values.pop_front();
}

/// U+2800 + `dots` in UTF-8.
std::string braille(unsigned dots) {
  const unsigned code = 0x2800U + dots;
  return {static_cast<char>(0xE0U | (code >> 12U)),
          static_cast<char>(0x80U | ((code >> 6U) & 0x3FU)),
          static_cast<char>(0x80U | (code & 0x3FU))};
}

/// What a terminal without UTF-8 cannot show.
std::string in_ascii(std::string text) {
  const auto replace = [&](std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
      text.replace(at, from.size(), to);
  };
  replace("±", "+-");
  replace("µ", "u");
  std::ranges::replace_if(text, [](char c) { return static_cast<unsigned char>(c) > 0x7E; }, '?');
  return text;
}

std::string_view name(LiveScreen::Order order) {
  constexpr std::array<std::string_view, 4> names = {"CPU", "memory", "energy", "PID"};
  return names.at(static_cast<std::size_t>(order));
}
std::string_view name(LiveScreen::Unit unit) {
  constexpr std::array<std::string_view, 3> names = {"W", "J", "g"};
  return names.at(static_cast<std::size_t>(unit));
}

}  // namespace

std::string sparkline(const std::deque<std::optional<double>>& values, std::size_t width,
                      Plot plot) {
  const std::size_t in_column = plot == Plot::braille ? 2 : 1;
  const int steps = plot == Plot::braille ? 4 : plot == Plot::blocks ? 8 : 7;
  const std::size_t wanted = width * in_column;
  double largest = 0.0;
  std::vector<int> heights(wanted, 0);  // 0: nothing there
  const std::size_t count = std::min(wanted, values.size());
  const std::size_t from = values.size() - count;
  for (std::size_t i = from; i < values.size(); ++i)
    largest = std::max(largest, values[i].value_or(0.0));
  for (std::size_t i = 0; i < count; ++i) {
    const auto& value = values[from + i];
    if (!value) continue;
    const double share = largest > 0.0 ? std::clamp(*value / largest, 0.0, 1.0) : 0.0;
    heights[wanted - count + i] = std::max(1, static_cast<int>(std::lround(share * steps)));
  }
  constexpr std::array<std::string_view, 9> blocks = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  constexpr std::string_view marks = " .:-=+*#";
  // Dots of a column from the bottom up (Unicode, "Braille Patterns").
  constexpr std::array<unsigned, 5> left = {0, 0x40, 0x44, 0x46, 0x47};
  constexpr std::array<unsigned, 5> right = {0, 0x80, 0xA0, 0xB0, 0xB8};
  std::string line;
  for (std::size_t column = 0; column < width; ++column) {
    const auto first = static_cast<std::size_t>(heights[column * in_column]);
    if (plot == Plot::blocks) line += blocks.at(first);
    if (plot == Plot::ascii) line += marks.at(first);
    if (plot == Plot::braille) {
      const auto second = static_cast<std::size_t>(heights[column * 2 + 1]);
      line += braille(left.at(first) | right.at(second));
    }
  }
  return line;
}

void LiveScreen::enter(live::Reading reading) {
  remember(power_, reading.power ? std::optional{reading.power->value.value()} : std::nullopt);
  remember(cpu_, reading.utilisation);
  remember(memory_,
           reading.memory_used ? std::optional{reading.memory_used->value()} : std::nullopt);
  if (!paused_ || !reading_) reading_ = std::move(reading);
}

bool LiveScreen::key(int character) {
  if (typing_) {
    if (character == enter_key || character == return_key) {
      typing_ = false;
    } else if (character == escape) {
      typing_ = false;
      filter_.clear();
    } else if (character == backspace || character == backspace_too) {
      if (!filter_.empty()) filter_.pop_back();
    } else if (character >= ' ' && character < backspace && filter_.size() < 64) {
      filter_ += static_cast<char>(character);
    }
    return true;
  }
  switch (character) {
    case 'q':
      return false;
    case ' ':
      paused_ = !paused_;
      break;
    case 's':
      order_ = static_cast<Order>((static_cast<int>(order_) + 1) % 4);
      break;
    case 'u':
      unit_ = static_cast<Unit>((static_cast<int>(unit_) + 1) % 3);
      break;
    case 'W':
      unit_ = Unit::watts;
      break;
    case 'J':
      unit_ = Unit::joules;
      break;
    case 'g':
      unit_ = Unit::grams;
      break;
    case '/':
      typing_ = true;
      filter_.clear();
      break;
    case escape:
      filter_.clear();
      break;
    case '?':
    case 'h':
      help_ = !help_;
      break;
    default:
      break;
  }
  return true;
}

std::vector<live::ProcessNow> LiveScreen::shown() const {
  std::vector<live::ProcessNow> rows;
  const std::string wanted = text::lower_case(filter_);
  for (live::ProcessNow& process : live_rows(*reading_)) {
    if (text::lower_case(process.name).find(wanted) != std::string::npos)
      rows.push_back(std::move(process));
  }
  const auto by = [&](auto key) { std::ranges::stable_sort(rows, std::ranges::greater{}, key); };
  switch (order_) {
    case Order::cpu:
      break;  // as they come
    case Order::memory:
      by(&live::ProcessNow::memory);
      break;
    case Order::energy:
      by(&live::ProcessNow::energy);
      break;
    case Order::pid:
      std::ranges::sort(rows, {}, [](const live::ProcessNow& row) {
        return std::tuple{row.pid, row.pid == 0 ? row.name : std::string{}};
      });
      break;
  }
  return rows;
}

std::string LiveScreen::cost(const live::ProcessNow& process) const {
  switch (unit_) {
    case Unit::watts:
      return live_power(process.power);
    case Unit::joules:
      return text::with_prefix(process.energy.value(), "J", 2);
    case Unit::grams:
      break;
  }
  return text::with_prefix(carbon::operational(process.energy, header_.carbon).value(), "g", 2);
}

void LiveScreen::draw_totals(std::vector<Line>& lines, std::size_t columns) const {
  const live::Reading& now = *reading_;
  constexpr std::size_t of_text = 52;
  const std::size_t curve = columns > of_text + 8 ? columns - of_text : 0;
  const auto add = [&](std::string_view label, const std::string& text,
                       const std::deque<std::optional<double>>* values) {
    std::string line = fmt::format("{:<8} {}", label, text);
    if (values != nullptr && curve > 0)
      line = padded(first_columns(line, of_text - 1), of_text) + sparkline(*values, curve, plot_);
    lines.push_back({std::move(line), Look::plain});
  };
  if (const std::string lead = live_lead(now); !lead.empty()) add("shown", lead, nullptr);
  add("power",
      now.power
          ? fmt::format("{} {} ({})", amount(*now.power), calo::name(now.power->kind), now.scope)
          : "unavailable: see calo doctor",
      &power_);
  add("CPU",
      now.utilisation ? fmt::format("{} of {} CPUs", text::percent(*now.utilisation), now.cpus)
                      : "unavailable",
      &cpu_);
  add("memory",
      now.memory_used && now.memory_size
          ? fmt::format("{} of {}", text::bytes(now.memory_used->value()),
                        text::bytes(now.memory_size->value()))
          : "unavailable",
      &memory_);
  add("energy",
      now.energy ? fmt::format("{} in {}{}", amount(*now.energy), text::duration(now.since_start),
                               now.carbon ? ", " + amount(*now.carbon) : "")
                 : "unavailable",
      nullptr);
  std::string domains;
  for (std::size_t i = 0; i < now.domains.size() && i < header_.domains.size(); ++i) {
    domains += fmt::format("{}{} {}", domains.empty() ? "" : "  ", header_.domains[i].name,
                           live_power(now.domains[i].power));
  }
  if (now.domains.size() > 1) add("domains", domains, nullptr);
  if (now.sums) {
    add("shares",
        fmt::format("idle {}  calo {}  elsewhere {}",
                    now.sums->idle ? live_power(now.sums->idle->power) : "unknown",
                    live_power(now.sums->own.power), live_power(now.sums->elsewhere.power)),
        nullptr);
  }
}

void LiveScreen::draw_processes(std::vector<Line>& lines, std::size_t rows,
                                std::size_t columns) const {
  const bool grouped = reading_->sums.has_value();
  const auto* const who = !grouped ? "NAME" : reading_->sums->by == live::By::user ? "USER" : "JOB";
  const bool narrow = columns < narrow_below;
  // Name and cost are what it is about: memory and threads give way to them.
  const auto row = [&](std::string_view number, std::string_view percent, std::string_view memory,
                       std::string_view threads, std::string_view cost, std::string_view name) {
    const std::size_t width = report::columns(cost);
    const std::string cost_column = std::string(width < 9 ? 9 - width : 0, ' ') + std::string{cost};
    return narrow ? fmt::format("{:>8} {:>6} {}  {}", number, percent, cost_column, name)
                  : fmt::format("{:>8} {:>6} {:>11} {:>7} {}  {}", number, percent, memory, threads,
                                cost_column, name);
  };
  lines.push_back({row(grouped ? "PROCS" : "PID", "CPU %", "MEMORY", "THREADS", name(unit_), who),
                   Look::selected});
  for (const live::ProcessNow& process : shown()) {
    if (lines.size() >= rows) return;
    const double percent =
        reading_->length > Seconds{} ? 100.0 * (process.cpu / reading_->length) : 0.0;
    const auto number = grouped ? static_cast<std::int64_t>(process.processes) : process.pid;
    lines.push_back({row(std::to_string(number), fmt::format("{:.1f}", percent),
                         text::bytes(process.memory.value()), std::to_string(process.threads),
                         cost(process), text::printable(process.name, grouped ? 100 : 15)),
                     Look::plain});
  }
}

std::vector<LiveScreen::Line> LiveScreen::draw(std::size_t rows, std::size_t columns) const {
  std::vector<Line> lines;
  if (rows == 0) return lines;
  std::string title = "calo monitor";
  const bool narrow = columns < narrow_below;
  if (reading_ && !narrow) title += fmt::format("  {}", local_time(reading_->utc));
  title += fmt::format("  {} {}", narrow ? "by" : "sorted by", name(order_));
  if (!filter_.empty() || typing_) title += fmt::format("  /{}{}", filter_, typing_ ? "_" : "");
  if (paused_) title += "  PAUSED";
  lines.push_back({std::move(title), Look::title});
  if (!reading_) {
    lines.push_back({"waiting for the first reading", Look::plain});
  } else if (help_) {
    for (const auto* text :
         {"s      sort by CPU, memory, energy, PID", "u      watts, joules, grams CO2e (or W J g)",
          "/      show names that hold what you type; Enter ends, Escape forgets it",
          "space  stop and go on; the curves go on", "?      this", "q      leave",
          "A process's cost is its share, by CPU time, of the power beyond idle."})
      lines.push_back({text, Look::plain});
  } else {
    draw_totals(lines, columns);
    draw_processes(lines, rows > 1 ? rows - 1 : rows, columns);
  }
  if (rows > lines.size()) {
    lines.resize(rows - 1);
    lines.push_back({narrow ? "q leave  s u / space  ? help"
                            : "q leave  s sort  u W/J/g  / filter  space pause  ? help",
                     Look::strong});
  }
  lines.resize(std::min(lines.size(), rows));
  for (Line& line : lines)
    line.text =
        first_columns(plot_ == Plot::ascii ? in_ascii(std::move(line.text)) : line.text, columns);
  return lines;
}

}  // namespace calo::report
