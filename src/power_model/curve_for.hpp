#pragma once

#include <optional>
#include <string>

#include "base/error.hpp"
#include "model/machine.hpp"
#include "power_model/power_curve.hpp"
#include "power_model/system.hpp"

namespace calo::power_model {

/// The watts of a machine without any meter, with a sentence for everything that had to be assumed.
///
/// - A server on bare metal: the whole node. A control group's CPU limit changes nothing, since
/// utilisation is measured
///   on the whole machine.
/// - A virtual machine: P_host(u) n / t of a host with t logical CPUs, of which only the CPU's name
/// is known.
/// - A laptop or desktop: the TDP-based curve.
/// - Nothing known: a typical server, kind `assumed`.
/// Well below 3 ms in a release build, once per run.
PowerCurve curve_for(const model::Machine& machine, bool has_battery = false);

/// A share of a host: `vcpus` of the logical CPUs of `host`. Where the host's sockets are not given
/// and `vcpus` do not fit, it gets more of them.
/// `whole_cores`: each virtual CPU is a core with its second thread switched off.
PowerCurve slice_of(System host, int vcpus, bool whole_cores = false);

/// What a user says of a machine by hand: `vcpus` makes it a virtual machine. Fails with `usage` if
/// nothing that is given is known (CPU not in the tables, and neither generation, year nor TDP).
Result<PowerCurve> curve_of(const System& system, std::optional<int> vcpus = std::nullopt);

}  // namespace calo::power_model
