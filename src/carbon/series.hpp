#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/quantity.hpp"
#include "carbon/utc_time.hpp"
#include "model/finding.hpp"
#include "model/run.hpp"

namespace calo::carbon {

/// Energy spent evenly between two moments.  begin <= end.
struct Spent {
  UtcTime begin;
  UtcTime end;
  Joules energy{};
};

/// A stretch of time a series says nothing about.
struct Gap {
  UtcTime begin;
  UtcTime end;
  friend bool operator==(const Gap&, const Gap&) = default;
};

/// Carbon intensity of a place over time, usually by the hour, from a CSV file.
///
/// Each record holds from its time to the next one's; the last one, and one before a hole, as long
/// as the median step (an hour if there is one record only). Records without a value are holes.
class IntensitySeries {
 public:
  struct Step {
    UtcTime begin;
    UtcTime end;
    GramsPerJoule intensity{};
  };

  /// Comma-separated records of a time and an intensity in g/kWh; `name` is for error texts.
  ///
  /// A header is optional. With one, the time is the first column whose name holds "time" or
  /// "date", the intensity the first one called "g_per_kwh", else holding "life cycle", else
  /// "intensity" or "gco2"; without, they are the first two columns. Records may come in any order.
  /// Fails with `malformed`, naming the line, on what is neither a time nor a number of 0 to 5000
  /// g/kWh, and on two values for one time.
  static Result<IntensitySeries> parse(std::string_view csv, std::string_view name);
  static Result<IntensitySeries> read(const std::filesystem::path& path);

  /// In order of time, not empty.
  [[nodiscard]] std::span<const Step> steps() const { return steps_; }
  [[nodiscard]] UtcTime begin() const { return steps_.front().begin; }
  [[nodiscard]] UtcTime end() const { return steps_.back().end; }
  /// Weighted by time.
  [[nodiscard]] GramsPerJoule mean() const;

  /// What was spent while the series had something to say, and while not. `grams` is sum_h E_h *
  /// I_h.
  struct Weighed {
    Grams grams{};
    Joules covered{};
    Joules uncovered{};
    Seconds covered_time{};
    GramsPerJoule mean_over_time{};  ///< of the covered time; 0 if there is none
    std::vector<Gap> gaps;           ///< in order, neighbours joined
  };
  [[nodiscard]] Weighed weigh(std::span<const Spent> spent) const;

 private:
  std::vector<Step> steps_;
};

/// A context whose intensity is the energy-weighted mean of the series over a run, so that one C/E
/// ratio holds for all rows of the run.
struct WeightedContext {
  model::CarbonContext context;
  std::optional<model::Warning>
      warning;  ///< "series-gap": times that fell back to the intensity stated before
};

/// The intensity sum(E_h * I_h) / sum(E_h) over what was spent. Energy outside the series is taken
/// at `context.intensity`, and the warning names the times. Fails with `not_found` if the series
/// covers nothing of it.
Result<WeightedContext> weighted_over(const IntensitySeries& series, std::span<const Spent> spent,
                                      model::CarbonContext context);

}  // namespace calo::carbon
