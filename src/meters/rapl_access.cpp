#include "meters/rapl_access.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <system_error>

#include "base/error.hpp"
#include "os/file.hpp"

namespace calo::meters {

namespace {

std::string reason(ErrorNumber error) {
  if (error == EBADMSG) return "its content is not a whole number";
  return std::generic_category().message(error);
}

}  // namespace

Obstacle why_no_rapl(const os::SystemRoot& root, const Processor& processor) {
  const std::string container = container_kind(root);
  if (processor.has_hypervisor) {
    const std::string inside =
        container.empty() ? "" : fmt::format(" (and in a container: {})", container);
    return {fmt::format("this is a virtual machine{}: the hypervisor does not pass the processor's "
                        "energy counters on",
                        inside),
            measure_on_the_host};
  }
  if (processor.vendor == Processor::Vendor::other) {
    return {"RAPL exists on Intel and AMD processors only, and /proc/cpuinfo names another", ""};
  }
  if (!container.empty()) {
    return {fmt::format("this is a container ({}), and container runtimes hide the energy counters "
                        "(CVE-2020-8694)",
                        container),
            "Run calo on the host, or start the container with: docker run --security-opt "
            "systempaths=unconfined "
            "-v /sys/class/powercap:/sys/class/powercap:ro ..."};
  }
  std::error_code error;
  if (!std::filesystem::exists(root.sys("module/intel_rapl_common"), error)) {
    return {"the kernel driver of the energy counters is not loaded (it serves Intel and AMD)",
            "sudo modprobe intel_rapl_msr"};
  }
  return {
      "the driver is loaded but shows no energy zones: it does not know this processor, or the "
      "firmware hides them",
      "Look for the reason in the kernel log: sudo dmesg | grep -i rapl"};
}

Obstacle why_powercap_unreadable(const std::filesystem::path& energy_file, ErrorNumber error) {
  const std::string file = energy_file.parent_path().filename() / energy_file.filename();
  const std::string since = error == EACCES || error == EPERM
                                ? ": only root may read it since Linux 5.10 (CVE-2020-8694)"
                                : "";
  return {fmt::format("reading {}: {}{}", file, reason(error), since),
          "sudo chgrp $(id -gn) /sys/class/powercap/*/energy_uj && sudo chmod g+r "
          "/sys/class/powercap/*/energy_uj   "
          "# until the next boot; or use perf: sudo sysctl kernel.perf_event_paranoid=0"};
}

Obstacle why_perf_unreadable(const os::SystemRoot& root, ErrorNumber error) {
  const auto paranoid = os::read_i64(root.proc("sys/kernel/perf_event_paranoid"));
  if (error == EACCES || error == EPERM) {
    const std::string level = paranoid ? fmt::format("kernel.perf_event_paranoid is {}", *paranoid)
                                       : std::string{"the kernel forbids it"};
    if (paranoid && *paranoid <= 0) {
      return {fmt::format("opening a counter of the whole machine: {}, although {}: a container or "
                          "security module refuses it",
                          reason(error), level),
              "In a container: start it with --cap-add PERFMON and a seccomp profile that allows "
              "perf_event_open"};
    }
    return {
        fmt::format("opening a counter of the whole machine: {}: {}, and it needs 0 or CAP_PERFMON",
                    reason(error), level),
        "sudo sysctl kernel.perf_event_paranoid=0   # until the next boot; or for calo alone: "
        "sudo setcap cap_perfmon=ep \"$(command -v calo)\""};
  }
  return {fmt::format("opening a counter of the whole machine: {}", reason(error)), ""};
}

}  // namespace calo::meters
