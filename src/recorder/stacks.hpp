#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "model/profile.hpp"
#include "os/clock.hpp"
#include "processes/process_ledger.hpp"
#include "sampling/collector.hpp"
#include "sampling/use_table.hpp"

namespace calo::recorder {

/// Shares the energy of processes out to their samples (docs/methods/attribution.md, "Functions and
/// lines").
///
/// In each interval a second of CPU time has a price, the same for all processes of the run. A
/// sample gets the CPU time it stands for, at the price of the interval it was taken in; what a
/// process spent and no sample stands for is not in the profile: unsampled. It never goes to
/// whoever is sampled next.
///
/// Processes of one program below one parent have one account, for a sample of a short one stands
/// for its siblings too. From an account no more CPU time and energy is given than its processes
/// used: a sample waits until there is enough, and at the end takes what is left.
class Stacks {
 public:
  /// Record of a pid; empty if it is not of the tree.
  using IdOf = std::function<std::optional<std::int64_t>(std::int64_t)>;
  /// The account of a record.
  using AccountOf = std::function<std::int64_t(std::int64_t)>;

  /// What was used in an interval of the run.
  struct Interval {
    Seconds begin{}, end{};
    Joules dynamic{}, static_share{};  ///< of all processes
  };

  /// Takes samples that were recorded since the last call.
  void take(std::span<const sampling::TakenSample> samples, model::Profile& profile,
            const IdOf& id_of, os::Instant start);

  /// Enters what the processes used in the interval, and shares it out.
  void share(const Interval& interval, std::span<const processes::ProcessUse> uses,
             const AccountOf& account_of);

  /// Gives the samples that still wait what is left. Nothing may be taken or shared after it.
  void finish(const AccountOf& account_of);

  /// The most dynamic energy that a second of CPU time cost in an interval.
  [[nodiscard]] Joules highest_price() const { return highest_price_; }

  /// Fills in uses and buckets, up to the end of the run.
  void write(model::Profile& profile, Seconds end) const;

 private:
  struct Sample {
    std::int64_t process = 0;
    Seconds time{};
    std::int32_t thread = 0;
    std::int32_t stack = -1;
    Seconds cpu{};
  };
  struct Price {  ///< of a second of CPU time
    Joules dynamic{}, static_share{};
  };
  struct Account {
    Seconds cpu{};
    Joules dynamic{}, static_share{};  ///< what is left of all
    std::deque<Sample> waiting;
  };
  enum class Rest : bool { waits, takes_what_is_left };
  void settle(const AccountOf& account_of);
  void pour(Account& account, Rest rest);
  [[nodiscard]] Price price_of(const Sample& sample, const Account& account) const;

  std::vector<Sample> taken_;                           ///< not in an account yet
  std::unordered_map<std::int64_t, Account> accounts_;  ///< by what AccountOf says
  Price price_;                                         ///< in the last interval
  Joules highest_price_{};
  Seconds before_{};  ///< where that began
  sampling::UseTable table_;
};

}  // namespace calo::recorder
