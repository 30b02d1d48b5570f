#pragma once

#include <optional>

#include "model/run.hpp"

namespace calo::model {

/// True for a record of a whole machine, imported or monitored, in place of a program that calo
/// ran: nobody counted its threads, page faults or what calo itself used. What was not counted is
/// zero in the model, and unknown to people. A program has a thread.
inline bool is_whole_machine(const RunEnd& end) {
  return end.processes == 1 && end.threads_peak == 0;
}

/// A count or an amount of a run, empty where nobody counted it.
template <class T>
std::optional<T> counted(const RunEnd& end, T value) {
  return is_whole_machine(end) ? std::nullopt : std::optional{value};
}

/// The same for what some records of machines have, too: there zero is unknown.
template <class T>
std::optional<T> counted_or_told(const RunEnd& end, T value) {
  return is_whole_machine(end) && value == T{} ? std::nullopt : std::optional{value};
}

/// calo's own CPU time for each second of the run. Empty for a run below ten seconds: what calo
/// does before the program begins and after it ends, some 60 ms, would be most of it.
inline std::optional<double> own_core_share(const RunEnd& end) {
  constexpr Seconds shortest = Seconds::of(10.0);
  if (end.wall < shortest || !(end.own_cpu > Seconds{})) return std::nullopt;
  return end.own_cpu / end.wall;
}

}  // namespace calo::model
