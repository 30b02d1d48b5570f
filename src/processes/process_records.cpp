#include "processes/process_records.hpp"

#include <algorithm>

namespace calo::processes {

ProcessRecords::Id ProcessRecords::add(std::int64_t pid, Id parent, std::string name,
                                       Seconds begin) {
  model::ProcessRecord record;
  record.id = next_++;
  record.pid = pid;
  record.parent = parent;
  record.name = std::move(name);
  record.begin = begin;
  record.threads_peak = 1;
  const Id id = record.id;
  records_.emplace(id, std::move(record));
  changed_.insert(id);
  return id;
}

const model::ProcessRecord* ProcessRecords::find(Id id) const {
  const auto at = records_.find(id);
  return at == records_.end() ? nullptr : &at->second;
}

model::ProcessRecord& ProcessRecords::change(Id id) {
  changed_.insert(id);
  return records_.at(id);
}

ProcessRecords::Id ProcessRecords::current(Id id) const {
  for (auto at = groups_.find(id); at != groups_.end(); at = groups_.find(id)) id = at->second;
  return id;
}

model::ProcessRecord& ProcessRecords::group(Id parent, const std::string& name, Seconds begin) {
  const auto [at, is_new] = folded_.try_emplace({parent, name}, next_);
  if (is_new) {
    model::ProcessRecord record;
    record.id = next_++;
    record.parent = parent;
    record.name = name;
    record.count = 0;
    record.begin = begin;
    record.threads_peak = 1;
    records_.emplace(record.id, std::move(record));
  }
  return change(at->second);
}

ProcessRecords::Id ProcessRecords::fold(Id id) {
  const model::ProcessRecord gone = records_.at(id);
  records_.erase(id);
  changed_.erase(id);
  if (given_.erase(id) > 0) folded_away_.push_back(id);
  model::ProcessRecord& group = this->group(gone.parent, gone.name, gone.begin);
  const Id group_id = group.id;
  groups_[id] = group_id;
  group.count += gone.count;
  group.end = std::max(group.end.value_or(Seconds{}), gone.end.value_or(Seconds{}));
  group.user += gone.user;
  group.system += gone.system;
  group.peak_rss = std::max(group.peak_rss, gone.peak_rss);
  group.minor_faults += gone.minor_faults;
  group.major_faults += gone.major_faults;
  group.dynamic += gone.dynamic;
  group.static_share += gone.static_share;
  // The groups below a process that is in a group itself now go with it, or there would be one for
  // each.
  for (auto below = folded_.lower_bound({id, ""});
       below != folded_.end() && below->first.first == id; below = folded_.lower_bound({id, ""})) {
    const Id child = below->second;
    folded_.erase(below);
    records_.at(child).parent = group_id;
    fold(child);
  }
  return group_id;
}

std::vector<model::ProcessRecord> ProcessRecords::take_changed() {
  std::vector<model::ProcessRecord> result;
  result.reserve(changed_.size() + folded_away_.size());
  for (const Id id : changed_) {
    if (const auto at = records_.find(id); at != records_.end()) result.push_back(at->second);
  }
  for (const model::ProcessRecord& record : result) given_.insert(record.id);
  changed_.clear();
  for (const Id id : folded_away_) {
    model::ProcessRecord gone;
    gone.id = id;
    gone.count = 0;
    result.push_back(std::move(gone));
  }
  folded_away_.clear();
  return result;
}

Seconds ProcessRecords::cpu() const {
  Seconds sum{};
  for (const auto& [id, record] : records_) sum += record.user + record.system;
  return sum;
}

std::int64_t ProcessRecords::processes() const {
  std::int64_t sum = 0;
  for (const auto& [id, record] : records_) sum += record.count;
  return sum;
}

}  // namespace calo::processes
