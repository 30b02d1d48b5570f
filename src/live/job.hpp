#pragma once

#include <string>
#include <string_view>

namespace calo::live {

/// What a process without a job of its own belongs to: kernel threads, what was started outside of
/// every unit.
inline constexpr std::string_view no_job = "none";

/// Whose job a process is, from its /proc/PID/cgroup (cgroups(7)), as text safe to print:
///
/// | the path holds | gives |
/// |---|---|
/// | `job_4711` below a segment with "slurm" (v2 `slurmstepd.scope`, v1 `slurm/uid_1000`) | `4711`
/// | | a container's number, 64 hexadecimal digits | `docker-0123456789ab`: its engine, 12 digits |
/// | `lxc.payload.NAME`, `lxc/NAME` | `lxc-NAME` |
/// | units of systemd | the innermost service or scope: `nginx.service` |
/// | none of these | `no_job` |
///
/// Earlier rows go first, whatever the hierarchy.
std::string job_of_cgroup(std::string_view cgroup);

}  // namespace calo::live
