#include "power_model/curve_for.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "power_model/cpu_table.hpp"
#include "power_model/generations.hpp"
#include "power_model/microarchitecture.hpp"
#include "power_model/predict.hpp"
#include "power_model/tdp_curve.hpp"

namespace calo::power_model {

namespace {

constexpr const char* advice =
    "calibrate with two readings of a wall meter or BMC: calo calibrate --idle W --full W";

struct Resolution {
  std::optional<CpuModel> cpu;  ///< in the table under its own name
  std::string generation;       ///< else by name or CPUID; may be empty
  Form form = Form::server;
  bool by_cpuid = false;
};

std::string arm_generation(std::string_view key) {
  constexpr std::pair<std::string_view, std::string_view> names[] = {{"graviton2", "graviton2"},
                                                                     {"graviton3", "graviton3"},
                                                                     {"graviton4", "graviton4"},
                                                                     {"graviton", "graviton"},
                                                                     {"altra", "altra"},
                                                                     {"neoverse-n1", "altra"},
                                                                     {"neoverse-v1", "graviton3"},
                                                                     {"neoverse-n2", "neoverse-n2"},
                                                                     {"neoverse-n3", "neoverse-n2"},
                                                                     {"neoverse-v2", "neoverse-v2"},
                                                                     {"neoverse-v3", "neoverse-v2"},
                                                                     {"ampereone", "ampereone"},
                                                                     {"kunpeng", "kunpeng"},
                                                                     {"thunderx2", "thunderx2"},
                                                                     {"a64fx", "a64fx"},
                                                                     {"grace", "grace"}};
  for (const auto& [word, code] : names) {
    if (key.find(word) != std::string_view::npos) return std::string{code};
  }
  return {};
}

Resolution resolve(const model::Machine& machine, bool has_battery) {
  Resolution resolution;
  const std::string key = normalised_cpu_name(machine.cpu_model);
  resolution.cpu = find_cpu(machine.cpu_model);
  const std::optional<Microarchitecture> by_cpuid = microarchitecture(
      machine.cpu_vendor, machine.cpu_family, machine.cpu_model_number, machine.cpu_stepping);
  if (resolution.cpu) resolution.generation = resolution.cpu->generation;
  if (resolution.generation.empty()) resolution.generation = generation_from_name(key);
  if (resolution.generation.empty()) resolution.generation = arm_generation(key);
  // QEMU's generic CPUs carry the family of a K8 or a Pentium; they say nothing of the host.
  const bool generic =
      key.find("qemu") != std::string::npos || key.find("kvm") != std::string::npos;
  if (resolution.generation.empty() && by_cpuid && !generic) {
    resolution.generation = by_cpuid->generation;
    resolution.by_cpuid = !resolution.generation.empty();
  }
  const bool names_xeon =
      key.find("xeon") != std::string::npos || key.find("epyc") != std::string::npos;
  const std::optional<Form> by_name = form_from_name(resolution.cpu ? resolution.cpu->key : key);
  if (resolution.cpu && resolution.cpu->measured_systems > 0) {
    resolution.form = Form::server;
  } else if (by_name) {
    resolution.form = *by_name;
  } else if (by_cpuid && !generic) {
    resolution.form = by_cpuid->form;
  }
  const bool virtual_machine =
      !machine.virtualisation.empty() && machine.virtualisation != "container";
  // QEMU's CPU models say "Intel Core Processor (Haswell, no TSX)" or "Intel Xeon E312xx (Sandy
  // Bridge)": named after client parts, but their hosts are servers of that microarchitecture.
  const bool qemu_name = key.find('(') != std::string::npos;
  constexpr std::pair<std::string_view, std::string_view> servers[] = {{"sandy bridge", "jkt"},
                                                                       {"ivy bridge", "ivt"},
                                                                       {"haswell", "hsx"},
                                                                       {"broadwell", "bdx"},
                                                                       {"skylake", "skx"}};
  for (const auto& [word, code] : servers) {
    if (!virtual_machine || !qemu_name || key.find(word) == std::string::npos) continue;
    resolution.form = Form::server;
    resolution.cpu.reset();
    resolution.generation = code;
  }
  if (has_battery && !virtual_machine && !(names_xeon && resolution.cpu))
    resolution.form = Form::client;
  return resolution;
}

PowerCurve client_curve(const model::Machine& machine, const Resolution& resolution,
                        bool has_battery, bool slice) {
  const std::string key = normalised_cpu_name(machine.cpu_model);
  Watts tdp{};
  std::string sentence;
  if (resolution.cpu && resolution.cpu->tdp) {
    tdp = *resolution.cpu->tdp;
    sentence = fmt::format("{}: thermal design power {:.0f} W from the table of CPU models",
                           resolution.cpu->key, tdp.value());
  } else {
    tdp = client_tdp_guess(key, has_battery);
    sentence = fmt::format(
        "{}: not in the table of CPU models, a thermal design power of {:.0f} W is assumed from "
        "its class",
        machine.cpu_model.empty() ? "CPU" : machine.cpu_model, tdp.value());
  }
  const std::optional<Bytes> memory =
      machine.memory.value() > 0.0 ? std::optional{machine.memory} : std::nullopt;
  PowerCurve curve = tdp_curve(tdp, slice ? std::nullopt : memory);
  if (slice && resolution.cpu && resolution.cpu->threads &&
      *resolution.cpu->threads > machine.threads && machine.threads > 0) {
    curve = curve.sliced(static_cast<double>(machine.threads) / *resolution.cpu->threads);
    curve.assume(
        fmt::format("a virtual machine with {} of the {} logical CPUs of a laptop or desktop",
                    machine.threads, *resolution.cpu->threads));
  }
  curve.assume_first(std::move(sentence));
  curve.assume(
      "a laptop or desktop: hardly any of them publishes its power, so the interval is the widest");
  curve.assume("screen, disks, graphics card and supply losses are not inside");
  return curve;
}

std::string how_known(const model::Machine& machine, const Resolution& resolution) {
  const std::string name = machine.cpu_model.empty() ? "the CPU" : machine.cpu_model;
  if (resolution.cpu) {
    if (resolution.cpu->measured_systems > 0) {
      return fmt::format("{}: {} published wall measurements of servers with this CPU model", name,
                         resolution.cpu->measured_systems);
    }
    return fmt::format(
        "{}: in the table of CPU models, its servers' power is inferred from similar ones", name);
  }
  const auto typical = typical_of_generation(resolution.generation);
  if (!typical) return {};
  if (resolution.by_cpuid) {
    return fmt::format(
        "{}: the name hides the model; CPUID (family {}, model {}, stepping {}) says {}", name,
        machine.cpu_family, machine.cpu_model_number, machine.cpu_stepping, typical->name);
  }
  return fmt::format("{}: not in the table of CPU models, its name says {}", name, typical->name);
}

}  // namespace

PowerCurve slice_of(System host, int vcpus, bool whole_cores) {
  CompleteSystem whole = complete(host);
  const auto places = [&whole, whole_cores] { return whole_cores ? whole.cores : whole.threads; };
  if (vcpus > places() && !host.sockets && !host.threads && !host.cores) {
    const int per_socket = std::max(1, places() / whole.sockets);
    host.sockets = (vcpus + per_socket - 1) / per_socket;
    whole = complete(host);
    whole.assumptions.push_back(
        fmt::format("sockets: {}, as many as {} virtual CPUs need", whole.sockets, vcpus));
  }
  const double share = std::min(1.0, static_cast<double>(std::max(1, vcpus)) / places());
  PowerCurve curve = predict(whole).sliced(share);
  curve.assume(
      fmt::format("a virtual machine: {} of the {} {} of its host, so {} of the host's power at "
                  "the same utilisation",
                  vcpus, places(), whole_cores ? "cores" : "logical CPUs", text::percent(share)));
  return curve;
}

PowerCurve curve_for(const model::Machine& machine, bool has_battery) {
  const bool virtual_machine =
      !machine.virtualisation.empty() && machine.virtualisation != "container";
  const Resolution resolution = resolve(machine, has_battery);
  if (resolution.form == Form::client && !machine.cpu_model.empty()) {
    return client_curve(machine, resolution, has_battery, virtual_machine);
  }
  System system;
  system.cpu = resolution.cpu ? resolution.cpu->key : "";
  system.cpu_vendor = machine.cpu_vendor;
  system.generation = resolution.generation;
  std::string known = how_known(machine, resolution);
  if (virtual_machine) {
    // Amazon and Google show their guests which virtual CPUs share a core; others often show a
    // made-up topology.
    const bool true_topology =
        machine.virtualisation == "amazon-ec2" || machine.virtualisation == "google-compute-engine";
    const bool no_smt = machine.threads > 1 && machine.cores == machine.threads;
    PowerCurve curve = slice_of(system, std::max(1, machine.threads), true_topology && no_smt);
    if (!true_topology && no_smt) {
      curve.assume(
          "each virtual CPU counts as one hardware thread; if it is a whole core, the power is up "
          "to twice "
          "as high");
    }
    if (!known.empty()) curve.assume_first(std::move(known));
    curve.assume(fmt::format("the hypervisor ({}) shows no energy counter; {}",
                             machine.virtualisation, advice));
    return curve;
  }
  if (machine.sockets > 0) system.sockets = machine.sockets;
  if (machine.cores > 0) system.cores = machine.cores;
  if (machine.threads > 0) system.threads = machine.threads;
  if (machine.memory.value() > 0.0) system.memory = machine.memory;
  CompleteSystem whole = complete(system);
  PowerCurve curve = predict(whole);
  if (!known.empty()) curve.assume_first(std::move(known));
  if (machine.cpu_limit) {
    curve.assume(
        fmt::format("the control group allows {:.3g} of {} logical CPUs; utilisation and power are "
                    "of the whole machine",
                    *machine.cpu_limit, machine.threads));
  }
  curve.assume(fmt::format(
      "published systems are tuned and lean, real servers draw more, mostly at idle; {}", advice));
  return curve;
}

Result<PowerCurve> curve_of(const System& system, std::optional<int> vcpus) {
  const std::string key = normalised_cpu_name(system.cpu);
  const std::optional<CpuModel> cpu = find_cpu(system.cpu);
  System known = system;
  if (known.generation.empty() && !cpu) {
    known.generation = generation_from_name(key);
    if (known.generation.empty()) known.generation = arm_generation(key);
  }
  if (!cpu && known.generation.empty() && !system.tdp && !system.launch_year) {
    return fail(
        Category::usage,
        fmt::format(
            "looking up the CPU '{}': it is not in the table, and its name tells no generation",
            text::printable(system.cpu, 80)),
        "Give its thermal design power and launch year (--tdp W --year Y)");
  }
  const bool measured = cpu && cpu->measured_systems > 0;
  const bool client = form_from_name(cpu ? cpu->key : key) == Form::client && !measured &&
                      !system.sockets && system.generation.empty();
  if (client && (system.tdp || (cpu && cpu->tdp))) {
    PowerCurve curve = tdp_curve(system.tdp ? *system.tdp : *cpu->tdp, system.memory);
    if (vcpus && cpu && cpu->threads && *vcpus < *cpu->threads) {
      curve = curve.sliced(static_cast<double>(*vcpus) / *cpu->threads);
    }
    curve.assume(
        "a laptop or desktop: hardly any of them publishes its power, so the interval is the "
        "widest");
    if (!system.memory) curve.assume("memory is not inside: its size is not given");
    return curve;
  }
  if (vcpus) return slice_of(known, *vcpus);
  return predict(known);
}

}  // namespace calo::power_model
