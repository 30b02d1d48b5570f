#include "processes/cpu_ledger.hpp"

#include <algorithm>
#include <iterator>
#include <unordered_set>

#include "base/expect.hpp"

namespace calo::processes {

namespace {

/// Of a small process, after its clock has stopped.
constexpr Seconds cost_of_an_end = Seconds::of(2e-4);
/// Sums of children are in whole ticks, of user and of system time, rounded down: so much comes
/// later.
constexpr Seconds rounding = Seconds::of(0.02);

}  // namespace

void CpuLedger::born(Id id, Id parent) {
  const bool is_new = nodes_.try_emplace(id).second;
  CALO_EXPECT(is_new, "a process is born once");
  moved(id, parent);
}

void CpuLedger::moved(Id id, Id parent) {
  Node& node = nodes_.at(id);
  if (node.parent == parent) return;
  if (const auto old = nodes_.find(node.parent); old != nodes_.end()) --old->second.children;
  node.parent = parent;
  if (const auto now = nodes_.find(parent); now != nodes_.end()) ++now->second.children;
}

void CpuLedger::read(Id id, Seconds own, Seconds children) {
  Node& node = nodes_.at(id);
  enter(id, own - node.own);
  node.own = std::max(node.own, own);
  node.children_time = std::max(node.children_time, children);
}

std::vector<CpuLedger::Id> CpuLedger::below(Id id) const {
  std::vector<Id> result;
  const auto top = nodes_.find(id);
  if (top == nodes_.end() || top->second.children == 0) return result;
  std::unordered_set<Id> inside{id};
  for (auto at = std::next(top); at != nodes_.end(); ++at) {
    if (!inside.contains(at->second.parent)) continue;
    inside.insert(at->first);
    result.push_back(at->first);
  }
  std::ranges::reverse(result);
  return result;
}

void CpuLedger::ended(Id id, const End& end) {
  const auto at = nodes_.find(id);
  CALO_EXPECT(at != nodes_.end(), "only a followed process can end");
  Node& node = at->second;
  settle(id, node);
  const auto parent = nodes_.find(node.parent);
  Account* const above = !end.waited_for          ? &nobody_waited_
                         : parent != nodes_.end() ? &parent->second.waiting
                                                  : nullptr;
  // Without a parent in the ledger the one that waited for it has ended, too, and was settled by
  // its own record.
  if (above != nullptr) {
    for (const auto& [account, waiting] : node.waiting) {
      Waiting& there = (*above)[account];
      there.unread += waiting.unread;
      there.read += waiting.read;
      there.tail += waiting.tail;
      there.clock += waiting.clock;
    }
    Waiting& waiting = (*above)[end.account];
    if (end.clock || end.read_before) {
      ++waiting.read;
      if (end.clock) {
        const Seconds beyond = std::max(Seconds{}, *end.clock - node.own) + cost_of_an_end;
        waiting.tail += beyond;
        waiting.clock += beyond;
      } else {
        waiting.tail += std::max(Seconds{}, end.tail);
      }
    } else {
      ++waiting.unread;
    }
  }
  if (end.waited_for && parent != nodes_.end())
    parent->second.entered_below += node.own + node.entered_below;
  erase(at);
}

void CpuLedger::told_late(Id account, Id parent, Seconds clock) {
  const auto above = nodes_.find(parent);
  if (above == nodes_.end()) return;
  const auto at = above->second.waiting.find(account);
  if (at == above->second.waiting.end() || at->second.unread == 0) return;
  --at->second.unread;
  ++at->second.read;
  at->second.tail += clock + cost_of_an_end;
  at->second.clock += clock + cost_of_an_end;
}

void CpuLedger::reaped(Id id, Seconds total, std::optional<Seconds> own) {
  const auto at = nodes_.find(id);
  CALO_EXPECT(at != nodes_.end(), "only a followed process can be waited for");
  Node& node = at->second;
  // Without its own clock: what the children's time, in whole ticks, leaves.
  const Seconds known = own ? std::min(*own, total) : total - std::min(total, node.children_time);
  enter(id, known - node.own);
  node.own = std::max(node.own, known);
  node.children_time = std::max(Seconds{}, total - node.own);
  settle(id, node);
  erase(at);
}

void CpuLedger::enter(Id account, Seconds time) {
  if (!(time > Seconds{})) return;
  taken_[account] += time;
  total_ += time;
}

CpuLedger::Account CpuLedger::share(Id otherwise, const Account& waiting, Seconds time) {
  std::int64_t unread = 0, read = 0;
  Seconds tails{};
  for (const auto& [account, one] : waiting) {
    unread += one.unread;
    read += one.read;
    tails += one.tail;
  }
  if (unread + read == 0) {
    enter(otherwise, time);  // of nobody that was seen
    return {};
  }
  // Beside ones that were never read, the others get what they would have used at their pace;
  // alone, everything.
  const Seconds to_read = unread == 0 ? time : std::min(time, tails);
  Account due;
  Seconds all_due{};
  for (const auto& [account, one] : waiting) {
    const double of_read = tails > Seconds{} ? one.tail / tails
                           : unread == 0 ? static_cast<double>(one.read) / static_cast<double>(read)
                                         : 0.0;
    const double of_unread =
        unread > 0 ? static_cast<double>(one.unread) / static_cast<double>(unread) : 0.0;
    const Seconds part = to_read * of_read + (time - to_read) * of_unread;
    enter(account, part);
    if (one.clock <= part) continue;
    due[account] = {.unread = 0, .read = 1, .tail = one.clock - part, .clock = one.clock - part};
    all_due += one.clock - part;
  }
  // More than is rounded away does not come: the clock holds time that a hypervisor took.
  for (auto& [account, one] : due) {
    const double to_come = std::min(1.0, rounding / all_due);
    one.tail = one.clock = one.tail * to_come;
  }
  return due;
}

void CpuLedger::settle(Id id, Node& node) {
  const Seconds more = node.children_time - node.entered_below;
  if (!(more > Seconds{})) return;
  node.entered_below = node.children_time;
  if (!node.waiting.empty()) node.before = std::exchange(node.waiting, {});
  node.waiting = share(id, node.before, more);
}

void CpuLedger::settle() {
  for (auto& [id, node] : nodes_) settle(id, node);
}

void CpuLedger::complete(Seconds all) {
  if (nobody_waited_.empty() && nobody_waited_before_.empty()) return;
  // The sums of those who do wait come later, and in whole ticks of user and of system time: as
  // long as they may still explain the difference, it is left to them.
  Seconds to_come{};
  for (const auto& [id, node] : nodes_) {
    if (!node.waiting.empty()) return;
    if (node.children_time > Seconds{}) to_come += rounding;
  }
  const Seconds more = all - total_ - to_come;
  if (!(more > Seconds{})) return;
  if (!nobody_waited_.empty()) nobody_waited_before_ = std::exchange(nobody_waited_, {});
  share(0, nobody_waited_before_, more);
}

void CpuLedger::erase(std::map<Id, Node>::iterator at) {
  if (const auto parent = nodes_.find(at->second.parent); parent != nodes_.end())
    --parent->second.children;
  nodes_.erase(at);
}

}  // namespace calo::processes
