#include "power_model/machine_power.hpp"

#include <fmt/format.h>

#include <utility>

#include "base/text.hpp"
#include "base/try.hpp"
#include "model/machine.hpp"
#include "os/system_root.hpp"
#include "power_model/curve_for.hpp"
#include "power_model/identify.hpp"
#include "power_model/profile.hpp"

namespace calo::power_model {

namespace {

std::string title_of(const model::Machine& machine) {
  std::string title =
      machine.cpu_model.empty() ? "this machine" : "this machine: " + machine.cpu_model;
  if (machine.sockets > 1) title += fmt::format(", {} sockets", machine.sockets);
  if (machine.threads > 0) title += fmt::format(", {} logical CPUs", machine.threads);
  if (machine.memory.value() > 0.0) title += ", " + text::bytes(machine.memory.value());
  if (!machine.virtualisation.empty()) title += ", " + machine.virtualisation;
  return title;
}

Result<MachinePower> this_machine() {
  const os::SystemRoot root = os::SystemRoot::from_environment();
  if (const auto path = default_profile_path(); path && root.is_real()) {
    CALO_TRY(auto calibrated, user_profile(*path));
    if (calibrated) return MachinePower{"this machine, calibrated", *std::move(calibrated)};
  }
  const model::Machine machine = identify_machine(root);
  return MachinePower{title_of(machine), curve_for(machine, has_battery(root))};
}

}  // namespace

Result<MachinePower> power_of_profile(const std::filesystem::path& path) {
  CALO_TRY(const auto profile, load_profile(path));
  return MachinePower{"this machine, calibrated",
                      curve_of_profile(profile, path.filename().string())};
}

Result<MachinePower> power_of(const System& system, std::optional<int> vcpus) {
  if (!system.cpu.empty() || system.tdp || system.launch_year || !system.generation.empty()) {
    CALO_TRY(auto curve, curve_of(system, vcpus));
    return MachinePower{system.cpu.empty() ? "a server" : system.cpu, std::move(curve)};
  }
  if (system.sockets || system.cores || system.threads || system.memory || vcpus) {
    return fail(
        Category::usage,
        "describing a machine: --sockets, --cores, --threads, --memory, --vcpus go with a CPU",
        "Add --cpu NAME, or --tdp W and --year Y");
  }
  return this_machine();
}

}  // namespace calo::power_model
