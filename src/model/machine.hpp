#pragma once

#include <optional>
#include <string>

#include "base/quantity.hpp"

namespace calo::model {

/// What is known of the machine a run happened on. No serial numbers, no addresses, no host name
/// unless asked for.
struct Machine {
  std::string cpu_model;   ///< as the kernel prints it; empty if unknown
  std::string cpu_vendor;  ///< "Intel", "AMD", "ARM", ...; empty if unknown
  int cpu_family = -1;     ///< CPUID family, -1 if unknown
  int cpu_model_number = -1;
  int cpu_stepping = -1;
  int sockets = 0;  ///< 0 = unknown
  int cores = 0;    ///< physical cores of the whole machine
  int threads = 0;  ///< logical CPUs online
  bool smt = false;
  Bytes memory{};                   ///< MemTotal
  std::string virtualisation;       ///< "" on bare metal, else "kvm", "firecracker", "vmware",
                                    ///< "container", ... or "unknown hypervisor"
  std::optional<double> cpu_limit;  ///< CPUs the cgroup allows, if limited
  std::string kernel;               ///< release
  std::string governor;             ///< cpufreq governor of cpu0; empty if unreadable
  std::string turbo;                ///< "on", "off", "" unknown
};

}  // namespace calo::model
