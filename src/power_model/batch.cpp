#include "power_model/batch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "base/try.hpp"
#include "power_model/curve_for.hpp"
#include "power_model/support.hpp"

namespace calo::power_model {

namespace {

constexpr std::array<std::string_view, 10> names = {
    "cpu",   "cpu_vendor", "gen",      "launch_year", "sockets",
    "cores", "threads",    "base_mhz", "tdp_w",       "mem_gb"};
enum Input : std::size_t {
  cpu,
  cpu_vendor,
  gen,
  launch_year,
  sockets,
  cores,
  threads,
  base_mhz,
  tdp_w,
  mem_gb
};

struct Range {
  double least;
  double most;
  bool whole;
};

constexpr Range range_of(std::size_t input) {
  switch (input) {
    case launch_year:
      return {1990, 2100, true};
    case sockets:
      return {1, 1024, true};
    case cores:
      return {1, 1e6, true};
    case threads:
      return {1, 1e6, true};
    case base_mhz:
      return {50, 20000, false};
    case tdp_w:
      return {0.5, 5000, false};
    default:
      return {0.01, 1e7, false};  // mem_gb
  }
}

std::string_view without_mark(std::string_view line) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (line.starts_with(byte_order_mark)) line.remove_prefix(byte_order_mark.size());
  return line;
}

}  // namespace

Result<Batch> Batch::from_header(std::string_view line) {
  line = without_mark(line);
  Batch batch;
  batch.header_ = line;
  const std::vector<std::string> fields = text::csv_fields(line);
  batch.columns_ = fields.size();
  bool any = false;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const std::string field = text::lower_case(text::trimmed(fields[i]));
    const auto* const known = std::ranges::find(names, field);
    if (known == names.end()) continue;
    std::size_t& position = batch.position_[static_cast<std::size_t>(known - names.begin())];
    if (position != absent) {
      return fail(Category::malformed,
                  fmt::format("reading the header, line 1: column '{}' stands twice", field),
                  "Remove one of them");
    }
    position = i;
    any = true;
  }
  if (!any) {
    return fail(Category::malformed,
                fmt::format("reading the header, line 1: none of the columns {} is there",
                            fmt::join(names, ", ")),
                "Name the columns in the first line, for example: cpu,sockets,mem_gb");
  }
  return batch;
}

std::string Batch::header() const {
  std::string line = header_;
  for (const char* prefix : {"w", "lo", "hi"}) {
    for (std::size_t i = 0; i < load_levels; ++i) line += fmt::format(",{}{}", prefix, 10 * i);
  }
  return line;
}

Result<System> Batch::system_from(std::string_view line, std::size_t number) const {
  const std::vector<std::string> fields = text::csv_fields(line);
  const auto wrong = [number](std::string_view column, std::string_view what) {
    return fail(Category::malformed, fmt::format("line {}, column {}: {}", number, column, what),
                "Correct the row");
  };
  if (fields.size() > columns_) {
    return wrong(std::to_string(columns_ + 1),
                 fmt::format("{} fields, the header has {}", fields.size(), columns_));
  }
  const auto field = [&](std::size_t input) -> std::string {
    if (position_[input] >= fields.size()) return {};
    return std::string{text::trimmed(fields[position_[input]])};
  };
  std::array<std::optional<double>, inputs> values;
  for (const std::size_t input : {launch_year, sockets, cores, threads, base_mhz, tdp_w, mem_gb}) {
    const std::string text = field(input);
    if (text.empty()) continue;
    const auto value = text::to_double(text);
    if (!value)
      return wrong(names[input], fmt::format("'{}' is not a number", text::printable(text, 60)));
    const Range range = range_of(input);
    if (*value < range.least || *value > range.most) {
      return wrong(names[input],
                   fmt::format("{} is not between {} and {}", text, range.least, range.most));
    }
    if (range.whole && *value != std::floor(*value))
      return wrong(names[input], fmt::format("{} is not whole", text));
    values[input] = value;
  }
  const auto whole = [&values](std::size_t input) -> std::optional<int> {
    if (!values[input]) return std::nullopt;
    return static_cast<int>(*values[input]);
  };
  if (values[cores] && values[sockets] && *values[cores] < *values[sockets]) {
    return wrong("cores", "fewer cores than sockets (cores are of the whole node)");
  }
  if (values[threads] && values[cores] && *values[threads] < *values[cores]) {
    return wrong("threads", "fewer threads than cores (both are of the whole node)");
  }
  System system;
  system.cpu = field(cpu);
  system.cpu_vendor = field(cpu_vendor);
  system.generation = field(gen);
  system.launch_year = whole(launch_year);
  system.sockets = whole(sockets);
  system.cores = whole(cores);
  system.threads = whole(threads);
  system.base_mhz = values[base_mhz];
  if (values[tdp_w]) system.tdp = Watts::of(*values[tdp_w]);
  if (values[mem_gb]) system.memory = gigabytes(*values[mem_gb]);
  return system;
}

std::string Batch::own_fields(std::string_view line) const {
  // Written anew, so that a stray quote or a surplus field in the row cannot shift what follows.
  std::vector<std::string> fields = text::csv_fields(line);
  fields.resize(columns_);
  std::string own;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) own += ',';
    own += text::csv_quoted(fields[i]);
  }
  return own;
}

Result<std::string> Batch::row(std::string_view line, std::size_t number) const {
  CALO_TRY(const System system, system_from(line, number));
  auto curve = curve_of(system);
  if (!curve) {
    return std::unexpected{
        std::move(curve).error().within(fmt::format("line {}, column cpu", number))};
  }
  std::string out = own_fields(line);
  const auto append = [&out](Watts watts) {
    fmt::format_to(std::back_inserter(out), ",{:.2f}", watts.value());
  };
  for (const auto& level : curve->levels()) append(level.watts);
  for (const auto& level : curve->levels()) append(level.low);
  for (const auto& level : curve->levels()) append(level.high);
  return out;
}

std::string Batch::empty_row(std::string_view line) const {
  return own_fields(line) + std::string(3 * load_levels, ',');
}

}  // namespace calo::power_model
