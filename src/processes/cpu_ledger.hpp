#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/quantity.hpp"

namespace calo::processes {

/// CPU time of a tree of processes, with each second in one process's account and no other.
///
/// The kernel gives two sums for a process: its own time, and that of the children it has waited
/// for, with what those had waited for (`cutime` + `cstime` of proc(5)). A second of a child is
/// thus seen in the child while it exists, and once more in each ancestor as soon as that one
/// waits. The ledger enters a second when it is first seen, keeps for each living process how much
/// of what ended below it has been entered, and enters of the children's sum only what goes beyond.
///
/// Time of a child that nobody ever waits for (its parent ignores SIGCHLD) is in no sum; what was
/// read of it stays, and the rest can come from a total over all processes, if there is one.
///
/// Pure; ids are the caller's. Method: docs/methods/processes.md, "CPU time".
class CpuLedger {
 public:
  using Id = std::int64_t;

  /// A new process. `parent` may be one that the ledger does not know: then nobody of the tree
  /// waits for it.  Requires: ids ascend from parents to children.
  void born(Id id, Id parent);
  /// It has another parent now: the old one has ended.
  void moved(Id id, Id parent);
  /// What the kernel says of a process that exists, as a zombie too. Parents are to be read before
  /// their children: time that moves in between is then missed until the next time, never seen
  /// twice.
  void read(Id id, Seconds own, Seconds children);

  /// Those below `id` that the ledger follows, the youngest first.
  [[nodiscard]] std::vector<Id> below(Id id) const;

  /// How a process has gone, when we were not the ones who waited for it.
  struct End {
    Id account = 0;            ///< where its time goes that is not known yet
    bool read_before = false;  ///< else all its time is yet to come
    Seconds tail{};            ///< what it may have used since it was read last
    /// Its own time as the kernel's clock told it at its end. It decides how sums are shared, and
    /// is not entered itself: time that the hypervisor took is in it.
    std::optional<Seconds> clock{};
    bool waited_for =
        true;  ///< by its parent, at some time; false: by nobody, its parent does not care
  };
  /// Requires: those below it that are gone, too, were ended before.
  void ended(Id id, const End& end);
  /// The kernel's clock of one that was ended before, below `parent`, without one.
  void told_late(Id account, Id parent, Seconds clock);
  /// We waited for it: `total` is its own time with that of the children it had waited for, `own`
  /// without (empty: not known).  Requires: as ended().
  void reaped(Id id, Seconds total, std::optional<Seconds> own);
  /// We waited for one that had ended before its parent did, which did not wait for it.
  void reaped_late(Id account, Seconds total) { enter(account, total); }

  /// Enters what the sums of living processes hold beyond what was entered. To be called when the
  /// births and ends of all that was read have been told.
  void settle();
  /// `all` is the time of every process so far, by a clock over the whole tree. What is in it but
  /// in nobody's sum is the time of those whom nobody waited for, if there were any.
  void complete(Seconds all);

  /// All that was entered. Never decreases.
  [[nodiscard]] Seconds total() const { return total_; }
  /// CPU time by account since the last call; sums to the growth of total().
  std::unordered_map<Id, Seconds> take() { return std::exchange(taken_, {}); }

 private:
  /// Ended processes whose last time is not in yet.
  struct Waiting {
    std::int64_t unread = 0;  ///< never read, and without a clock
    std::int64_t read = 0;
    Seconds tail{};   ///< of the others: what has not been entered of them, as far as is known
    Seconds clock{};  ///< ... of that, what the kernel's clock told
  };
  using Account = std::map<Id, Waiting>;  ///< by account; few, as short-lived processes share them
  struct Node {
    Id parent = -1;
    std::int64_t children = 0;  ///< in the ledger
    Seconds own{};              ///< entered
    Seconds entered_below{};    ///< of children that ended, and theirs
    Seconds children_time{};    ///< as read
    Account waiting;
    Account before;  ///< what the last time below it went to
  };

  void enter(Id account, Seconds time);
  /// Enters what the children's time holds beyond what was entered.
  void settle(Id id, Node& node);
  /// Enters `time`, shared by what each of the ended processes still has to get. Gives back what
  /// they have not got.
  Account share(Id otherwise, const Account& waiting, Seconds time);
  void erase(std::map<Id, Node>::iterator at);

  std::map<Id, Node> nodes_;
  std::unordered_map<Id, Seconds> taken_;
  Account nobody_waited_, nobody_waited_before_;
  Seconds total_{};
};

}  // namespace calo::processes
