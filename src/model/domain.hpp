#pragma once

#include <string>

#include "base/estimate.hpp"
#include "base/quantity.hpp"

namespace calo::model {

/// How a domain enters the books.
enum class Role {
  total,        ///< added up to the gross energy of the run
  inside,       ///< contained in a `total` domain: shown as a breakdown, never added
  alternative,  ///< another view of the same energy (psys beside package + dram, a second access
                ///< path): shown, never added
};

std::string_view name(Role role);

/// What a domain powers; decides by which share its energy is attributed
/// (docs/methods/attribution.md).
enum class Component { cpu, memory, gpu, node };

std::string_view name(Component component);

/// One thing whose energy one meter reads.
struct Domain {
  std::string meter;  ///< "rapl-powercap", "rapl-perf", "hwmon", "cray", "battery", "ipmi", "model"
  std::string name;   ///< as people know it: "package-0", "dram-0", "psys", "node", "module-0"
  std::string scope;  ///< what is inside: "package", "dram", "psys", "node", "gpu0"
  std::string source;  ///< where it is read: "powercap/intel-rapl:0"
  Component component = Component::cpu;
  Role role = Role::total;
  Kind kind = Kind::measured;
  double u_rel = 0.03;    ///< standard relative uncertainty of the meter's gain (common to all runs
                          ///< on one machine)
  Seconds update_step{};  ///< the counter steps about this often (RAPL: 1 ms)
  int package = -1;       ///< physical package it belongs to, -1 if none or all
};

/// What one read of one domain gave.
enum class Outcome {
  first,  ///< the reference reading: no energy yet
  good,   ///< `energy` was spent since the last good reading
  gap,    ///< not readable this time; the next good reading covers the time
  lost,  ///< the counter was reset: `energy` is only a lower bound for the time since the last good
         ///< reading
  ambiguous,  ///< so long since the last reading that more than one wrap is possible: `energy` is
              ///< the smallest candidate
  gone,       ///< the domain vanished; no more readings will come
};

std::string_view name(Outcome outcome);

struct Increment {
  Joules energy{};
  Outcome outcome = Outcome::gap;
};

}  // namespace calo::model
