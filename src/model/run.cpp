#include "model/run.hpp"

#include <algorithm>

#include "base/expect.hpp"

namespace calo::model {

namespace {

template <class T>
std::optional<T> larger(const std::optional<T>& a, const std::optional<T>& b) {
  if (a && b) return std::max(*a, *b);
  return a ? a : b;
}

template <class T>
std::optional<T> sum(const std::optional<T>& a, const std::optional<T>& b) {
  if (a && b) return *a + *b;
  return a ? a : b;
}

std::optional<double> weighted(const std::optional<double>& a, Seconds length_a,
                               const std::optional<double>& b, Seconds length_b) {
  const Seconds both = length_a + length_b;
  if (a && b && both > Seconds{})
    return (*a * length_a.value() + *b * length_b.value()) / both.value();
  return a ? a : b;
}

/// The outcome that says more about the quality of the energy.
Outcome worse(Outcome a, Outcome b) {
  constexpr auto rank = [](Outcome o) {
    switch (o) {
      case Outcome::good:
        return 0;
      case Outcome::first:
        return 1;
      case Outcome::gap:
        return 2;
      case Outcome::ambiguous:
        return 3;
      case Outcome::lost:
        return 4;
      case Outcome::gone:
        return 5;
    }
    return 5;
  };
  return rank(a) < rank(b) ? b : a;
}

}  // namespace

std::string Units::singular() const {
  return name.size() > 1 && name.ends_with('s') && !name.ends_with("ss")
             ? name.substr(0, name.size() - 1)
             : name;
}

EnergyShares& EnergyShares::operator+=(const EnergyShares& other) {
  gross += other.gross;
  idle += other.idle;
  tree_dynamic += other.tree_dynamic;
  own_dynamic += other.own_dynamic;
  other_dynamic += other.other_dynamic;
  tree_static += other.tree_static;
  own_static += other.own_static;
  share_u += other.share_u;
  return *this;
}

Interval merged(const Interval& earlier, const Interval& later) {
  CALO_EXPECT(earlier.energy.size() == later.energy.size(),
              "intervals of one run have the same domains");
  Interval both = earlier;
  both.end = later.end;
  for (std::size_t i = 0; i < both.energy.size(); ++i) {
    both.energy[i] += later.energy[i];
    both.outcomes[i] = worse(earlier.outcomes[i], later.outcomes[i]);
  }
  both.tree_user += later.tree_user;
  both.tree_system += later.tree_system;
  both.own += later.own;
  both.others += later.others;
  both.steal += later.steal;
  both.processes = std::max(earlier.processes, later.processes);
  both.threads = std::max(earlier.threads, later.threads);
  both.rss = std::max(earlier.rss, later.rss);
  both.pss = larger(earlier.pss, later.pss);
  both.swap = larger(earlier.swap, later.swap);
  both.minor_faults += later.minor_faults;
  both.major_faults += later.major_faults;
  both.context_switches = sum(earlier.context_switches, later.context_switches);
  both.read_chars = sum(earlier.read_chars, later.read_chars);
  both.written_chars = sum(earlier.written_chars, later.written_chars);
  both.read_disk = sum(earlier.read_disk, later.read_disk);
  both.written_disk = sum(earlier.written_disk, later.written_disk);
  const Seconds length_a = earlier.end - earlier.begin;
  const Seconds length_b = later.end - later.begin;
  both.frequency_hz = weighted(earlier.frequency_hz, length_a, later.frequency_hz, length_b);
  both.temperature_celsius =
      weighted(earlier.temperature_celsius, length_a, later.temperature_celsius, length_b);
  return both;
}

std::vector<Interval> halved(std::vector<Interval> intervals) {
  std::vector<Interval> half;
  half.reserve(intervals.size() / 2 + 1);
  for (std::size_t i = 0; i + 1 < intervals.size(); i += 2)
    half.push_back(merged(intervals[i], intervals[i + 1]));
  if (intervals.size() % 2 == 1) half.push_back(std::move(intervals.back()));
  return half;
}

}  // namespace calo::model
