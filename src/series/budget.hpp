#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "series/compare.hpp"

namespace calo::series {

/// What a series must hold.
struct CheckWanted {
  Metric metric = Metric::energy;
  double max_increase = 0.03;    ///< against the baseline, relative
  std::optional<double> budget;  ///< in base units
};

/// Exit statuses of `calo check`, too.
enum class Outcome : int { fine = 0, worse = 1, not_resolved = 2 };

struct CheckResult {
  Outcome outcome = Outcome::fine;  ///< the worst of all statements
  struct Statement {
    Outcome outcome = Outcome::fine;
    std::string name, text;  ///< "budget", "energy 12.0 J (95 %: ...) is within 500 J"
  };
  std::vector<Statement> statements;
  std::optional<Comparison> comparison;
  CheckWanted wanted;
};

/// "500J", "1.2kWh", "2 s", "1h", "300mg", "1.5GiB": an amount of a metric; without a unit in base
/// units. Fails with `usage` for another unit.
Result<double> parse_budget(const std::string& text, Metric metric);

/// Fails with `usage` where the two must not be compared, with `not_found` where the metric is not
/// known.
Result<CheckResult> check(const Series& now, const Series* baseline, const CheckWanted& wanted);

}  // namespace calo::series
