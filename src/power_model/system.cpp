#include "power_model/system.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "base/text.hpp"
#include "power_model/cpu_table.hpp"
#include "power_model/generations.hpp"
#include "power_model/microarchitecture.hpp"
#include "power_model/support.hpp"

namespace calo::power_model {

namespace {

// Stands in for a server of which nothing is known: between the oldest machines still running and
// the newest.
constexpr int year_of_the_unknown = 2019;

std::string upper_vendor(const System& system, const std::optional<TypicalServer>& generation,
                         std::string_view key) {
  if (!system.cpu_vendor.empty()) return system.cpu_vendor;
  if (generation && !generation->vendor.empty()) return generation->vendor;
  const std::string lower = text::lower_case(system.cpu);
  const bool amd = lower.find("amd") != std::string::npos || key.starts_with("epyc") ||
                   key.starts_with("opteron") || key.starts_with("ryzen");
  return amd ? "AMD" : "";
}

}  // namespace

CompleteSystem complete(const System& system) {
  CompleteSystem done;
  const auto assume = [&done](std::string sentence) {
    done.assumptions.push_back(std::move(sentence));
  };

  const std::string key = normalised_cpu_name(system.cpu);
  const std::optional<CpuModel> cpu = find_cpu(system.cpu);
  done.generation = !system.generation.empty() ? text::lower_case(text::trimmed(system.generation))
                    : cpu && !cpu->generation.empty() ? cpu->generation
                                                      : generation_from_name(key);
  const std::optional<TypicalServer> generation = typical_of_generation(done.generation);
  // launch year
  if (system.launch_year) {
    done.launch_year = *system.launch_year;
  } else if (cpu && cpu->launch_year &&
             (!generation || std::abs(*cpu->launch_year - generation->launch_year) <= 3)) {
    done.launch_year = *cpu->launch_year;
  } else if (generation) {
    done.launch_year = generation->launch_year;
    assume(fmt::format("launch year {}: that of the generation", done.launch_year));
  } else {
    done.launch_year = year_of_the_unknown;
    assume(fmt::format("launch year: unknown, {} is assumed", done.launch_year));
  }
  const TypicalServer typical = generation ? *generation : typical_of_year(done.launch_year);
  const std::string vendor = text::lower_case(upper_vendor(system, generation, key));
  done.amd = vendor == "amd" || vendor == "authenticamd" || vendor.starts_with("advanced micro");

  // sockets, cores, threads
  const std::optional<int> cores_per_socket = cpu ? cpu->cores : std::nullopt;
  const int likely_cores = cores_per_socket.value_or(typical.cores);
  int threads_per_core = typical.threads_per_core;
  if (cpu && cpu->cores && cpu->threads)
    threads_per_core = std::max(1, *cpu->threads / *cpu->cores);
  std::optional<int> cores = system.cores;
  if (!cores && system.threads) cores = std::max(1, *system.threads / threads_per_core);
  if (system.sockets) {
    done.sockets = *system.sockets;
  } else if (cores) {
    done.sockets = std::max(1, (*cores + likely_cores / 2) / std::max(1, likely_cores));
    assume(fmt::format("sockets: {} for {} cores", done.sockets, *cores));
  } else {
    done.sockets = typical.sockets;
    assume(fmt::format("sockets: {}, usual for {}", done.sockets, typical.name));
  }
  if (cores) {
    done.cores = *cores;
    if (!system.cores)
      assume(fmt::format("cores: {}, with {} threads each", done.cores, threads_per_core));
  } else {
    done.cores = likely_cores * done.sockets;
    if (!cores_per_socket) {
      assume(fmt::format("cores: {} in each socket, typical of {}", likely_cores, typical.name));
    }
  }
  if (system.threads) {
    done.threads = *system.threads;
  } else {
    done.threads = done.cores * threads_per_core;
    if (!(cpu && cpu->threads)) {
      assume(
          fmt::format("threads: {} for each core, typical of {}", threads_per_core, typical.name));
    }
  }

  // power and clock
  bool tdp_known = true;
  if (system.tdp) {
    done.tdp = *system.tdp;
  } else if (cpu && cpu->tdp) {
    done.tdp = *cpu->tdp;
  } else {
    done.tdp = typical.tdp;
    tdp_known = false;
    assume(fmt::format("thermal design power: {:.0f} W for each socket, typical of {}",
                       typical.tdp.value(), typical.name));
  }
  if (system.base_mhz) {
    done.base_mhz = *system.base_mhz;
  } else if (cpu && cpu->base_mhz) {
    done.base_mhz = *cpu->base_mhz;
  } else {
    done.base_mhz = typical.base_mhz;
    assume(fmt::format("base clock: {:.0f} MHz, typical of {}", done.base_mhz, typical.name));
  }

  // memory
  if (system.memory) {
    done.memory_gb = system.memory->value() / bytes_per_gb;
  } else {
    done.memory_gb = typical.gb_per_thread * done.threads;
    assume(fmt::format("memory: {:.0f} GB, {:.2g} GB for each thread, typical of {}",
                       done.memory_gb, typical.gb_per_thread, typical.name));
  }

  if (cpu && cpu->measured_systems > 0) {
    // Guessed sockets or memory spoil what the model's own measurements are worth.
    done.knowledge =
        system.sockets && system.memory ? Knowledge::known_model : Knowledge::seen_generation;
  } else if (!tdp_known) {
    done.knowledge = generation ? Knowledge::hidden_model : Knowledge::nothing;
  } else if (support_table().has_generation(done.generation)) {
    done.knowledge = Knowledge::seen_generation;
  } else {
    done.knowledge = Knowledge::unseen_generation;
  }
  if (done.knowledge == Knowledge::nothing) {
    assume(
        fmt::format("nothing is known of this CPU: {} stands in for it, with the widest interval",
                    typical.name));
  }
  return done;
}

}  // namespace calo::power_model
