#include "measure/watch.hpp"

#include <cstddef>

namespace calo::measure {

std::vector<live::Reading> Watch::look() {
  std::vector<live::Reading> readings = source_.look();
  for (std::size_t i = 0; i < readings.size(); ++i) {
    const live::Reading& reading = readings[i];
    enter_(reading);
    // The timer is a little early or late; a reading is not missed for that.
    is_over_ = length_ && reading.since_start + 0.5 * reading.length >= *length_;
    if (is_over_) readings.resize(i + 1);
  }
  return readings;
}

}  // namespace calo::measure
