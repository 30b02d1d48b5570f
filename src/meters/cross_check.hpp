#pragma once

#include <memory>
#include <string>
#include <vector>

#include "meters/domain_meter.hpp"

namespace calo::meters {

/// Two ways to the same counters, read together and compared over the run.
///
/// The domains are those of the first, then those of the second. Where both have a package or dram
/// domain and their energies differ by more than 2 % over at least 1 s, there is a warning
/// "meters-disagree".
class CrossChecked final : public Meter {
 public:
  CrossChecked(std::unique_ptr<DomainMeter> first, std::unique_ptr<DomainMeter> second);

  [[nodiscard]] std::string_view name() const override { return first_->name(); }
  [[nodiscard]] std::span<const model::Domain> domains() const override { return domains_; }
  void read(os::Instant now, std::span<model::Increment> increments) override;
  [[nodiscard]] Seconds longest_pause() const override;
  [[nodiscard]] Seconds averaging() const override;
  [[nodiscard]] std::optional<Joules> since_first(std::size_t domain) const override;
  [[nodiscard]] std::vector<model::Warning> warnings() const override;

 private:
  /// The energies of one domain both ways, since the first and up to the last instant at which both
  /// were read well.
  struct Pair {
    std::size_t first = 0;  ///< index in `domains_`
    std::size_t second = 0;
    Joules sum_first{}, sum_second{};          ///< since the start
    Joules checked_first{}, checked_second{};  ///< at the last common good reading
    bool begun = false;
    bool is_comparable = true;  ///< no reset, no ambiguity on either way
    os::Instant begin{};
    os::Instant end{};
  };

  void compare(Pair& pair, os::Instant now, std::span<const model::Increment> increments);

  std::unique_ptr<DomainMeter> first_;
  std::unique_ptr<DomainMeter> second_;
  std::vector<model::Domain> domains_;
  std::vector<Pair> pairs_;
};

}  // namespace calo::meters
