#include "recorder/samples.hpp"

namespace calo::recorder {

void Samples::take(const processes::ProcessTree& tree, os::Instant start, Drain drain) {
  const auto sink = [this](const ring::Image& image, const ring::Event& event) {
    collector_.take(image, event);
  };
  if (drain == Drain::last) {
    session_->finish(sink);
  } else {
    session_->drain(sink);
  }
  stacks_.take(
      collector_.take_samples(), collector_.profile(),
      [&tree](std::int64_t pid) { return tree.id_of(pid); }, start);
  stacks_.follow([&tree](std::int64_t id) { return tree.current(id); });
}

void Samples::share(const processes::ProcessTree& tree, os::Instant start,
                    std::span<const processes::ProcessUse> uses, Joules dynamic,
                    Joules static_share) {
  if (session_ == nullptr) return;
  take(tree, start, Drain::more_may_come);
  stacks_.share(uses, dynamic, static_share);
}

void Samples::finish(const processes::ProcessTree& tree, os::Instant start) {
  if (session_ == nullptr) return;
  take(tree, start, Drain::last);
  stacks_.finish();
}

model::Profile Samples::until(const processes::ProcessTree& tree, Seconds end) const {
  model::Profile profile = collector_.profile();
  for (model::SampledThread& thread : profile.threads) {
    if (thread.process >= 0) thread.process = tree.current(thread.process);
  }
  stacks_.write(profile, end);
  return profile;
}

}  // namespace calo::recorder
