#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <random>

/// When samples come, and what each stands for.
///
/// A thread that is born gets an event with a period of its own, drawn at its birth, that the
/// kernel keeps for the thread's life: samples come at ages p, 2p, 3p, ... of the event, in CPU
/// time. A sample stands for p of CPU time times a correction, so that code is represented by its
/// CPU time whatever its age: threads and processes shorter than a period are sampled rarely, and
/// count for more. Method: docs/methods/sampling.md.
namespace calo::observer {

/// How periods are drawn: a part `small` of them evenly on a logarithmic scale in [least, most],
/// the others evenly in [low, high]; all in ns.
struct Mixture {
  double small = 0.0;
  double least = 0.0, most = 0.0;
  double low = 0.0, high = 0.0;

  /// Probability density at a period, 1/ns.
  [[nodiscard]] double density(double period) const;
  /// Mean of 1/period: samples per ns of CPU time of a thread that lives long.
  [[nodiscard]] double rate() const;
};

/// What the program does decides where samples are needed.
enum class Births : std::uint8_t {
  none,    ///< nobody is born: periods between half and one and a half of the mean one
  rare,    ///< long-lived threads: the rate is the one that is asked for
  common,  ///< many short ones: more of the periods are shorter than those lives
  early,   ///< as none, at twice the rate: a short run has few samples
};

/// Draws periods, and tells from a period how it was drawn.
class Periods {
 public:
  /// `mean`: CPU time between two samples, ns, of threads that live long.
  Periods(double mean, std::uint64_t seed);

  /// A period in ns. Its last two bits say which mixture it is from.
  std::uint64_t draw(Births births);

  /// Half to one and a half of `mean`, evenly.
  std::chrono::nanoseconds vary(std::chrono::nanoseconds mean);

  /// CPU time in ns that the sample number `count` (1, 2, ...) of an event with this period stands
  /// for. Over all periods that could have been drawn, the expected sum at each age that can be
  /// sampled is the CPU time at that age.
  [[nodiscard]] double weight(std::uint64_t period, std::uint64_t count) const;

  [[nodiscard]] const Mixture& mixture(Births births) const {
    return mixtures_[static_cast<std::size_t>(births)];
  }

 private:
  std::array<Mixture, 4> mixtures_;  ///< by Births
  std::mt19937_64 random_;
};

}  // namespace calo::observer
