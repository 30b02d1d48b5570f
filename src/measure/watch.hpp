#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "live/reading.hpp"
#include "live/sampler.hpp"
#include "measure/sources.hpp"
#include "model/run.hpp"
#include "os/system_root.hpp"

namespace calo::measure {

/// Where the readings of `calo monitor` come from: this machine, or what another one sends.
class LiveSource {
 public:
  virtual ~LiveSource() = default;

  /// The readings there are, when it is time to look; often one, and none where nothing is whole.
  virtual std::vector<live::Reading> look() = 0;
  /// Nothing more will come.
  [[nodiscard]] virtual bool has_ended() const = 0;
  /// Lasts as long as this; its domains may become more.
  [[nodiscard]] virtual const model::RunHeader& header() const = 0;
  [[nodiscard]] virtual const std::vector<model::DomainState>& states() const = 0;
  /// What is to be said when it is over, a line each; fails where there was nothing to read.
  [[nodiscard]] virtual Result<std::vector<std::string>> at_end() const = 0;
};

/// This machine: one reading a look, until the processes that are followed have ended.
std::unique_ptr<LiveSource> machine_source(FoundSources found, model::RunHeader header,
                                           live::SamplerOptions options,
                                           const os::SystemRoot& root);

/// A source of what comes from elsewhere.
struct Piped {
  std::unique_ptr<LiveSource> source;
  int input = -1;  ///< readable when it is time to look; closed with `source`
};
/// Output of powermetrics from a file, a FIFO or, for "-", standard input, as it comes. Fails where
/// the file cannot be opened; `header`: name, tags and carbon context.
Result<Piped> powermetrics_source(const std::string& file, model::RunHeader header);

/// A text sample is taken for complete when nothing has come for so long.
inline constexpr Seconds patience_within_a_sample = Seconds::of(0.5);

}  // namespace calo::measure
