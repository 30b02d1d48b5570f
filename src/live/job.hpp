#pragma once

#include <string>
#include <string_view>

namespace calo::live {

/// What a process without a job of its own belongs to: kernel threads, what was started outside of
/// every unit.
inline constexpr std::string_view no_job = "none";

/// Whose job a process is, from its /proc/PID/cgroup (cgroups(7)), as text safe to print. The first
/// of these that the paths hold, whatever the hierarchy:
///
/// - `job_4711` below a segment with "slurm" (v2 `slurmstepd.scope`, v1 `slurm/uid_1000`): `4711`
/// - a container's number of 64 hexadecimal digits: its engine and 12 of them,
///   `docker-0123456789ab`; `lxc.payload.NAME` or `lxc/NAME`: `lxc-NAME`
/// - units of systemd: the innermost service or scope, `nginx.service`
/// - else `no_job`
std::string job_of_cgroup(std::string_view cgroup);

}  // namespace calo::live
