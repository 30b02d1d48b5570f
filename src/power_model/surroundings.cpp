#include "power_model/surroundings.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>
#include <utility>
#include <vector>

#if defined(__x86_64__) || defined(__i386__)
#include <cpuid.h>
#endif

#include "base/text.hpp"
#include "os/cgroups.hpp"
#include "os/file.hpp"
#include "power_model/cpuinfo.hpp"

namespace calo::power_model {

namespace {

std::string small_file(const std::filesystem::path& path) {
  return std::string{text::trimmed(os::read_text(path, 65536).value_or(""))};
}

bool is_there(const std::filesystem::path& path) {
  std::error_code error;
  return std::filesystem::exists(path, error);
}

using Named = std::pair<std::string_view, std::string_view>;

/// The hypervisor's own name, from CPUID leaf 0x40000000; only of the machine we run on.
std::string from_cpuid() {
#if defined(__x86_64__) || defined(__i386__)
  unsigned a = 0;
  unsigned b = 0;
  unsigned c = 0;
  unsigned d = 0;
  __cpuid(0x40000000U, a, b, c, d);
  std::string signature;
  for (const unsigned part : {b, c, d}) {
    for (unsigned shift = 0; shift < 32; shift += 8)
      signature += static_cast<char>((part >> shift) & 0xFFU);
  }
  constexpr std::array<Named, 9> names = {{{"KVMKVMKVM", "kvm"},
                                           {"VMwareVMware", "vmware"},
                                           {"Microsoft Hv", "hyper-v"},
                                           {"XenVMMXenVMM", "xen"},
                                           {"TCGTCGTCGTCG", "qemu"},
                                           {"bhyve bhyve", "bhyve"},
                                           {"VBoxVBoxVBox", "virtualbox"},
                                           {"prl hyperv", "parallels"},
                                           {"ACRNACRNACRN", "acrn"}}};
  for (const auto& [start, name] : names) {
    if (std::string_view{signature}.find(start) != std::string_view::npos) return std::string{name};
  }
#endif
  return {};
}

std::string from_dmi(const os::SystemRoot& root) {
  const std::string product = text::lower_case(small_file(root.sys("class/dmi/id/product_name")));
  const std::string maker = text::lower_case(small_file(root.sys("class/dmi/id/sys_vendor")));
  if (product.find(".metal") != std::string::npos || product.find("-metal") != std::string::npos)
    return {};
  if (maker.find("amazon ec2") != std::string::npos) return "amazon-ec2";
  if (maker.find("microsoft") != std::string::npos &&
      product.find("virtual machine") != std::string::npos) {
    return "hyper-v";
  }
  constexpr std::array<Named, 12> names = {{{"google compute engine", "google-compute-engine"},
                                            {"vmware", "vmware"},
                                            {"virtualbox", "virtualbox"},
                                            {"openstack", "kvm"},
                                            {"kvm", "kvm"},
                                            {"qemu", "qemu"},
                                            {"bhyve", "bhyve"},
                                            {"parallels", "parallels"},
                                            {"hvm domu", "xen"},
                                            {"alibaba cloud ecs", "kvm"},
                                            {"droplet", "kvm"},
                                            {"apple virtualization", "apple-virtualization"}}};
  for (const auto& [word, name] : names) {
    if (product.find(word) != std::string::npos || maker.find(word) != std::string::npos)
      return std::string{name};
  }
  return {};
}

bool in_container(const os::SystemRoot& root) {
  if (is_there(root.path() / ".dockerenv") || is_there(root.path() / "run/.containerenv") ||
      is_there(root.path() / "run/systemd/container")) {
    return true;
  }
  const std::string groups = small_file(root.proc("1/cgroup"));
  return std::ranges::any_of(
      std::array{"docker", "kubepods", "/lxc", "containerd", "libpod"},
      [&groups](const char* word) { return groups.find(word) != std::string::npos; });
}

/// "200000 100000" -> 2; "max 100000" -> none.
std::optional<double> quota_of(std::string_view cpu_max) {
  const auto words = text::words(cpu_max);
  if (words.size() != 2) return std::nullopt;
  const auto quota = text::to_double(words[0]);
  const auto period = text::to_double(words[1]);
  if (!quota || !period || *quota <= 0.0 || *period <= 0.0) return std::nullopt;
  return *quota / *period;
}

std::optional<double> smaller(std::optional<double> a, std::optional<double> b) {
  if (!a) return b;
  if (!b) return a;
  return std::min(*a, *b);
}

/// The group's path below its hierarchy, and each of its parents up to the top.
std::vector<std::string> upwards(std::string group) {
  std::vector<std::string> paths;
  // Inside a cgroup namespace a group outside of it reads "/../..": its files are not visible from
  // here.
  if (group.find("..") != std::string::npos) group.clear();
  while (!group.empty() && group != "/") {
    paths.push_back(group.substr(1));
    group.erase(group.rfind('/'));
  }
  paths.emplace_back();
  return paths;
}

std::optional<double> limit_below(const std::filesystem::path& hierarchy, const std::string& group,
                                  bool version_2) {
  std::optional<double> limit;
  for (const std::string& path : upwards(group)) {
    const std::filesystem::path directory = path.empty() ? hierarchy : hierarchy / path;
    if (version_2) {
      limit = smaller(limit, quota_of(small_file(directory / "cpu.max")));
    } else {
      limit = smaller(limit, quota_of(small_file(directory / "cpu.cfs_quota_us") + " " +
                                      small_file(directory / "cpu.cfs_period_us")));
    }
  }
  return limit;
}

std::optional<double> cpuset_below(const std::filesystem::path& directory, const char* file,
                                   int online) {
  const int count = count_cpu_list(small_file(directory / file));
  if (count <= 0 || count >= online) return std::nullopt;
  return static_cast<double>(count);
}

}  // namespace

std::string virtualisation(const os::SystemRoot& root, bool hypervisor_flag) {
  // The first domain of Xen runs on the hypervisor, but it is the machine.
  if (small_file(root.proc("xen/capabilities")).find("control_d") != std::string::npos) return {};
  const std::string release = text::lower_case(small_file(root.proc("sys/kernel/osrelease")));
  if (release.find("microsoft") != std::string::npos) return "wsl";
  if (std::string name = from_dmi(root); !name.empty()) return name;
  if (small_file(root.sys("hypervisor/type")) == "xen") return "xen";
  if (hypervisor_flag) {
    if (root.is_real()) {
      if (std::string name = from_cpuid(); !name.empty()) return name;
    }
    return "unknown hypervisor";
  }
  if (is_there(root.proc("device-tree/hypervisor"))) return "unknown hypervisor";
  return in_container(root) ? "container" : "";
}

std::optional<double> cgroup_cpu_limit(const os::SystemRoot& root, int online) {
  std::optional<double> limit;
  const std::string groups = small_file(root.proc("self/cgroup"));
  for (const os::Cgroup& own : os::cgroups(groups)) {
    const std::string group{own.path};
    if (own.controllers.empty()) {
      for (const char* mount : {"fs/cgroup", "fs/cgroup/unified"}) {
        limit = smaller(limit, limit_below(root.sys(mount), group, true));
      }
      limit = smaller(limit, cpuset_below(root.sys("fs/cgroup") / upwards(group).front(),
                                          "cpuset.cpus.effective", online));
      continue;
    }
    if (own.has("cpu"))
      limit = smaller(limit, limit_below(root.sys("fs/cgroup/cpu"), group, false));
    if (own.has("cpuset")) {
      const auto directory = root.sys("fs/cgroup/cpuset") / upwards(group).front();
      limit = smaller(limit, cpuset_below(directory, "cpuset.effective_cpus", online));
    }
  }
  if (limit && online > 0 && *limit >= static_cast<double>(online)) return std::nullopt;
  return limit;
}

}  // namespace calo::power_model
