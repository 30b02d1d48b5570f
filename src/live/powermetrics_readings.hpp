#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "attribution/books.hpp"
#include "formats/powermetrics.hpp"
#include "live/reading.hpp"
#include "model/run.hpp"

namespace calo::live {

/// Samples of a Mac's powermetrics as readings, one after the other (docs/formats/powermetrics.md,
/// "Live").
///
/// Holds what the source tells and nothing of this machine: no processes, no memory, no CPU time of
/// calo.
class PowermetricsReadings {
 public:
  /// `header`: name, tags and carbon context. Its domains, its machine and its start come with the
  /// samples.
  explicit PowermetricsReadings(model::RunHeader header) : header_{std::move(header)} {}

  /// The sample's reading. `machine`: "MacBookPro18,2". `now_utc`: taken where the first sample
  /// tells no time.
  ///
  /// Samples follow each other without a gap unless their clock says that nobody measured for more
  /// than 2.5 s (it counts whole seconds). The same samples give the same times, whenever they are
  /// read.
  Reading enter(const formats::PowermetricsSample& sample, std::string_view machine,
                std::chrono::nanoseconds now_utc);

  /// Domains are added to it when samples bring new ones.
  [[nodiscard]] const model::RunHeader& header() const { return header_; }
  [[nodiscard]] const std::vector<model::DomainState>& states() const { return sums_.states; }
  /// Time between samples in which nobody measured.
  [[nodiscard]] Seconds pauses() const { return pauses_; }
  [[nodiscard]] std::int64_t samples() const { return samples_; }

 private:
  void begin(const formats::PowermetricsSample& sample, std::string_view machine,
             std::chrono::nanoseconds now_utc);

  model::RunHeader header_;
  attribution::EnergySums sums_;
  bool begun_ = false;
  std::int64_t samples_ = 0;
  Seconds end_{}, pauses_{}, measured_{}, busy_{};
};

}  // namespace calo::live
