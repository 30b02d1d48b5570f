#pragma once

#include <string>

namespace calo::model {

/// A number of the run beside one that calo did not count: what says that the books are true, where
/// balance says only that calo adds up what it wrote.
struct Witness {
  enum class Bound {
    equal,     ///< |calo - other| <= limit
    at_least,  ///< calo >= other - limit
    at_most,   ///< calo <= other + limit
  };
  std::string name;   ///< stable word for machines: "cpu-readings"
  std::string what;   ///< for people: "CPU time of the readings"
  std::string whose;  ///< who says the other: "exit records of the kernel"
  std::string unit;   ///< "s", "B", "" for counts
  double calo = 0.0;
  double other = 0.0;
  double limit = 0.0;  ///< how far they may be apart, in the unit
  Bound bound = Bound::equal;

  [[nodiscard]] bool ok() const {
    // Not a number is never right.
    const bool low_enough = calo - other <= limit;
    const bool high_enough = other - calo <= limit;
    return (low_enough || bound == Bound::at_least) && (high_enough || bound == Bound::at_most);
  }
  friend bool operator==(const Witness&, const Witness&) = default;
};

}  // namespace calo::model
