#include "power_model/identify.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <string>

#include "base/text.hpp"
#include "os/file.hpp"
#include "power_model/cpuinfo.hpp"
#include "power_model/surroundings.hpp"

namespace calo::power_model {

namespace {

std::string small_file(const std::filesystem::path& path) {
  return std::string{text::trimmed(os::read_text(path, 65536).value_or(""))};
}

/// The beginning of /proc/cpuinfo: the kernel makes only what is read.
std::string beginning_of(const std::filesystem::path& path, std::size_t bytes) {
  const auto file = os::open_for_reading(path);
  if (!file) return {};
  std::string text(bytes, '\0');
  std::size_t filled = 0;
  while (filled < bytes) {
    const ::ssize_t got =
        ::pread(file->get(), text.data() + filled, bytes - filled, static_cast<::off_t>(filled));
    if (got <= 0) break;
    filled += static_cast<std::size_t>(got);
    // One entry ends with an empty line.
    if (text.find("\n\n") < filled) break;
  }
  text.resize(filled);
  return text;
}

int count_processors(std::string_view cpuinfo) {
  int count = 0;
  for (const std::string_view line : text::lines(cpuinfo)) {
    if (line.starts_with("processor") && line.find(':') != std::string_view::npos) ++count;
  }
  return count;
}

Bytes total_memory(std::string_view meminfo) {
  for (const std::string_view line : text::lines(meminfo)) {
    if (!line.starts_with("MemTotal:")) continue;
    const auto words = text::words(line);
    const auto kibibytes = words.size() >= 2 ? text::to_double(words[1]) : std::nullopt;
    if (kibibytes) return Bytes::of(*kibibytes * 1024.0);
  }
  return {};
}

std::string turbo(const os::SystemRoot& root) {
  const std::string no_turbo = small_file(root.sys("devices/system/cpu/intel_pstate/no_turbo"));
  if (no_turbo == "0") return "on";
  if (no_turbo == "1") return "off";
  const std::string boost = small_file(root.sys("devices/system/cpu/cpufreq/boost"));
  if (boost == "1") return "on";
  if (boost == "0") return "off";
  return {};
}

int divided_up(int a, int b) {
  return (a + b - 1) / b;
}

/// Names that /proc/cpuinfo does not have on ARM, where the maker of the system tells.
std::string arm_model(const os::SystemRoot& root, std::string core) {
  const std::string maker = text::lower_case(small_file(root.sys("class/dmi/id/sys_vendor")));
  if (maker.find("amazon") == std::string::npos) {
    // Ampere Altra is the only server with Neoverse N1 cores outside of Amazon that is sold in
    // numbers.
    return core == "ARM Neoverse-N1" ? "ARM Neoverse-N1 (Ampere Altra)" : core;
  }
  if (core == "ARM Cortex-A72") return "AWS Graviton (Cortex-A72)";
  if (core == "ARM Neoverse-N1") return "AWS Graviton2 (Neoverse-N1)";
  if (core == "ARM Neoverse-V1") return "AWS Graviton3 (Neoverse-V1)";
  if (core == "ARM Neoverse-V2") return "AWS Graviton4 (Neoverse-V2)";
  return core;
}

}  // namespace

model::Machine identify_machine(const os::SystemRoot& root) {
  model::Machine machine;
  const std::string first_cpu = beginning_of(root.proc("cpuinfo"), 16384);
  CpuInfo cpu = parse_cpuinfo(first_cpu);
  machine.threads = count_cpu_list(small_file(root.sys("devices/system/cpu/online")));
  const bool incomplete = cpu.model_name.empty() || cpu.vendor == "ARM";
  if (machine.threads == 0 || incomplete) {
    const std::string all =
        os::read_text(root.proc("cpuinfo"), std::size_t{8} << 20).value_or(first_cpu);
    if (machine.threads == 0) machine.threads = count_processors(all);
    if (incomplete) cpu = parse_cpuinfo(all);
  }
  machine.cpu_vendor = cpu.vendor;
  machine.cpu_model = cpu.vendor == "ARM" ? arm_model(root, cpu.model_name) : cpu.model_name;
  machine.cpu_family = cpu.family;
  machine.cpu_model_number = cpu.model;
  machine.cpu_stepping = cpu.stepping;

  const auto topology = [&root](const char* file) {
    return count_cpu_list(small_file(root.sys("devices/system/cpu/cpu0/topology") / file));
  };
  int per_socket = cpu.siblings.value_or(0);
  if (per_socket == 0) per_socket = topology("package_cpus_list");
  if (per_socket == 0) per_socket = topology("core_siblings_list");
  int per_core = 0;
  if (cpu.siblings && cpu.cores) per_core = std::max(1, *cpu.siblings / *cpu.cores);
  if (per_core == 0) per_core = topology("thread_siblings_list");
  if (per_socket > 0 && machine.threads > 0)
    machine.sockets = divided_up(machine.threads, per_socket);
  if (cpu.cores && cpu.siblings && machine.sockets > 0) {
    // Hybrid CPUs have cores with and without a second thread: the count per socket is right, a
    // quotient is not.
    const bool whole = machine.threads == machine.sockets * *cpu.siblings;
    machine.cores = whole ? machine.sockets * *cpu.cores : divided_up(machine.threads, per_core);
  } else if (per_core > 0 && machine.threads > 0) {
    machine.cores = divided_up(machine.threads, per_core);
  }
  machine.smt = machine.cores > 0 && machine.threads > machine.cores;

  machine.memory = total_memory(small_file(root.proc("meminfo")));
  machine.virtualisation = virtualisation(root, cpu.hypervisor);
  machine.cpu_limit = cgroup_cpu_limit(root, machine.threads);
  machine.kernel = text::printable(small_file(root.proc("sys/kernel/osrelease")));
  machine.governor =
      text::printable(small_file(root.sys("devices/system/cpu/cpu0/cpufreq/scaling_governor")));
  machine.turbo = turbo(root);
  return machine;
}

bool has_battery(const os::SystemRoot& root) {
  const auto supplies = os::list_directory(root.sys("class/power_supply"));
  if (!supplies) return false;
  return std::ranges::any_of(*supplies, [&root](const std::string& name) {
    const auto directory = root.sys("class/power_supply") / name;
    // Mice and headsets have batteries too: their scope is "Device".
    return small_file(directory / "type") == "Battery" &&
           small_file(directory / "scope") != "Device";
  });
}

}  // namespace calo::power_model
