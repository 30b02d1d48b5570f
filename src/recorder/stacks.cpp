#include "recorder/stacks.hpp"

#include <algorithm>
#include <utility>

namespace calo::recorder {

namespace {

/// More samples of one process do not wait for its energy: it has none.
constexpr std::size_t most_waiting = 100'000;

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
    Pot& pot = pots_[process];
    pot.samples.push_back(
        {seconds(sample.time - start), sample.thread, sample.stack, sample.cpu, sample.unsampled});
    if (pot.samples.size() > most_waiting) pour(pot);
  }
}

void Stacks::pour(Pot& pot) {
  Seconds all{};
  for (const Sample& sample : pot.samples) all += sample.cpu + sample.unsampled;
  for (const Sample& sample : pot.samples) {
    if (sample.stack < 0) continue;  // nobody knows where that was
    const double part = all > Seconds{} ? sample.cpu / all : 0.0;
    model::StackUse use;
    use.thread = sample.thread;
    use.stack = sample.stack;
    use.samples = 1;
    use.cpu = sample.cpu;
    use.dynamic = pot.dynamic * part;
    use.static_share = pot.static_share * part;
    use.dynamic_squares = use.dynamic.value() * use.dynamic.value();
    table_.add(sample.time, use);
  }
  if (all > Seconds{}) pot.dynamic = pot.static_share = Joules{};
  pot.samples.clear();
}

void Stacks::share(std::span<const processes::ProcessUse> uses, Joules dynamic,
                   Joules static_share) {
  Seconds all{};
  for (const processes::ProcessUse& use : uses) all += use.cpu;
  for (const processes::ProcessUse& use : uses) {
    if (!(use.cpu > Seconds{})) continue;
    Pot& pot = pots_[use.id];
    pot.dynamic += dynamic * (use.cpu / all);
    pot.static_share += static_share * (use.cpu / all);
    if (!pot.samples.empty()) pour(pot);
  }
}

void Stacks::follow(const std::function<std::int64_t(std::int64_t)>& current) {
  std::vector<std::pair<std::int64_t, std::int64_t>> moves;
  for (const auto& [id, pot] : pots_) {
    if (const std::int64_t now = current(id); now != id) moves.emplace_back(id, now);
  }
  for (const auto& [from, to] : moves) {
    Pot pot = std::move(pots_.at(from));
    pots_.erase(from);
    Pot& group = pots_[to];
    group.dynamic += pot.dynamic;
    group.static_share += pot.static_share;
    group.samples.insert(group.samples.end(), pot.samples.begin(), pot.samples.end());
  }
}

void Stacks::finish() {
  for (auto& [id, pot] : pots_) {
    if (!pot.samples.empty()) pour(pot);
  }
}

void Stacks::write(model::Profile& profile, Seconds end) const {
  profile.uses = table_.uses();
  profile.buckets = table_.buckets(end);
}

}  // namespace calo::recorder
