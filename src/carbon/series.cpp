#include "carbon/series.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "base/try.hpp"
#include "carbon/settings.hpp"
#include "carbon/table_rows.hpp"
#include "os/file.hpp"

namespace calo::carbon {

namespace {

using std::chrono::nanoseconds;

constexpr std::string_view format_remedy =
    "Give a CSV file with a column of times (ISO 8601, UTC) and one of g/kWh.";

struct Columns {
  std::size_t time = 0;
  std::size_t intensity = 1;
};

std::optional<std::size_t> column_holding(const std::vector<std::string>& header,
                                          std::string_view part) {
  const auto found = std::ranges::find_if(
      header, [&](const std::string& name) { return contains_ignoring_case(name, part); });
  if (found == header.end()) return std::nullopt;
  return static_cast<std::size_t>(found - header.begin());
}

Columns columns_of(const std::vector<std::string>& header) {
  Columns columns;
  for (const std::string_view part : {"time", "date"}) {
    if (const auto found = column_holding(header, part)) {
      columns.time = *found;
      break;
    }
  }
  columns.intensity = columns.time == 1 ? 0 : 1;
  for (const std::string_view part :
       {"g_per_kwh", "life cycle", "lifecycle", "intensity", "gco2"}) {
    const auto found = column_holding(header, part);
    if (found && *found != columns.time) {
      columns.intensity = *found;
      break;
    }
  }
  return columns;
}

struct Record {
  UtcTime time;
  std::optional<GramsPerJoule> intensity;  ///< empty: the series has a hole there
};

Result<Record> read_record(const std::vector<std::string>& fields, Columns columns) {
  if (fields.size() <= std::max(columns.time, columns.intensity)) {
    return fail(Category::malformed, "too few columns", std::string{format_remedy});
  }
  const auto time = to_utc_time(fields[columns.time]);
  if (!time) {
    return fail(Category::malformed,
                fmt::format("'{}' is not a time", text::printable(fields[columns.time], 40)),
                "Write times as 2025-03-01T13:00Z or as seconds since 1970.");
  }
  const std::string_view value_text = text::trimmed(fields[columns.intensity]);
  if (value_text.empty()) return Record{*time, std::nullopt};
  const auto value = text::to_double(value_text);
  if (!value || *value < 0.0 || *value > highest_intensity_g_per_kwh) {
    return fail(Category::malformed,
                fmt::format("'{}' is not an intensity of 0 to {} g/kWh",
                            text::printable(value_text, 40), highest_intensity_g_per_kwh),
                "Correct the line, or leave the value empty if it is missing.");
  }
  return Record{*time, grams_per_kwh(*value)};
}

Result<std::vector<Record>> read_records(std::string_view csv) {
  if (csv.starts_with("\xEF\xBB\xBF")) csv.remove_prefix(3);
  std::vector<Record> records;
  std::optional<Columns> columns;
  std::size_t number = 0;
  for (const std::string_view line : text::lines(csv)) {
    ++number;
    if (text::trimmed(line).empty() || line.starts_with('#')) continue;
    const auto fields = text::csv_fields(line);
    if (!columns) {
      const bool is_header =
          std::ranges::none_of(fields, [](const auto& f) { return to_utc_time(f).has_value(); });
      columns = is_header ? columns_of(fields) : Columns{};
      if (is_header) continue;
    }
    auto record = read_record(fields, *columns);
    if (!record)
      return std::unexpected{std::move(record).error().within(fmt::format("line {}", number))};
    records.push_back(*record);
  }
  return records;
}

/// Sorts by time; of equal records one stays.
Result<void> put_in_order(std::vector<Record>& records) {
  std::ranges::sort(records, {}, &Record::time);
  const auto contradiction =
      std::ranges::adjacent_find(records, [](const Record& a, const Record& b) {
        return a.time == b.time && a.intensity != b.intensity;
      });
  if (contradiction != records.end()) {
    return fail(Category::malformed,
                fmt::format("two different values for {}", in_iso8601(contradiction->time)),
                "Keep one; where clocks were set back an hour, write the times in UTC.");
  }
  const auto repeated = std::ranges::unique(records, {}, &Record::time);
  records.erase(repeated.begin(), repeated.end());
  return {};
}

nanoseconds usual_step(const std::vector<Record>& records) {
  if (records.size() < 2) return std::chrono::hours{1};
  std::vector<nanoseconds> steps;
  for (std::size_t i = 1; i < records.size(); ++i)
    steps.push_back(records[i].time - records[i - 1].time);
  const auto middle = steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2);
  std::ranges::nth_element(steps, middle);
  return *middle;
}

void add_gap(std::vector<Gap>& gaps, UtcTime begin, UtcTime end) {
  if (!gaps.empty() && gaps.back().end >= begin) {
    gaps.back().end = std::max(gaps.back().end, end);
  } else {
    gaps.push_back({begin, end});
  }
}

std::string listed(const std::vector<Gap>& gaps) {
  constexpr std::size_t shown = 3;
  std::string text;
  for (std::size_t i = 0; i < std::min(gaps.size(), shown); ++i) {
    text += fmt::format("{}{} to {}", i == 0 ? "" : ", ", in_iso8601(gaps[i].begin),
                        in_iso8601(gaps[i].end));
  }
  if (gaps.size() > shown) text += fmt::format(" and {} more", gaps.size() - shown);
  return text;
}

}  // namespace

