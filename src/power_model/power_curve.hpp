#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/estimate.hpp"
#include "base/quantity.hpp"

namespace calo::power_model {

/// Watts of a machine, or of a share of it, at a utilisation from 0 (idle) to 1 (all logical CPUs
/// busy).
///
/// A table with linear interpolation: `at` costs nanoseconds and never allocates.
class PowerCurve {
 public:
  /// One row: low and high are the ends of the 90 % interval, u the standard uncertainty.
  struct Level {
    double utilisation = 0.0;
    Watts watts{};
    Watts low{};
    Watts high{};
    Watts u{};
  };

  /// Requires: at least two levels, utilisation ascending from 0 to 1.
  PowerCurve(std::vector<Level> levels, std::string scope, std::string method);

  /// Utilisation is clipped to 0..1; one that is not a number counts as 0.
  [[nodiscard]] Watts at(double utilisation) const { return level_at(utilisation).watts; }
  [[nodiscard]] std::pair<Watts, Watts> interval90(double utilisation) const;
  [[nodiscard]] Watts standard_uncertainty(double utilisation) const {
    return level_at(utilisation).u;
  }
  /// Value, standard uncertainty, kind and the asymmetric 90 % interval together.
  [[nodiscard]] Estimate<Watts> estimate(double utilisation) const;
  [[nodiscard]] Watts idle() const { return levels_.front().watts; }
  [[nodiscard]] Watts full() const { return levels_.back().watts; }
  [[nodiscard]] const std::vector<Level>& levels() const { return levels_; }

  /// What is inside: "node" (whole server at the wall), "node share" (a VM's part of one),
  /// "package+dram", "package".
  [[nodiscard]] const std::string& scope() const { return scope_; }
  /// How the numbers come about, one line.
  [[nodiscard]] const std::string& method() const { return method_; }
  /// Sentences about everything that was assumed, for people.
  [[nodiscard]] const std::vector<std::string>& assumptions() const { return assumptions_; }
  /// `modelled`; `assumed` where nothing at all is known of the machine.
  [[nodiscard]] Kind kind() const { return kind_; }
  /// Part of the host that is ours, n/t; 1 for a whole machine.
  [[nodiscard]] double share() const { return share_; }

  void assume(std::string sentence) { assumptions_.push_back(std::move(sentence)); }
  /// The same, as the first sentence: what the others rest on.
  void assume_first(std::string sentence) {
    assumptions_.insert(assumptions_.begin(), std::move(sentence));
  }
  void weaken(Kind kind) { kind_ = weaker(kind_, kind); }

  /// The part of this curve that `fraction` of the host's logical CPUs draws. Requires: 0 <
  /// fraction <= 1.
  [[nodiscard]] PowerCurve sliced(double fraction) const;

 private:
  [[nodiscard]] Level level_at(double utilisation) const;

  std::vector<Level> levels_;
  std::string scope_;
  std::string method_;
  std::vector<std::string> assumptions_;
  Kind kind_ = Kind::modelled;
  double share_ = 1.0;
};

}  // namespace calo::power_model
