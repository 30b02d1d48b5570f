#pragma once

#include <cstdint>
#include <random>

namespace jets {

/// Random numbers that are the same everywhere for one seed.
///
/// The bits are std::mt19937_64's, which the standard fixes; std's distributions are not fixed, and
/// the last digit of exp and log depends on the C library. Here is only IEEE arithmetic and the
/// square root, which are exact to the bit.
class Random {
 public:
  explicit Random(std::uint64_t seed) : bits_{seed} {}

  /// In [0, 1), a multiple of 2^-53.
  double uniform();
  double uniform(double low, double high) { return low + (high - low) * uniform(); }

  /// The sum of twelve uniform numbers less six (Irwin-Hall): mean 0, deviation 1, within -6..6;
  /// its kurtosis is 2.9.
  double normal();

  /// Numbers from `least` on that fall like x^-5, as the transverse momenta of jets do.
  double falling(double least);

  /// Poisson (Knuth 1969).  Requires: 0 <= mean <= 200.
  int poisson(double mean);

  /// How many of `count` succeed, each with this chance.
  int successes(int count, double chance);

 private:
  std::mt19937_64 bits_;
};

/// e^x to twelve digits, the same bits everywhere.  Requires: |x| <= 256.
double exponential(double x);

}  // namespace jets