Result<IntensitySeries> IntensitySeries::parse(std::string_view csv, std::string_view name) {
  const std::string context = fmt::format("reading the intensity series {}", text::printable(name));
  auto records = read_records(csv);
  if (!records) return std::unexpected{std::move(records).error().within(context)};
  if (auto ordered = put_in_order(*records); !ordered) {
    return std::unexpected{std::move(ordered).error().within(context)};
  }
  IntensitySeries series;
  const nanoseconds step = usual_step(*records);
  for (std::size_t i = 0; i < records->size(); ++i) {
    const Record& record = (*records)[i];
    if (!record.intensity) continue;
    const bool has_next = i + 1 < records->size();
    const bool next_in_time = has_next && (*records)[i + 1].time - record.time <= step + step / 2;
    series.steps_.push_back({record.time,
                             next_in_time ? (*records)[i + 1].time : record.time + step,
                             *record.intensity});
  }
  if (series.steps_.empty()) {
    return fail(Category::malformed, context + ": it holds no values", std::string{format_remedy});
  }
  return series;
}

Result<IntensitySeries> IntensitySeries::read(const std::filesystem::path& path) {
  CALO_TRY(const auto csv, os::read_text(path));
  return parse(csv, path.string());
}

GramsPerJoule IntensitySeries::mean() const {
  double sum = 0.0;
  Seconds time;
  for (const Step& step : steps_) {
    sum += step.intensity.value() * seconds(step.end - step.begin).value();
    time += seconds(step.end - step.begin);
  }
  return GramsPerJoule::of(sum / time.value());
}

IntensitySeries::Weighed IntensitySeries::weigh(std::span<const Spent> spent) const {
  Weighed weighed;
  double intensity_seconds = 0.0;
  for (const Spent& piece : spent) {
    const Seconds length = seconds(piece.end - piece.begin);
    auto step = std::ranges::upper_bound(steps_, piece.begin, {}, &Step::end);
    if (piece.begin >= piece.end) {  // all at one moment
      const bool inside = step != steps_.end() && step->begin <= piece.begin;
      (inside ? weighed.covered : weighed.uncovered) += piece.energy;
      if (inside) weighed.grams += piece.energy * step->intensity;
      if (!inside && piece.energy != Joules{}) add_gap(weighed.gaps, piece.begin, piece.begin);
      continue;
    }
    UtcTime reached = piece.begin;
    bool complete = true;
    Joules covered;
    for (; step != steps_.end() && step->begin < piece.end; ++step) {
      const UtcTime from = std::max(piece.begin, step->begin);
      const UtcTime to = std::min(piece.end, step->end);
      if (from > reached) {
        add_gap(weighed.gaps, reached, from);
        complete = false;
      }
      const Seconds time = seconds(to - from);
      const Joules energy = piece.energy * (time / length);
      covered += energy;
      weighed.grams += energy * step->intensity;
      weighed.covered_time += time;
      intensity_seconds += step->intensity.value() * time.value();
      reached = to;
    }
    if (reached < piece.end) {
      add_gap(weighed.gaps, reached, piece.end);
      complete = false;
    }
    weighed.covered += complete ? piece.energy : covered;
    if (!complete) weighed.uncovered += piece.energy - covered;
  }
  if (weighed.covered_time > Seconds{}) {
    weighed.mean_over_time = GramsPerJoule::of(intensity_seconds / weighed.covered_time.value());
  }
  return weighed;
}

Result<WeightedContext> weighted_over(const IntensitySeries& series, std::span<const Spent> spent,
                                      model::CarbonContext context) {
  const auto weighed = series.weigh(spent);
  if (weighed.covered == Joules{} && weighed.covered_time == Seconds{}) {
    return fail(
        Category::not_found,
        fmt::format(
            "converting the run with the intensity series {}: it covers {} to {}, the run was {}",
            text::printable(context.series), in_iso8601(series.begin()), in_iso8601(series.end()),
            listed(weighed.gaps)),
        "Give a series that covers the run, with times in UTC.");
  }
  const GramsPerJoule stated_before = context.intensity;
  const Joules total = weighed.covered + weighed.uncovered;
  const bool weighs =
      weighed.covered >= Joules{} && weighed.uncovered >= Joules{} && total > Joules{};
  context.intensity =
      weighs ? (weighed.grams + weighed.uncovered * stated_before) / total : weighed.mean_over_time;
  // Energies that nearly cancel, of a program that used next to nothing, weigh nothing.
  const auto [cleanest, dirtiest] =
      std::ranges::minmax(series.steps(), {}, [](const auto& step) { return step.intensity; });
  const bool believable = context.intensity >= std::min(cleanest.intensity, stated_before) &&
                          context.intensity <= std::max(dirtiest.intensity, stated_before);
  if (!believable) context.intensity = weighed.mean_over_time;
  if (weighed.gaps.empty()) return WeightedContext{std::move(context), std::nullopt};
  return WeightedContext{
      std::move(context),
      model::Warning{
          "series-gap",
          fmt::format(
              "The intensity series says nothing about {}; {} of the energy was converted with {} "
              "g/kWh instead.",
              listed(weighed.gaps), text::percent(weighs ? weighed.uncovered / total : 0.0),
              text::significant(in_grams_per_kwh(stated_before)))}};
}

}  // namespace calo::carbon
