#include "meters/rapl_powercap.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/expect.hpp"

namespace calo::meters {

namespace {

CounterShape shape_of(const PowercapZone& zone) {
  CounterShape shape;
  shape.ticks_per_joule = 1e6;
  shape.wrap = zone.max_range_uj;
  // Three times the largest stated limit, but small processors run at four times theirs for seconds
  // (6 W and 25 W): 100 W at least.
  if (zone.max_power) shape.ceiling = std::max(3.0 * *zone.max_power, Watts::of(100.0));
  shape.zero_means_masked =
      zone.domain.part != RaplPart::core && zone.domain.part != RaplPart::uncore;
  return shape;
}

}  // namespace

RaplPowercap::RaplPowercap(const os::SystemRoot& root, const Processor& processor,
                           const std::vector<PowercapZone>& zones,
                           std::vector<model::Domain> domains, std::vector<int> mirror_of)
    : DomainMeter{"rapl-powercap", std::move(domains)},
      root_{root},
      processor_{processor},
      mirror_of_{std::move(mirror_of)},
      spent_(zones.size()) {
  for (const PowercapZone& zone : zones) {
    sources_.push_back({zone.domain, NumberFile{zone.energy_file}, WrappingCounter{shape_of(zone)},
                        std::nullopt, false});
  }
}

void RaplPowercap::read(os::Instant now, std::span<model::Increment> increments) {
  CALO_EXPECT(increments.size() == sources_.size(), "one increment per domain");
  for (std::size_t i = 0; i < sources_.size(); ++i) {
    increments[i] = read(sources_[i], now);
    spent_[i] += increments[i].energy;
    remember(i, now, increments[i]);
  }
}

model::Increment RaplPowercap::read(Source& source, os::Instant now) {
  if (source.gone) return {{}, model::Outcome::gone};
  auto reading = source.file.read();
  if (!reading && says_gone(reading.error())) {
    if (reopen(source)) reading = source.file.read();
    if (!reading) {
      if (!source.missing_since) source.missing_since = now;
      source.gone = now - *source.missing_since >= std::chrono::seconds{1};
      return {{}, source.gone ? model::Outcome::gone : model::Outcome::gap};
    }
  }
  source.missing_since.reset();
  if (!reading || *reading < 0) return {{}, model::Outcome::gap};
  return source.counter.advance(now, static_cast<std::uint64_t>(*reading));
}

bool RaplPowercap::reopen(Source& source) {
  const auto scan = scan_powercap(root_, processor_);
  if (!scan) return false;
  const auto zone = std::ranges::find(scan->zones, source.domain, &PowercapZone::domain);
  if (zone == scan->zones.end()) return false;
  source.file = NumberFile{zone->energy_file};
  return true;
}

std::optional<Joules> RaplPowercap::since_first(std::size_t domain) const {
  return sources_[domain].counter.since_first();
}

Seconds RaplPowercap::longest_pause() const {
  Seconds pause = Seconds::of(30.0);
  for (const Source& source : sources_) pause = std::min(pause, source.counter.longest_pause());
  return pause;
}

std::vector<model::Warning> RaplPowercap::warnings() const {
  std::vector<model::Warning> warnings = DomainMeter::warnings();
  for (std::size_t i = 0; i < sources_.size(); ++i) {
    if (mirror_of_[i] < 0) continue;
    const auto original = static_cast<std::size_t>(mirror_of_[i]);
    const Joules apart = spent_[i] - spent_[original];
    if (std::max(apart, -apart) < Joules::of(1.0)) continue;
    warnings.push_back(
        {"mirror-differs",
         fmt::format(
             "{} was taken for the same counter as {} and left out of the total, but they came "
             "apart by {:.3g} J: the total may be too small. Run again.",
             domains()[i].name, domains()[original].name, apart.value())});
  }
  return warnings;
}

}  // namespace calo::meters
