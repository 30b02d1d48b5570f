#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "live/reading.hpp"
#include "model/run.hpp"

namespace calo::live {

/// Names and values of labels (Prometheus) or tags (InfluxDB).
using Labels = std::vector<std::pair<std::string, std::string>>;

/// What is told of one quantity. The names follow Prometheus' conventions (base units, _total for
/// counters); in InfluxDB the measurement is "calo" and the field the name without "calo_", which
/// VictoriaMetrics joins to the same name again (docs/formats/live.md).
struct Metric {
  std::string_view field;  ///< "power_watts"
  bool is_counter = false;
  std::string_view help;
};

struct Value {
  const Metric* metric = nullptr;
  Labels labels;  ///< of this value; the frame's common ones are not among them
  double value = 0.0;
};

/// All values of one moment.
struct Frame {
  std::chrono::nanoseconds utc{};  ///< whole milliseconds
  std::vector<Value> values;       ///< those of equal labels stand together; all finite
};

/// What `calo monitor` tells.
Frame frame_of(const Reading& reading, const model::RunHeader& header);

/// What `calo run` and `calo push` tell, interval after interval: the same frames for the same
/// intervals, so that a point sent twice is one point.
class RunFrames {
 public:
  /// `header` must outlive this.
  explicit RunFrames(const model::RunHeader& header);
  /// `phase`: what the program was doing; empty: nothing it told.
  Frame enter(const model::Interval& interval, std::string_view phase);

 private:
  const model::RunHeader& header_;
  std::vector<Joules> gross_;
  Joules total_{}, program_{};
  Seconds program_cpu_{}, own_cpu_{};
};

/// host, run and the tags of the run, sorted by name. A user's tag that calo uses itself gets
/// "tag_" before it; empty values are left out.
Labels common_labels(std::string_view host, const model::RunHeader& header);
/// Name of this machine.
std::string host_name();

/// InfluxDB line protocol with timestamps in milliseconds, a line for each set of labels.
struct Lines {
  std::string text;
  std::size_t count = 0;
};
Lines influx_lines(const Frame& frame, const Labels& common);

/// Prometheus' text exposition format 0.0.4.
std::string exposition(const Frame& frame, const Labels& common);

}  // namespace calo::live
