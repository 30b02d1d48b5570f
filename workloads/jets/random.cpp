#include "random.hpp"

#include <cmath>

namespace jets {

double Random::uniform() {
  return static_cast<double>(bits_() >> 11) * 0x1p-53;
}

double Random::normal() {
  double sum = -6;
  for (int i = 0; i < 12; ++i) sum += uniform();
  return sum;
}

double Random::falling(double least) {
  // P(x > y) = (least / y)^4, so x = least u^(-1/4); 1 - u is never zero.
  return least / std::sqrt(std::sqrt(1 - uniform()));
}

int Random::poisson(double mean) {
  const double floor = exponential(-mean);
  int count = 0;
  for (double product = uniform(); product > floor; product *= uniform()) ++count;
  return count;
}

int Random::successes(int count, double chance) {
  int found = 0;
  for (int i = 0; i < count; ++i) found += uniform() < chance ? 1 : 0;
  return found;
}

double exponential(double x) {
  // e^x = (e^(x/1024))^1024; the series of e^y for |y| <= 1/4 to y^12 is exact to 1e-17.
  const double y = x / 1024;
  double sum = 1;
  for (int k = 12; k >= 1; --k) sum = 1 + sum * y / k;
  for (int i = 0; i < 10; ++i) sum *= sum;
  return sum;
}

}  // namespace jets
