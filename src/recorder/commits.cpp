#include "recorder/commits.hpp"

#include <chrono>
#include <utility>

namespace calo::recorder {

namespace {

/// Twice a second, so that a crash costs less than one.
constexpr std::chrono::milliseconds commit_every{500};

/// While nothing can be stored, intervals are merged in pairs past this number.
constexpr std::size_t most_held = 4096;

}  // namespace

void Commits::add(model::Interval interval) {
  intervals_.push_back(std::move(interval));
  if (intervals_.size() <= most_held) return;
  intervals_ = model::halved(std::move(intervals_));
}

void Commits::add(std::vector<model::ProcessRecord> changed) {
  for (model::ProcessRecord& record : changed)
    processes_.insert_or_assign(record.id, std::move(record));
}

bool Commits::due(os::Instant now) const {
  return now - last_ >= commit_every;
}

void Commits::commit(os::Instant now, const model::RunEnd& end) {
  last_ = now;
  std::vector<model::ProcessRecord> changed;
  changed.reserve(processes_.size());
  for (const auto& [id, record] : processes_) changed.push_back(record);
  if (auto done = file_.commit(intervals_, changed, end); !done) {
    failure_ = std::move(done).error();
    return;
  }
  failure_.reset();
  intervals_.clear();
  processes_.clear();
}

void Commits::store(const model::Profile& profile) {
  if (auto done = file_.store(profile); !done) failure_ = std::move(done).error();
}

void Commits::store(const std::vector<model::Witness>& witnesses) {
  if (auto done = file_.store(witnesses); !done) failure_ = std::move(done).error();
}

void Commits::finish(os::Instant now, const model::RunEnd& end) {
  commit(now, end);
  if (auto closed = file_.close(); !closed && !failure_) failure_ = std::move(closed).error();
}

}  // namespace calo::recorder
