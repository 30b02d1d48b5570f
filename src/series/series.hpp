#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "attribution/books.hpp"
#include "base/error.hpp"
#include "base/estimate.hpp"
#include "model/run.hpp"

namespace calo::series {

/// Tags by which `calo repeat` tells what a run was for.
inline constexpr std::string_view block_tag = "calo.block";      ///< number, from 1
inline constexpr std::string_view warm_up_tag = "calo.warm-up";  ///< "yes"

enum class Metric { energy, carbon, time, cpu, power, memory };

/// What a run costs when it pays for the idle energy by one policy.
struct Attributed {
  Estimate<Joules> energy;
  Estimate<Grams> carbon;
  double static_paid = 0.0;  ///< of its static share, what the program pays (ProgramUse::paid)
  attribution::BooksOptions paid_by;  ///< whose policy is known
};

/// The totals of one run of a series.
struct RunNumbers {
  std::filesystem::path path;
  std::string name;
  std::chrono::nanoseconds started_utc{};
  Seconds time{};  ///< of the program itself
  Seconds cpu{};
  bool knows_cpu = true;
  std::optional<Attributed> attributed;  ///< to the program; empty where no energy is known
  /// The same by the policies that calo may choose; empty where the user has named one.
  std::vector<Attributed> choices;
  double tree_share = 0.0;                    ///< of the machine's busy CPU time
  std::optional<Watts> idle_power;            ///< baseline of the total, where it is known
  Bytes peak_rss{};                           ///< 0: not known
  double units = 0.0;                         ///< of work; 0: none were stated
  std::string unit_name;                      ///< "event"
  std::optional<double> frequency_hz;         ///< of the CPUs, mean over the run
  std::optional<double> temperature_celsius;  ///< of the CPUs, the highest
  Seconds others{};                           ///< busy CPU time of everybody else
  Seconds steal{};                            ///< withheld by the hypervisor
  std::optional<std::int64_t> block;
  bool is_warm_up = false;
  bool failed = false;                 ///< it ended with another status than 0, or was cut off
  bool unfinished = false;             ///< it was cut off, or is still being recorded
  std::vector<std::string> disturbed;  ///< reasons, for people; empty: nothing was seen
  /// What must be alike for a comparison, beside the static policy.
  std::string scope, kind, meter, machine, governor;
};

/// Runs of one name, in the order in which they began.
struct Series {
  std::string name;
  std::vector<RunNumbers> runs;

  /// Without warm-ups and failed runs.
  [[nodiscard]] std::vector<const RunNumbers*> counted() const;
  /// Of the runs that count, those that are known, in their order.
  [[nodiscard]] std::vector<double> values(Metric metric) const;
};

inline constexpr std::array all_metrics = {Metric::energy, Metric::carbon, Metric::time,
                                           Metric::cpu,    Metric::power,  Metric::memory};
std::string_view name(Metric metric);
std::string_view unit(Metric metric);
/// The metric of that name; empty: there is none.
std::optional<Metric> metric_from(std::string_view name);
/// "12.34 J", "1.20 s", "3.5 MiB": a value of a metric for people.
std::string amount(double value, Metric metric);
/// In base units; per unit of work for energy and carbon where the runs state units. Empty where
/// not known.
std::optional<double> value(const RunNumbers& run, Metric metric);

RunNumbers numbers_of(const std::filesystem::path& path, const model::Run& digest,
                      const attribution::BooksOptions& options);

/// One static policy for all runs together, where the user has named none: whether a program had
/// the machine for itself is a matter of the series, not of the one run that a neighbour disturbed.
void settle_policy(std::span<Series* const> all);

/// Marks runs whose CPU was slower or hotter than is usual in their series.
void mark_conditions(Series& series);

/// The series in a run file or in a directory of run files, by name: in the order of the plan of
/// calo repeat, else of their first runs. Files that cannot be read are left out and named in
/// `unreadable`. Fails if there is no run.
struct Found {
  std::vector<Series> series;
  std::vector<std::string> unreadable;
};
Result<Found> read(const std::filesystem::path& place, const attribution::BooksOptions& options);

}  // namespace calo::series
