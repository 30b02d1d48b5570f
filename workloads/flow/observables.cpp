#include "observables.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace flow {
namespace {

Spread spread_of(std::span<const double> values) {
  const auto n = static_cast<double>(values.size());
  double sum = 0, squares = 0;
  for (const double value : values) sum += value;
  const double mean = sum / n;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return {.mean = mean, .deviation = n > 1 ? std::sqrt(squares / (n - 1)) : 0};
}

double mean_lift(std::span<const Force> samples) {
  double sum = 0;
  for (const Force& force : samples) sum += force.y;
  return sum / static_cast<double>(samples.size());
}

/// Upward zero crossings of the lift about `mean`, in samples, by linear interpolation. A crossing
/// counts once the lift has been below -hysteresis since the last one.
std::vector<double> upward_crossings(std::span<const Force> samples, double mean,
                                     double hysteresis) {
  std::vector<double> crossings;
  bool is_armed = false;
  for (std::size_t i = 1; i < samples.size(); ++i) {
    const double before = samples[i - 1].y - mean;
    const double now = samples[i].y - mean;
    is_armed = is_armed || before < -hysteresis;
    if (is_armed && before < 0 && now >= 0) {
      crossings.push_back(static_cast<double>(i - 1) + before / (before - now));
      is_armed = false;
    }
  }
  return crossings;
}

/// Mean drag between two crossings, with the first and last sample weighted by their share.
double drag_between(std::span<const Force> samples, double from, double to) {
  const auto integral_up_to = [&](double time) {
    const auto whole = static_cast<std::size_t>(time);
    double sum = 0;
    for (std::size_t i = 0; i < whole; ++i) sum += samples[i].x;
    return sum + (time - static_cast<double>(whole)) * samples[whole].x;
  };
  return (integral_up_to(to) - integral_up_to(from)) / (to - from);
}

bool is_steady(std::span<const double> values) {
  const auto [least, most] = std::ranges::minmax_element(values);
  return *most - *least < 0.02 * std::abs(*most);
}

}  // namespace

Spread mean_drag(std::span<const Force> samples, const ForceScale& scale) {
  const auto mean = [](std::span<const Force> part) {
    double sum = 0;
    for (const Force& force : part) sum += force.x;
    return sum / static_cast<double>(part.size());
  };
  const std::size_t quarter = samples.size() / 4;
  const double third = scale.coefficient(mean(samples.last(2 * quarter).first(quarter)));
  const double fourth = scale.coefficient(mean(samples.last(quarter)));
  return {.mean = 0.5 * (third + fourth), .deviation = 0.5 * std::abs(fourth - third)};
}

std::optional<Shedding> shedding(std::span<const Force> samples, const ForceScale& scale) {
  const auto half = samples.subspan(samples.size() / 2);
  if (half.empty()) return std::nullopt;
  const double mean = mean_lift(half);
  double squares = 0;
  for (const Force& force : half) squares += (force.y - mean) * (force.y - mean);
  const double rms = std::sqrt(squares / static_cast<double>(half.size()));

  const std::vector<double> crossings = upward_crossings(half, mean, 0.5 * rms);
  Shedding result;
  result.periods = crossings.empty() ? 0 : crossings.size() - 1;
  result.lift_rms = scale.coefficient(rms);
  if (result.periods < 3 || !(result.lift_rms >= 0.001)) return std::nullopt;

  std::vector<double> strouhals, drags;
  for (std::size_t i = 1; i < crossings.size(); ++i) {
    const double period = (crossings[i] - crossings[i - 1]) * scale.steps_per_sample;
    strouhals.push_back(scale.diameter / (scale.velocity * period));
    drags.push_back(scale.coefficient(drag_between(half, crossings[i - 1], crossings[i])));
  }
  result.strouhal = spread_of(strouhals);
  result.drag = spread_of(drags);
  result.is_settled = is_steady(strouhals) && is_steady(drags);
  return result;
}

}  // namespace flow
