#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "base/quantity.hpp"
#include "model/phase.hpp"
#include "processes/marks.hpp"
#include "processes/process_ledger.hpp"

namespace calo::recorder {

/// What an interval cost the program, to be shared out to phases.
struct IntervalCost {
  Seconds begin{}, end{};  ///< since the start of the run
  Joules dynamic{};        ///< of the tree
  Joules static_by_cpu{};  ///< the tree's part of the idle energy
  Joules idle{};           ///< all of the idle energy
};

/// What a process had cost at the begin of the interval.
struct SoFar {
  Seconds begin{};  ///< of the process
  Seconds cpu{};    ///< by its own clock
  Joules dynamic{};
  Joules static_share{};
};

/// Shares the program's energy out to the phases it marks (docs/methods/attribution.md, "Phases").
///
/// The energy of an interval goes to the processes by CPU time, and the part of each to the phases
/// it was in: by the CPU time at its marks, which its own clock gives. Processes without marks work
/// in the phase their nearest marked ancestor was in, by time. The amounts of all phases sum to
/// those of the run.
class PhaseAccounts {
 public:
  /// The parent of a process, -1 if it has none.
  using ParentOf = std::function<std::int64_t(std::int64_t)>;

  /// Takes a mark of `process` at `when`, inside the interval that is going on. `so_far` is used
  /// for the first mark of a process only. Marks come in order of time for each process.
  void enter(const processes::Mark& mark, std::int64_t process, Seconds when, const SoFar& so_far);

  /// Closes the interval: shares it out.
  void share(const IntervalCost& cost, std::span<const processes::ProcessUse> uses,
             const ParentOf& parent_of);

  /// The process has ended: so have its phases.
  void ended(std::int64_t process, Seconds when);

  /// Processes that have marked something and have not ended.
  [[nodiscard]] std::vector<std::int64_t> processes() const;

  [[nodiscard]] bool any() const { return phases_.size() > 1; }
  /// Empty if nobody ever marked a phase; else number 0 is what was outside.
  [[nodiscard]] std::vector<model::Phase> phases() const;
  /// All spans that have ended, in order of their ends; grows only, to at most most_phase_spans.
  [[nodiscard]] const std::vector<model::PhaseSpan>& spans() const { return spans_; }
  /// The name of the phase going on at `when`, not long ago (model::phase_at).
  [[nodiscard]] std::string at(Seconds when) const;
  /// Ends what is still going on.
  void finish(Seconds when);

 private:
  struct Open {
    std::int32_t phase = 0;
    Seconds begin{};
  };
  /// From `time` on the process was in `phase`.
  struct Change {
    Seconds time{};
    Seconds cpu{};  ///< of the process, by its own clock
    std::int32_t phase = 0;
  };
  struct Lane {
    std::vector<Open> open;       ///< innermost last
    Seconds cpu{};                ///< by the process's own clock, at the begin of the interval
    std::int32_t at_begin = 0;    ///< phase at the begin of the interval
    std::vector<Change> changes;  ///< in the interval, in order
    bool has_ended = false;
    [[nodiscard]] std::int32_t current() const { return open.empty() ? 0 : open.back().phase; }
  };

  std::int32_t number(std::int32_t parent, const std::string& name, Seconds when);
  void begin(Lane& lane, const processes::Mark& mark, Seconds when);
  void end(Lane& lane, std::int64_t process, const processes::Mark& mark, Seconds when);
  void close(const Open& open, std::int64_t process, Seconds when);
  Lane* lane_of(std::int64_t process, const ParentOf& parent_of);
  void start_before(Lane& lane, const std::string& name, const SoFar& so_far);
  void share_use(const IntervalCost& cost, const processes::ProcessUse& use, double share,
                 const ParentOf& parent_of);
  void share_by_time(const Lane& lane, const IntervalCost& cost, double share, Seconds cpu);
  /// False, with nothing done, if the process's clock and the CPU time it was given disagree.
  bool share_by_cpu(const Lane& lane, const IntervalCost& cost, double share, Seconds cpu);
  void share_time(const Lane& lane, const IntervalCost& cost, double part);
  void add(std::int32_t phase, const IntervalCost& cost, double share, Seconds cpu, double part);

  std::vector<model::Phase> phases_{model::Phase{}};
  std::unordered_map<std::int64_t, Lane> lanes_;
  std::vector<model::PhaseSpan> spans_;
};

}  // namespace calo::recorder
