#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <map>
#include <system_error>

#include "base/text.hpp"
#include "meters/hwmon.hpp"
#include "os/file.hpp"

namespace calo::meters {

namespace {

namespace fs = std::filesystem;
using model::Component;
using model::Role;

std::string first_line(const fs::path& file) {
  const auto content = os::read_text(file, 4096);
  return content ? text::printable(text::trimmed(*content), 60) : std::string{};
}

/// "power12_average" with "power" -> 12.
std::optional<std::uint64_t> channel_number(std::string_view file, std::string_view quantity) {
  if (!file.starts_with(quantity)) return std::nullopt;
  file.remove_prefix(quantity.size());
  return text::to_u64(file.substr(0, file.find('_')));
}

std::vector<HwmonChannel> channels_in(const fs::path& directory, const std::string& device,
                                      const std::string& chip) {
  std::vector<HwmonChannel> channels;
  const auto files = os::list_directory(directory);
  if (!files) return channels;
  const auto has = [&](const std::string& name) {
    return std::ranges::binary_search(*files, name);
  };
  std::map<std::uint64_t, std::pair<bool, bool>> numbers;  // number -> (energy, power)
  for (const std::string& file : *files) {
    if (!file.ends_with("_input") && !file.ends_with("_average")) continue;
    if (const auto n = channel_number(file, "energy")) numbers[*n].first = true;
    if (const auto n = channel_number(file, "power")) numbers[*n].second = true;
  }
  for (const auto& [number, kinds] : numbers) {
    HwmonChannel channel;
    channel.device = device;
    channel.chip = chip;
    channel.is_counter = kinds.first;
    const std::string prefix = fmt::format("{}{}", kinds.first ? "energy" : "power", number);
    const std::string average = prefix + "_average";
    channel.file = directory / (!kinds.first && has(average) ? average : prefix + "_input");
    for (const std::string_view label : {"_label", "_oem_info"}) {
      if (channel.label.empty() && has(prefix + std::string{label}))
        channel.label = first_line(directory / (prefix + std::string{label}));
    }
    if (const auto ms = os::read_u64(directory / (prefix + "_average_interval"));
        ms && *ms < 600'000) {
      channel.averaging = Seconds::of(static_cast<double>(*ms) / 1e3);
    }
    // Only the amdgpu of an APU has the voltage of the north bridge
    // (Documentation/gpu/amdgpu/thermal.rst).
    channel.is_apu = chip == "amdgpu" && (has("in1_input") || has("in1_label"));
    channels.push_back(std::move(channel));
  }
  return channels;
}

/// The domains an NVIDIA Grace reports through ACPI power meters, from the largest.
enum class GracePart { none, cpu, sysio, grace, module };

GracePart grace_part(const HwmonChannel& channel) {
  const std::string label = text::lower_case(channel.label);
  if (!label.contains("socket")) return GracePart::none;
  if (label.contains("module power")) return GracePart::module;
  if (label.contains("grace power")) return GracePart::grace;
  if (label.contains("cpu power")) return GracePart::cpu;
  if (label.contains("sysio power")) return GracePart::sysio;
  return GracePart::none;
}

std::string_view name(GracePart part) {
  switch (part) {
    case GracePart::cpu:
      return "cpu";
    case GracePart::sysio:
      return "sysio";
    case GracePart::grace:
      return "grace";
    case GracePart::module:
      return "module";
    case GracePart::none:
      break;
  }
  return "node";
}

int socket_of(std::string_view label) {
  const auto last = text::words(label);
  const auto number = last.empty() ? std::nullopt : text::to_u64(last.back());
  return number && *number < 1024 ? static_cast<int>(*number) : 0;
}

bool is_gpu_chip(std::string_view chip) {
  return chip == "amdgpu" || chip == "i915" || chip == "xe";
}

}  // namespace

std::vector<HwmonChannel> list_hwmon(const os::SystemRoot& root) {
  std::vector<HwmonChannel> all;
  const auto devices = os::list_directory(root.sys("class/hwmon"));
  if (!devices) return all;
  for (const std::string& device : *devices) {
    const fs::path directory = root.sys("class/hwmon") / device;
    std::string chip = first_line(directory / "name");
    if (chip.empty()) chip = first_line(directory / "device" / "name");
    // The ACPI power meter keeps its files at the device, one level down.
    auto channels = channels_in(directory, device, chip);
    if (channels.empty()) channels = channels_in(directory / "device", device, chip);
    for (HwmonChannel& channel : channels) {
      // amd_energy shows RAPL again, core by core.
      if (channel.label.starts_with("Ecore")) continue;
      all.push_back(std::move(channel));
    }
  }
  return all;
}

std::vector<model::Domain> describe(const std::vector<HwmonChannel>& channels) {
  GracePart largest_grace = GracePart::none;
  for (const HwmonChannel& channel : channels)
    largest_grace = std::max(largest_grace, grace_part(channel));

  std::vector<model::Domain> domains;
  std::map<std::string, int> gpu_of_device;
  bool has_node = false;
  for (const HwmonChannel& channel : channels) {
    model::Domain domain;
    domain.meter = "hwmon";
    domain.source = fmt::format("hwmon/{}/{}", channel.device, channel.file.filename().string());
    domain.kind = channel.is_counter ? Kind::measured : Kind::integrated;
    domain.u_rel = 0.05;
    domain.update_step = channel.averaging;
    domain.component = Component::node;
    const GracePart part = grace_part(channel);
    if (part != GracePart::none) {
      domain.package = socket_of(channel.label);
      domain.scope = name(part);
      domain.name = fmt::format("{}-{}", domain.scope, domain.package);
      if (part == GracePart::cpu || part == GracePart::grace) domain.component = Component::cpu;
      // Without a module or a Grace sensor, CPU and SysIO are neighbours, neither inside the other.
      const bool neighbours = largest_grace <= GracePart::sysio;
      domain.role = part == largest_grace || neighbours ? Role::total : Role::inside;
    } else if (channel.chip == "power_meter") {
      domain.scope = "node";
      // Two meters without a label may measure the same: only the first is believed to be the node.
      domain.name = has_node ? fmt::format("node-{}", channel.device) : "node";
      domain.role = has_node || largest_grace != GracePart::none ? Role::alternative : Role::total;
      has_node = true;
    } else if (is_gpu_chip(channel.chip)) {
      const bool is_known_card = gpu_of_device.contains(channel.device);
      const int number =
          gpu_of_device.try_emplace(channel.device, static_cast<int>(gpu_of_device.size()))
              .first->second;
      domain.scope = fmt::format("gpu{}", number);
      domain.component = Component::gpu;
      domain.name =
          is_known_card ? fmt::format("{}-{}", domain.scope, channel.label) : domain.scope;
      // The first input is the whole card (amdgpu: one; xe: energy1 "card" before energy2 "pkg").
      domain.role = channel.is_apu ? Role::alternative : is_known_card ? Role::inside : Role::total;
    } else {
      const std::string what =
          channel.label.empty() ? channel.file.filename().string() : channel.label;
      domain.scope = "rail";
      domain.name = fmt::format("{} {} ({})", channel.chip, what, channel.device);
      domain.role = Role::alternative;
    }
    domains.push_back(std::move(domain));
  }
  return domains;
}

Probe probe_hwmon(const os::SystemRoot& root) {
  Probe probe;
  model::Finding& finding = probe.finding;
  finding.meter = "hwmon";
  finding.title = "Power sensors (hwmon, ACPI power meter)";
  std::vector<HwmonChannel> channels = list_hwmon(root);
  finding.found = !channels.empty();
  if (!finding.found) {
    finding.detail = "no power or energy input in /sys/class/hwmon";
    finding.why_not = "no chip with a power sensor is known to the kernel";
    finding.remedy = "On a server with an ACPI power meter: sudo modprobe acpi_power_meter";
    return probe;
  }
  int refused = 0;
  std::erase_if(channels, [&](const HwmonChannel& channel) {
    const auto reading = NumberFile{channel.file}.read();
    if (reading) return false;
    ++refused;
    const std::string reason = reading.error() == EBADMSG
                                   ? "not a whole number"
                                   : std::generic_category().message(reading.error());
    finding.why_not = fmt::format("reading hwmon/{}/{}: {}", channel.device,
                                  channel.file.filename().string(), reason);
    if (reading.error() == EACCES || reading.error() == EPERM) {
      finding.remedy = fmt::format("sudo chmod a+r /sys/class/hwmon/{}/{}", channel.device,
                                   channel.file.filename().string());
    }
    return true;
  });
  std::vector<model::Domain> domains = describe(channels);
  std::vector<std::string> names;
  names.reserve(domains.size());
  for (const model::Domain& domain : domains) names.push_back(domain.name);
  finding.detail = fmt::format("{}", fmt::join(names, ", "));
  if (refused > 0)
    finding.detail += fmt::format("{}{} not readable", names.empty() ? "" : ", ", refused);
  finding.readable = !channels.empty();
  if (finding.readable) {
    finding.why_not.clear();
    probe.meter = std::make_unique<Hwmon>(channels, std::move(domains));
  }
  return probe;
}

}  // namespace calo::meters
