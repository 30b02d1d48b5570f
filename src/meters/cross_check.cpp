#include "meters/cross_check.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/expect.hpp"
#include "base/text.hpp"

namespace calo::meters {

CrossChecked::CrossChecked(std::unique_ptr<DomainMeter> first, std::unique_ptr<DomainMeter> second)
    : first_{std::move(first)}, second_{std::move(second)} {
  domains_.assign(first_->domains().begin(), first_->domains().end());
  const std::size_t own = domains_.size();
  domains_.insert(domains_.end(), second_->domains().begin(), second_->domains().end());
  for (std::size_t i = 0; i < own; ++i) {
    if (domains_[i].scope != "package" && domains_[i].scope != "dram") continue;
    for (std::size_t j = own; j < domains_.size(); ++j) {
      if (domains_[i].name != domains_[j].name) continue;
      Pair pair;
      pair.first = i;
      pair.second = j;
      pairs_.push_back(pair);
    }
  }
}

void CrossChecked::read(os::Instant now, std::span<model::Increment> increments) {
  CALO_EXPECT(increments.size() == domains_.size(), "one increment per domain");
  const std::size_t own = first_->domains().size();
  first_->read(now, increments.first(own));
  second_->read(now, increments.subspan(own));
  for (Pair& pair : pairs_) compare(pair, now, increments);
}

void CrossChecked::compare(Pair& pair, os::Instant now,
                           std::span<const model::Increment> increments) {
  using enum model::Outcome;
  const model::Increment& a = increments[pair.first];
  const model::Increment& b = increments[pair.second];
  for (const model::Increment& increment : {a, b}) {
    if (increment.outcome == lost || increment.outcome == ambiguous) pair.is_comparable = false;
  }
  if (!pair.begun) {
    if (a.outcome == first && b.outcome == first) {
      pair.begun = true;
      pair.begin = pair.end = now;
    } else if (a.outcome == first || b.outcome == first) {
      pair.is_comparable = false;  // the two began at different times
    }
    return;
  }
  pair.sum_first += a.energy;
  pair.sum_second += b.energy;
  if (a.outcome != good || b.outcome != good) return;
  pair.checked_first = pair.sum_first;
  pair.checked_second = pair.sum_second;
  pair.end = now;
}

Seconds CrossChecked::longest_pause() const {
  return std::min(first_->longest_pause(), second_->longest_pause());
}
Seconds CrossChecked::averaging() const {
  return std::max(first_->averaging(), second_->averaging());
}

std::optional<Joules> CrossChecked::since_first(std::size_t domain) const {
  const std::size_t own = first_->domains().size();
  return domain < own ? first_->since_first(domain) : second_->since_first(domain - own);
}

std::vector<model::Warning> CrossChecked::warnings() const {
  std::vector<model::Warning> warnings = first_->warnings();
  for (model::Warning& warning : second_->warnings()) warnings.push_back(std::move(warning));
  for (const Pair& pair : pairs_) {
    const Seconds compared = seconds(pair.end - pair.begin);
    const Joules larger = std::max(pair.checked_first, pair.checked_second);
    const Joules apart = larger - std::min(pair.checked_first, pair.checked_second);
    if (!pair.begun || !pair.is_comparable || compared < Seconds::of(1.0) || apart <= 0.02 * larger)
      continue;
    const model::Domain& a = domains_[pair.first];
    const model::Domain& b = domains_[pair.second];
    warnings.push_back({"meters-disagree",
                        fmt::format("{}: {} gives {} and {} gives {} over {}, {} apart.", a.name,
                                    a.meter, text::with_prefix(pair.checked_first.value(), "J"),
                                    b.meter, text::with_prefix(pair.checked_second.value(), "J"),
                                    text::duration(compared), text::percent(apart / larger))});
  }
  return warnings;
}

}  // namespace calo::meters
