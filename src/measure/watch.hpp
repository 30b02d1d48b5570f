#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
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

/// Hands what each look brings to who wants it, and decides which is the last.
class Watch {
 public:
  using Enter = std::function<void(const live::Reading&)>;
  /// `length`: of all together; empty: until the source ends. `source` outlives this.
  Watch(LiveSource& source, std::optional<Seconds> length, Enter enter)
      : source_{source}, length_{length}, enter_{std::move(enter)} {}

  std::vector<live::Reading> look();
  [[nodiscard]] bool is_last() const { return is_over_ || source_.has_ended(); }
  [[nodiscard]] const model::RunHeader& header() const { return source_.header(); }

 private:
  LiveSource& source_;
  std::optional<Seconds> length_;
  Enter enter_;
  bool is_over_ = false;
};

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
