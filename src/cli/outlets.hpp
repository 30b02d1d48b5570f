#pragma once

#include "live/outlets.hpp"

namespace CLI {
class App;
}

namespace calo::cli {

/// --influx, --prometheus, --textfile, --pushgateway and what belongs to them.
void add_outlet_options(CLI::App& app, live::OutletSettings& settings);

}  // namespace calo::cli
