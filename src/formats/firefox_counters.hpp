#pragma once

#include <iosfwd>
#include <string_view>

#include "model/run.hpp"

namespace calo::formats {

/// Times of a Firefox profile are in milliseconds.
constexpr double in_milliseconds(Seconds time) {
  return time.value() * 1e3;
}

/// The member "counters" of a Firefox profile: gross power of each `total` domain, in
/// picowatt-hours per reading, and resident memory. They belong to the first thread, which is in
/// process `pid`.
void write_firefox_counters(std::ostream& out, const model::Run& run, std::string_view pid);

}  // namespace calo::formats
