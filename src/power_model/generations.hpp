#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/quantity.hpp"

namespace calo::power_model {

/// A typical server of a CPU generation or of a year (data/power/generations.csv). `cores` and
/// `tdp` are of one socket.
struct TypicalServer {
  std::string generation;  ///< code, "spr"; "y2019" for a year
  std::string name;        ///< "Sapphire Rapids (4th Xeon Scalable)"
  std::string vendor;      ///< "Intel"; empty for a year
  int launch_year = 0;
  int sockets = 2;  ///< of a host of which only the CPU is known
  int cores = 1;
  int threads_per_core = 1;
  double base_mhz = 0.0;
  Watts tdp{};
  double gb_per_thread = 0.0;
  bool stated = false;  ///< from public statements, not from measured systems
};

std::optional<TypicalServer> typical_of_generation(std::string_view code);

/// Years outside the table take the nearest one.
TypicalServer typical_of_year(int launch_year);

/// The generation a server CPU's normalised name tells, for models the table does not have (cloud
/// parts such as "xeon platinum 8259cl", "epyc 9r14"); empty if it does not tell.
std::string generation_from_name(std::string_view normalised_name);

}  // namespace calo::power_model
