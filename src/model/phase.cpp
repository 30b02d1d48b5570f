#include "model/phase.hpp"

namespace calo::model {

std::string phase_at(Seconds when, std::span<const Phase> phases,
                     std::span<const PhaseSpan> spans) {
  const PhaseSpan* found = nullptr;
  for (auto span = spans.rbegin(); span != spans.rend() && span->end > when; ++span) {
    if (span->begin > when) continue;
    // Of one process, the span that began last is inside the others.
    const bool better =
        found == nullptr || span->process < found->process ||
        (span->process == found->process && span->begin >= found->begin && span->end <= found->end);
    if (better) found = &*span;
  }
  if (found == nullptr || found->phase < 0) return {};
  const auto number = static_cast<std::size_t>(found->phase);
  return number < phases.size() ? phases[number].name : std::string{};
}

}  // namespace calo::model
