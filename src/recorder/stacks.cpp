#include "recorder/stacks.hpp"

#include <algorithm>

namespace calo::recorder {

namespace {

/// More samples of one account do not wait: it has no CPU time.
constexpr std::size_t most_waiting = 100'000;
/// CPU time of processes and of their samples comes from different clocks.
constexpr Seconds tolerance = Seconds::of(1e-6);

}  // namespace

void Stacks::take(std::span<const sampling::TakenSample> samples, model::Profile& profile,
                  const IdOf& id_of, os::Instant start) {
  for (const sampling::TakenSample& sample : samples) {
    auto id = id_of(sample.pid);
    if (!id) id = id_of(sample.parent);
    // Of nobody that is known: it counts for the program itself.
    const std::int64_t process = id.value_or(0);
    model::SampledThread& thread = profile.threads[static_cast<std::size_t>(sample.thread)];
    if (thread.process < 0) thread.process = process;
    if (sample.stack < 0) continue;  // nobody knows where that was
    taken_.push_back(
        {process, seconds(sample.time - start), sample.thread, sample.stack, sample.cpu});
  }
}

Stacks::Price Stacks::price_of(const Sample& sample, const Account& account) const {
  if (sample.time > before_ || !(account.cpu > Seconds{})) return price_;
  // It waited for CPU time that was known later, at the prices of then.
  return {account.dynamic / account.cpu.value(), account.static_share / account.cpu.value()};
}

void Stacks::pour(Account& account, Rest rest) {
  while (!account.waiting.empty()) {
    const Sample& sample = account.waiting.front();
    const bool is_too_much = sample.cpu > account.cpu + tolerance;
    if (is_too_much && rest == Rest::waits && account.waiting.size() <= most_waiting) return;
    const Price price = price_of(sample, account);
    model::StackUse use;
    use.thread = sample.thread;
    use.stack = sample.stack;
    use.samples = 1;
    use.cpu = std::clamp(account.cpu, Seconds{}, sample.cpu);
    use.dynamic = std::min(price.dynamic * use.cpu.value(), account.dynamic);
    use.static_share = std::min(price.static_share * use.cpu.value(), account.static_share);
    use.dynamic_squares = use.dynamic.value() * use.dynamic.value();
    account.cpu -= use.cpu;
    account.dynamic -= use.dynamic;
    account.static_share -= use.static_share;
    table_.add(sample.time, use);
    account.waiting.pop_front();
  }
}

void Stacks::settle(const AccountOf& account_of) {
  for (Sample& sample : taken_) accounts_[account_of(sample.process)].waiting.push_back(sample);
  taken_.clear();
}

void Stacks::share(const Interval& interval, std::span<const processes::ProcessUse> uses,
                   const AccountOf& account_of) {
  Seconds all{};
  for (const processes::ProcessUse& use : uses) all += use.cpu;
  if (all > Seconds{})
    price_ = {interval.dynamic / all.value(), interval.static_share / all.value()};
  highest_price_ = std::max(highest_price_, price_.dynamic);
  before_ = interval.begin;
  for (const processes::ProcessUse& use : uses) {
    if (!(use.cpu > Seconds{})) continue;
    Account& account = accounts_[account_of(use.id)];
    account.cpu += use.cpu;
    account.dynamic += interval.dynamic * (use.cpu / all);
    account.static_share += interval.static_share * (use.cpu / all);
  }
  settle(account_of);
  for (auto& [id, account] : accounts_) pour(account, Rest::waits);
}

void Stacks::finish(const AccountOf& account_of) {
  settle(account_of);
  for (auto& [id, account] : accounts_) pour(account, Rest::takes_what_is_left);
}

void Stacks::write(model::Profile& profile, Seconds end) const {
  profile.uses = table_.uses();
  profile.buckets = table_.buckets(end);
}

}  // namespace calo::recorder
