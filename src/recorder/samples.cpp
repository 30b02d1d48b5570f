#include "recorder/samples.hpp"

namespace calo::recorder {

std::vector<int> Samples::descriptors() const {
  return observer_ == nullptr ? std::vector<int>{} : observer_->descriptors();
}

void Samples::collect() {
  if (observer_ != nullptr) observer_->collect();
}

std::optional<std::chrono::nanoseconds> Samples::collect_within() {
  if (observer_ == nullptr) return std::nullopt;
  return observer_->collect_within();
}

std::int64_t Samples::account_of(const processes::ProcessLedger& ledger, std::int64_t id) {
  const std::int64_t now = ledger.records().current(id);
  const model::ProcessRecord* const record = ledger.records().find(now);
  if (record == nullptr || record->parent < 0) return now;
  return accounts_.try_emplace({ledger.records().current(record->parent), record->name}, now)
      .first->second;
}

bool Samples::is_taken_inside(std::int32_t pid, ring::Instant birth, ring::Instant time) const {
  const auto inside = inside_.find(pid);
  // Older than the process: its number was somebody else's, or it has executed another program.
  if (inside == inside_.end() || inside->second.birth < birth || time < inside->second.birth)
    return false;
  return !inside->second.left || time < *inside->second.left;
}

void Samples::take(const processes::ProcessLedger& ledger, os::Instant start, Drain drain) {
  const bool is_last = drain == Drain::last;
  const auto sink = [this](const ring::Image& image, const ring::Event& event) {
    collector_.take(image, event);
  };
  if (session_ != nullptr) {
    const auto inner = [this](const ring::Image& image, const ring::Event& event) {
      inside_[image.pid] = {image.birth, image.left};
      collector_.take(image, event);
    };
    is_last ? session_->finish(inner) : session_->drain(inner);
  }
  if (observer_ != nullptr) {
    const auto taken_inside = [this](std::int32_t pid, ring::Instant birth, ring::Instant time) {
      return is_taken_inside(pid, birth, time);
    };
    is_last ? observer_->finish(sink, taken_inside) : observer_->drain(sink, taken_inside);
  }
  stacks_.take(
      collector_.take_samples(), collector_.profile(),
      [&ledger](std::int64_t pid) { return ledger.id_of(pid); }, start);
}

void Samples::share(const processes::ProcessLedger& ledger, os::Instant start,
                    const Stacks::Interval& interval, std::span<const processes::ProcessUse> uses) {
  if (!are_taken()) return;
  take(ledger, start, Drain::more_may_come);
  stacks_.share(interval, uses,
                [this, &ledger](std::int64_t id) { return account_of(ledger, id); });
}

void Samples::finish(const processes::ProcessLedger& ledger, os::Instant start) {
  if (!are_taken()) return;
  take(ledger, start, Drain::last);
  stacks_.finish([this, &ledger](std::int64_t id) { return account_of(ledger, id); });
}

model::Profile Samples::until(const processes::ProcessLedger& ledger, Seconds end) const {
  model::Profile profile = collector_.profile();
  for (model::SampledThread& thread : profile.threads) {
    if (thread.process >= 0) thread.process = ledger.records().current(thread.process);
  }
  if (observer_ != nullptr) profile.dropped += static_cast<std::int64_t>(observer_->lost());
  stacks_.write(profile, end);
  return profile;
}

}  // namespace calo::recorder
