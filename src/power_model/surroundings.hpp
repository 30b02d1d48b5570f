#pragma once

#include <optional>
#include <string>

#include "os/system_root.hpp"

namespace calo::power_model {

/// What runs this kernel: "" on bare metal, else "kvm", "vmware", "hyper-v", "xen", "amazon-ec2",
/// "google-compute-engine", "wsl", ... or "unknown hypervisor"; "container" for a container on bare
/// metal. `hypervisor_flag` is CPUID's hypervisor bit.
std::string virtualisation(const os::SystemRoot& root, bool hypervisor_flag);

/// CPUs that the control groups of this process allow (quota and cpuset, versions 1 and 2); empty
/// if not limited. `online` is the number of logical CPUs: a cpuset that holds them all is no
/// limit.
std::optional<double> cgroup_cpu_limit(const os::SystemRoot& root, int online);

}  // namespace calo::power_model
