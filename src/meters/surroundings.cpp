#include "meters/surroundings.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>
#include <utility>

#include "base/text.hpp"
#include "os/file.hpp"

namespace calo::meters {

namespace {

bool has_word(std::string_view line, std::string_view word) {
  return std::ranges::count(text::words(line), word) > 0;
}

/// Logical CPU numbers are small; a larger one in the file is nonsense and must not become an
/// allocation.
constexpr std::int64_t most_cpus = 65536;

}  // namespace

int Processor::package_of(int cpu) const {
  const auto index = static_cast<std::size_t>(cpu);
  return cpu >= 0 && index < package_of_cpu.size() ? package_of_cpu[index] : -1;
}

Processor identify_processor(const os::SystemRoot& root) {
  Processor processor;
  const auto content = os::read_text(root.proc("cpuinfo"));
  if (!content) return processor;
  std::int64_t cpu = -1;
  for (const std::string_view line : text::lines(*content)) {
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string_view key = text::trimmed(line.substr(0, colon));
    const std::string_view value = text::trimmed(line.substr(colon + 1));
    if (key == "processor") {
      cpu = text::to_i64(value).value_or(-1);
    } else if (key == "physical id" && cpu >= 0 && cpu < most_cpus) {
      const auto index = static_cast<std::size_t>(cpu);
      if (processor.package_of_cpu.size() <= index) processor.package_of_cpu.resize(index + 1, -1);
      processor.package_of_cpu[index] = static_cast<int>(
          std::clamp<std::int64_t>(text::to_i64(value).value_or(-1), -1, most_cpus));
    } else if (key == "vendor_id") {
      if (value == "GenuineIntel") processor.vendor = Processor::Vendor::intel;
      if (value == "AuthenticAMD" || value == "HygonGenuine")
        processor.vendor = Processor::Vendor::amd;
    } else if (key == "model name" && processor.model.empty()) {
      processor.model = text::printable(value);
    } else if (key == "flags") {
      processor.has_hypervisor = processor.has_hypervisor || has_word(value, "hypervisor");
      processor.has_sgx = processor.has_sgx || has_word(value, "sgx");
    }
  }
  const std::string& model = processor.model;
  processor.is_server = model.contains("Xeon") && !model.contains("E3-") &&
                        !model.contains(" E-2") && !model.contains("W-1");
  return processor;
}

std::string container_kind(const os::SystemRoot& root) {
  std::error_code error;
  const auto exists = [&](std::string_view name) {
    return std::filesystem::exists(root.path() / name, error);
  };
  if (const auto groups = os::read_text(root.proc("1/cgroup"), 1 << 20)) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 5> signs = {
        {{"kubepods", "kubernetes"},
         {"docker", "docker"},
         {"libpod", "podman"},
         {"lxc", "lxc"},
         {"containerd", "container"}}};
    for (const auto& [sign, kind] : signs) {
      if (groups->contains(sign)) return std::string{kind};
    }
  }
  if (exists("run/.containerenv")) return "podman";
  if (exists(".dockerenv")) return "docker";
  return {};
}

}  // namespace calo::meters
