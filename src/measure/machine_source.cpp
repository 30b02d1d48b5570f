#include <optional>
#include <utility>

#include "measure/watch.hpp"
#include "os/clock.hpp"

namespace calo::measure {

namespace {

class MachineSource : public LiveSource {
 public:
  MachineSource(FoundSources found, model::RunHeader header, live::SamplerOptions options,
                const os::SystemRoot& root)
      : found_{std::move(found)}, follows_{!options.pids.empty()} {
    recorder::EnergySources& sources = found_.sources;
    header.machine = found_.machine;
    header.domains.assign(sources.domains().begin(), sources.domains().end());
    header.started_utc = os::utc_now();
    std::vector<model::DomainState> states(header.domains.size());
    for (std::size_t i = 0; i < states.size(); ++i) {
      if (const auto& idle = sources.idle(i)) {
        states[i].idle_known = true;
        states[i].idle_power = idle->power;
        states[i].idle_u = idle->u;
      }
    }
    live::EnergyReader energy;
    energy.read = [&sources](os::Instant now, double utilisation) {
      return sources.read(now, utilisation);
    };
    energy.factor90 = [&sources](std::size_t domain) { return sources.factor90(domain); };
    sampler_.emplace(std::move(header), std::move(states), std::move(energy), root,
                     std::move(options), os::monotonic_now());
  }
  MachineSource(const MachineSource&) = delete;  // the sampler reads `found_`
  MachineSource& operator=(const MachineSource&) = delete;

  std::vector<live::Reading> look() override {
    std::vector<live::Reading> readings;
    readings.push_back(sampler_->read(os::monotonic_now()));
    ended_ = follows_ && sampler_->followed() == 0;
    return readings;
  }
  [[nodiscard]] bool has_ended() const override { return ended_; }
  [[nodiscard]] const model::RunHeader& header() const override { return sampler_->header(); }
  [[nodiscard]] const std::vector<model::DomainState>& states() const override {
    return sampler_->states();
  }
  [[nodiscard]] Result<std::vector<std::string>> at_end() const override {
    if (!ended_) return std::vector<std::string>{};
    return std::vector<std::string>{"the processes that were watched have ended"};
  }

 private:
  FoundSources found_;
  bool follows_ = false, ended_ = false;
  std::optional<live::Sampler> sampler_;
};

}  // namespace

std::unique_ptr<LiveSource> machine_source(FoundSources found, model::RunHeader header,
                                           live::SamplerOptions options,
                                           const os::SystemRoot& root) {
  return std::make_unique<MachineSource>(std::move(found), std::move(header), std::move(options),
                                         root);
}

}  // namespace calo::measure
