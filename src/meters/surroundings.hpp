#pragma once

#include <string>
#include <vector>

#include "os/system_root.hpp"

namespace calo::meters {

/// What decides how far a RAPL counter can be trusted and what its zones mean; from /proc/cpuinfo.
struct Processor {
  enum class Vendor { intel, amd, other };
  Vendor vendor = Vendor::other;  ///< Hygon counts as AMD: the same counters
  std::string model;              ///< as the kernel prints it; empty if unknown
  bool is_server = false;  ///< Intel Xeon of the server kind (not E3, E-2xxx, W-1xxx: client dies)
  bool has_hypervisor = false;      ///< the CPU says that it is a guest
  bool has_sgx = false;             ///< enabled: RAPL readings are filtered
  std::vector<int> package_of_cpu;  ///< physical package by logical CPU; -1 if unknown

  [[nodiscard]] int package_of(int cpu) const;
};

Processor identify_processor(const os::SystemRoot& root);

/// The container calo runs in: "docker", "podman", "kubernetes", "lxc", "container"; empty if none
/// was seen.
std::string container_kind(const os::SystemRoot& root);

}  // namespace calo::meters
