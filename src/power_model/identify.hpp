#pragma once

#include "model/machine.hpp"
#include "os/system_root.hpp"

namespace calo::power_model {

/// What this machine is, from a handful of small files below /proc and /sys: never fails, unknown
/// stays unknown.
///
/// Only the first CPU's entry of /proc/cpuinfo is read where it tells enough: each entry of that
/// file costs the kernel up to a millisecond on x86 (it samples the CPU's frequency), and servers
/// have hundreds. Sockets follow from logical CPUs online and the logical CPUs of one socket.
model::Machine identify_machine(const os::SystemRoot& root);

/// True if a battery feeds the machine (type "Battery", scope not "Device"): a laptop.
bool has_battery(const os::SystemRoot& root);

}  // namespace calo::power_model
