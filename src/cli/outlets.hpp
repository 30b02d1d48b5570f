#pragma once

#include "live/outlets.hpp"

namespace CLI {
class App;
}

namespace calo::cli {

/// How long a command waits at its end for points that are still to be sent.
inline constexpr Seconds patience_at_end = Seconds::of(5.0);

/// --influx, --prometheus, --textfile, --pushgateway and what belongs to them.
void add_outlet_options(CLI::App& app, live::OutletSettings& settings);

}  // namespace calo::cli
