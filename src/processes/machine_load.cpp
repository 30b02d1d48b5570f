#include "processes/machine_load.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>

#include "base/text.hpp"

namespace calo::processes {

namespace {

constexpr std::size_t most_frequencies = 16;

std::optional<double> number_in(const os::FileDescriptor& file, std::string_view name) {
  const auto content = os::read_again(file, name, 64);
  return content ? text::to_double(*content) : std::nullopt;
}

/// hwmon chips and thermal zones that measure a CPU package.
bool is_cpu_sensor(std::string_view name) {
  return name == "coretemp" || name == "k10temp" || name == "zenpower" || name == "x86_pkg_temp" ||
         name == "cpu-thermal" || name == "cpu_thermal" || name == "cpu";
}

}  // namespace

MachineLoad::MachineLoad(const os::SystemRoot& root) : root_{root} {
  if (auto file = os::open_for_reading(root.proc("stat"))) stat_ = std::move(*file);

  if (const auto policies = os::list_directory(root.sys("devices/system/cpu/cpufreq"))) {
    std::vector<std::string> names;
    std::ranges::copy_if(*policies, std::back_inserter(names),
                         [](const std::string& n) { return n.starts_with("policy"); });
    const std::size_t step = std::max<std::size_t>(1, names.size() / most_frequencies);
    for (std::size_t i = 0; i < names.size(); i += step) {
      auto file = os::open_for_reading(
          root.sys("devices/system/cpu/cpufreq/" + names[i] + "/scaling_cur_freq"));
      if (file) frequencies_.push_back(std::move(*file));
    }
  }

  for (const std::string_view where : {"class/hwmon", "class/thermal"}) {
    const auto entries = os::list_directory(root.sys(where));
    if (!entries) continue;
    for (const std::string& entry : *entries) {
      const std::string base = std::string{where} + "/" + entry + "/";
      const bool zone = where == "class/thermal";
      const auto name = os::read_text(root.sys(base + (zone ? "type" : "name")), 256);
      if (!name || !is_cpu_sensor(text::trimmed(*name))) continue;
      auto file = os::open_for_reading(root.sys(base + (zone ? "temp" : "temp1_input")));
      if (file) temperatures_.push_back(std::move(*file));
    }
    if (!temperatures_.empty()) break;
  }
}

std::optional<MachineStat> MachineLoad::read() const {
  if (!stat_) return std::nullopt;
  const auto content = os::read_again(stat_, "/proc/stat", std::size_t{1} << 20);
  return content ? parse_machine_stat(*content) : std::nullopt;
}

std::optional<double> MachineLoad::frequency_hz() const {
  double sum = 0.0;
  int count = 0;
  for (const os::FileDescriptor& file : frequencies_) {
    if (const auto khz = number_in(file, "scaling_cur_freq")) {
      sum += *khz * 1e3;
      ++count;
    }
  }
  if (count == 0) return std::nullopt;
  return sum / count;
}

std::optional<double> MachineLoad::temperature_celsius() const {
  std::optional<double> hottest;
  for (const os::FileDescriptor& file : temperatures_) {
    const auto thousandths = number_in(file, "temperature");
    if (thousandths && *thousandths > -50e3 && *thousandths < 200e3) {
      hottest = std::max(hottest.value_or(-1e9), *thousandths * 1e-3);
    }
  }
  return hottest;
}

std::optional<std::int64_t> MachineLoad::throttle_events() const {
  const auto entries = os::list_directory(root_.sys("devices/system/cpu"));
  if (!entries) return std::nullopt;
  const auto number = [&](const std::string& cpu, const char* file) -> std::optional<std::int64_t> {
    const auto content = os::read_text(root_.sys("devices/system/cpu/" + cpu + "/" + file), 64);
    return content ? text::to_i64(text::trimmed(*content)) : std::nullopt;
  };
  std::int64_t cores = 0;
  std::map<std::int64_t, std::int64_t> packages;
  bool known = false;
  for (const std::string& cpu : *entries) {
    if (!cpu.starts_with("cpu")) continue;
    if (const auto events = number(cpu, "thermal_throttle/core_throttle_count")) {
      cores += *events;
      known = true;
    }
    if (const auto events = number(cpu, "thermal_throttle/package_throttle_count")) {
      const std::int64_t package = number(cpu, "topology/physical_package_id").value_or(0);
      packages[package] = std::max(packages[package], *events);
      known = true;
    }
  }
  if (!known) return std::nullopt;
  for (const auto& [package, events] : packages) cores += events;
  return cores;
}

}  // namespace calo::processes
