#include "meters/hwmon.hpp"

#include <algorithm>

#include "base/expect.hpp"

namespace calo::meters {

Hwmon::Hwmon(const std::vector<HwmonChannel>& channels, std::vector<model::Domain> domains)
    : DomainMeter{"hwmon", std::move(domains)} {
  for (const HwmonChannel& channel : channels) {
    averaging_ = std::max(averaging_, channel.averaging);
    Source source{NumberFile{channel.file}, PowerIntegrator{channel.averaging}};
    if (channel.is_counter) {
      source.energy = WrappingCounter{
          {.ticks_per_joule = 1e6, .ceiling = Watts::of(1e5), .zero_means_masked = true}};
    }
    sources_.push_back(std::move(source));
  }
}

void Hwmon::read(os::Instant now, std::span<model::Increment> increments) {
  CALO_EXPECT(increments.size() == sources_.size(), "one increment per domain");
  for (std::size_t i = 0; i < sources_.size(); ++i) {
    Source& source = sources_[i];
    const auto reading = source.file.read();
    if (auto* const integrator = std::get_if<PowerIntegrator>(&source.energy)) {
      std::optional<Watts> power;
      if (reading) power = believable(Watts::of(static_cast<double>(*reading) / 1e6));
      increments[i] = integrator->advance(now, power);
    } else if (reading && *reading >= 0) {
      increments[i] = std::get<WrappingCounter>(source.energy)
                          .advance(now, static_cast<std::uint64_t>(*reading));
    } else {
      increments[i] = {{}, model::Outcome::gap};
    }
    remember(i, now, increments[i]);
  }
}

std::optional<Joules> Hwmon::since_first(std::size_t domain) const {
  const auto* const counter = std::get_if<WrappingCounter>(&sources_[domain].energy);
  return counter == nullptr ? std::nullopt : counter->since_first();
}

}  // namespace calo::meters
