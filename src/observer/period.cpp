#include "observer/period.hpp"

#include <algorithm>
#include <cmath>

namespace calo::observer {

namespace {

/// No event may come more often: each costs up to 20 us on a virtual machine.
constexpr double shortest = 100'000.0;
/// From this multiple of the longest period on the correction is within 2 % of 1.
constexpr double old = 8.0;

/// The shape of a mixture, in units that are chosen such that its rate is 1 / `mean`.
Mixture scaled(double small, double least, double most, double low, double high, double mean) {
  Mixture unit{small, least, most, low, high};
  const double scale = unit.rate() * mean;
  return {small, least * scale, most * scale, low * scale, high * scale};
}

}  // namespace

double Mixture::density(double period) const {
  double sum = 0.0;
  if (period >= least && period < most) sum += small / (period * std::log(most / least));
  if (period >= low && period < high) sum += (1.0 - small) / (high - low);
  return sum;
}

double Mixture::rate() const {
  return small * (1.0 / least - 1.0 / most) / std::log(most / least) +
         (1.0 - small) * std::log(high / low) / (high - low);
}

Periods::Periods(double mean, std::uint64_t seed)
    : mixtures_{scaled(0.0, 0.45, 1.75, 0.45, 1.75, mean),
                scaled(0.05, 0.08, 0.8, 0.75, 1.35, mean),
                scaled(0.5, 0.04, 0.8, 0.75, 1.35, mean / 2.0),
                scaled(0.0, 0.45, 1.75, 0.45, 1.75, mean / 2.0)},
      random_{seed} {
  for (Mixture& mixture : mixtures_) {
    mixture.least = std::max(mixture.least, shortest);
    mixture.most = std::max(mixture.most, 2.0 * shortest);
    mixture.low = std::max(mixture.low, shortest);
    mixture.high = std::max(mixture.high, 1.5 * shortest);
  }
}

std::uint64_t Periods::draw(Births births) {
  const Mixture& from = mixture(births);
  std::uniform_real_distribution<double> even{0.0, 1.0};
  const double at = even(random_);
  const double period = even(random_) < from.small
                            ? from.least * std::pow(from.most / from.least, at)
                            : from.low + (from.high - from.low) * at;
  const auto whole = static_cast<std::uint64_t>(period) & ~std::uint64_t{3};
  return whole | static_cast<std::uint64_t>(births);
}

std::chrono::nanoseconds Periods::vary(std::chrono::nanoseconds mean) {
  std::uniform_real_distribution<double> even{0.5, 1.5};
  return std::chrono::nanoseconds{
      static_cast<std::int64_t>(static_cast<double>(mean.count()) * even(random_))};
}

double Periods::weight(std::uint64_t period, std::uint64_t count) const {
  const Mixture& from = mixture(static_cast<Births>(period & 3));
  const auto p = static_cast<double>(period);
  const double age = p * static_cast<double>(count);
  if (age > old * from.high) return p;
  // Samples of every period that divides the age come at it: with the weight of their period alone
  // the expected sum would be this instead of 1.
  double expected = 0.0;
  for (double k = 1.0; age / k >= std::min(from.least, from.low); k += 1.0) {
    expected += from.density(age / k) * age / (k * k);
  }
  return expected > 0.0 ? p / expected : p;
}

}  // namespace calo::observer
