#include "meters/rapl_perf.hpp"

#include <algorithm>

#include "base/expect.hpp"

namespace calo::meters {

namespace {

/// The outcome that says more about the quality of a sum.
model::Outcome worse(model::Outcome a, model::Outcome b) {
  constexpr auto rank = [](model::Outcome o) {
    switch (o) {
      case model::Outcome::good:
        return 0;
      case model::Outcome::first:
        return 1;
      case model::Outcome::gap:
        return 2;
      case model::Outcome::ambiguous:
        return 3;
      case model::Outcome::lost:
        return 4;
      case model::Outcome::gone:
        return 5;
    }
    return 5;
  };
  return rank(a) < rank(b) ? b : a;
}

}  // namespace

RaplPerf::RaplPerf(std::vector<model::Domain> domains, std::vector<Source> sources)
    : DomainMeter{"rapl-perf", std::move(domains)} {
  for (Source& source : sources) {
    std::vector<Member> members;
    members.reserve(source.counters.size());
    for (auto& counter : source.counters)
      members.push_back({std::move(counter), WrappingCounter{source.shape}, 0});
    members_.push_back(std::move(members));
  }
}

void RaplPerf::read(os::Instant now, std::span<model::Increment> increments) {
  CALO_EXPECT(increments.size() == members_.size(), "one increment per domain");
  for (std::size_t i = 0; i < members_.size(); ++i) {
    increments[i] = read(members_[i], now);
    remember(i, now, increments[i]);
  }
}

model::Increment RaplPerf::read(std::vector<Member>& members, os::Instant now) {
  // All are read before any counts: a failure leaves the whole sum for the next good reading.
  for (Member& member : members) {
    const auto reading = member.counter->read();
    if (!reading) return {{}, model::Outcome::gap};
    member.reading = *reading;
  }
  model::Increment sum{{}, model::Outcome::good};
  for (Member& member : members) {
    const model::Increment part = member.count.advance(now, member.reading);
    sum.energy += part.energy;
    sum.outcome = worse(sum.outcome, part.outcome);
  }
  return sum;
}

std::optional<Joules> RaplPerf::since_first(std::size_t domain) const {
  Joules sum{};
  for (const Member& member : members_[domain]) {
    const auto part = member.count.since_first();
    if (!part) return std::nullopt;
    sum += *part;
  }
  return sum;
}

Seconds RaplPerf::longest_pause() const {
  Seconds pause = Seconds::of(30.0);
  for (const auto& members : members_) {
    for (const Member& member : members) pause = std::min(pause, member.count.longest_pause());
  }
  return pause;
}

}  // namespace calo::meters
