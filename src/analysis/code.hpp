#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "attribution/books.hpp"
#include "attribution/call_tree.hpp"
#include "base/estimate.hpp"
#include "model/profile.hpp"
#include "model/run.hpp"

namespace calo::analysis {

/// What costs of code are given in.
enum class Measure : std::uint8_t { energy, cpu, carbon };
std::optional<Measure> measure_from(std::string_view word);  ///< "energy", "cpu", "carbon"
std::string_view name(Measure measure);                      ///< "energy", "CPU time", "carbon"

/// Turns what samples stand for into energy, carbon and shares of the program. The one place that
/// knows what of its static share a part of the code pays: energy = dynamic + paid * static share,
/// under the policy of the run's books (docs/methods/attribution.md, "Functions and lines").
class CodeCosts {
 public:
  /// `books` may be null, `profile` too; `run` and `books` must outlive this.
  CodeCosts(const model::Run& run, const model::Profile* profile, const attribution::Books* books);

  /// Energies are known and resolved; otherwise only CPU time is.
  [[nodiscard]] bool has_energy() const { return books_ != nullptr; }
  /// `measure`, or CPU time where no energy is known.
  [[nodiscard]] Measure known(Measure measure) const {
    return has_energy() ? measure : Measure::cpu;
  }

  /// Joules of the program's attributed energy that a cost stands for; linear in the cost.
  [[nodiscard]] Joules joules(const attribution::Cost& cost) const {
    return cost.dynamic + cost.static_share * paid_;
  }
  /// The same with what is not known of it: the meter's part, and that of sampling. Requires
  /// has_energy().
  [[nodiscard]] Estimate<Joules> energy(const attribution::Cost& cost) const;
  [[nodiscard]] Estimate<Grams> carbon(const attribution::Cost& cost) const;

  /// Of the whole program, 0..1.
  [[nodiscard]] double share(const attribution::Cost& cost, Measure measure) const;
  /// 95 % from sampling alone, of the same quantity as `share`, which lies inside.
  [[nodiscard]] attribution::ShareInterval share_interval(const attribution::Cost& cost,
                                                          Measure measure) const;

  /// Of the program, of all that was sampled, and of the rest.
  [[nodiscard]] const attribution::Cost& program() const { return program_; }
  [[nodiscard]] const attribution::Cost& sampled() const { return sampled_; }
  [[nodiscard]] attribution::Cost unsampled() const;
  /// The part of the static shares that the program pays; 0 where no energy is known.
  [[nodiscard]] double paid() const { return paid_; }

 private:
  const model::Run& run_;
  const attribution::Books* books_;
  attribution::Cost program_, sampled_;
  double paid_ = 0.0;
};

}  // namespace calo::analysis
