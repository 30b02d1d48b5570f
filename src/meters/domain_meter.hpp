#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "meters/meter.hpp"

namespace calo::meters {

/// What all meters share: the list of domains, and the memory of how their readings went.
class DomainMeter : public Meter {
 public:
  [[nodiscard]] std::string_view name() const final { return name_; }
  [[nodiscard]] std::span<const model::Domain> domains() const final { return domains_; }
  [[nodiscard]] std::vector<model::Warning> warnings() const override;

  /// Roles are settled over all meters, after each was found (roles.hpp). Not once reading has
  /// begun.
  [[nodiscard]] std::span<model::Domain> editable_domains() { return domains_; }

 protected:
  DomainMeter(std::string name, std::vector<model::Domain> domains);

  /// Remembers what one reading of `domains()[index]` gave, for `warnings()`.
  void remember(std::size_t index, os::Instant now, const model::Increment& increment);

 private:
  struct History {
    os::Instant begin{};
    os::Instant end{};
    bool begun = false;
    Joules energy{};
    std::int64_t gaps = 0;
    std::int64_t resets = 0;
    std::int64_t ambiguous = 0;
    bool gone = false;
  };

  std::string name_;
  std::vector<model::Domain> domains_;
  std::vector<History> histories_;
};

/// What looking for one kind of meter gave.
struct Probe {
  model::Finding finding;
  std::unique_ptr<DomainMeter> meter;  ///< null if there is nothing to read
  std::vector<model::Warning> warnings;
};

}  // namespace calo::meters
