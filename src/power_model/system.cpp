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

/// Fills what nobody said with what is typical, and notes each assumption.
class Completion {
 public:
  explicit Completion(const System& system)
      : system_{system}, key_{normalised_cpu_name(system.cpu)}, cpu_{find_cpu(system.cpu)} {
    done_.generation = !system_.generation.empty()
                           ? text::lower_case(text::trimmed(system_.generation))
                       : cpu_ && !cpu_->generation.empty() ? cpu_->generation
                                                           : generation_from_name(key_);
    generation_ = typical_of_generation(done_.generation);
    find_launch_year();
    typical_ = generation_ ? *generation_ : typical_of_year(done_.launch_year);
    const std::string vendor = text::lower_case(upper_vendor(system_, generation_, key_));
    done_.amd = vendor == "amd" || vendor == "authenticamd" || vendor.starts_with("advanced micro");
    count_cores();
    find_power();
    find_memory();
    judge_knowledge();
  }
  CompleteSystem take() { return std::move(done_); }

 private:
  void assume(std::string sentence) { done_.assumptions.push_back(std::move(sentence)); }

  void find_launch_year() {
    if (system_.launch_year) {
      done_.launch_year = *system_.launch_year;
    } else if (cpu_ && cpu_->launch_year &&
               (!generation_ || std::abs(*cpu_->launch_year - generation_->launch_year) <= 3)) {
      done_.launch_year = *cpu_->launch_year;
    } else if (generation_) {
      done_.launch_year = generation_->launch_year;
      assume(fmt::format("launch year {}: that of the generation", done_.launch_year));
    } else {
      done_.launch_year = year_of_the_unknown;
      assume(fmt::format("launch year: unknown, {} is assumed", done_.launch_year));
    }
  }

  void count_cores() {
    const std::optional<int> cores_per_socket = cpu_ ? cpu_->cores : std::nullopt;
    const int likely_cores = cores_per_socket.value_or(typical_.cores);
    int threads_per_core = typical_.threads_per_core;
    if (cpu_ && cpu_->cores && cpu_->threads)
      threads_per_core = std::max(1, *cpu_->threads / *cpu_->cores);
    std::optional<int> cores = system_.cores;
    if (!cores && system_.threads) cores = std::max(1, *system_.threads / threads_per_core);
    if (system_.sockets) {
      done_.sockets = *system_.sockets;
    } else if (cores) {
      done_.sockets = std::max(1, (*cores + likely_cores / 2) / std::max(1, likely_cores));
      assume(fmt::format("sockets: {} for {} cores", done_.sockets, *cores));
    } else {
      done_.sockets = typical_.sockets;
      assume(fmt::format("sockets: {}, usual for {}", done_.sockets, typical_.name));
    }
    if (cores) {
      done_.cores = *cores;
      if (!system_.cores)
        assume(fmt::format("cores: {}, with {} threads each", done_.cores, threads_per_core));
    } else {
      done_.cores = likely_cores * done_.sockets;
      if (!cores_per_socket) {
        assume(fmt::format("cores: {} in each socket, typical of {}", likely_cores, typical_.name));
      }
    }
    if (system_.threads) {
      done_.threads = *system_.threads;
    } else {
      done_.threads = done_.cores * threads_per_core;
      if (!(cpu_ && cpu_->threads)) {
        assume(fmt::format("threads: {} for each core, typical of {}", threads_per_core,
                           typical_.name));
      }
    }
  }

  void find_power() {
    if (system_.tdp) {
      done_.tdp = *system_.tdp;
    } else if (cpu_ && cpu_->tdp) {
      done_.tdp = *cpu_->tdp;
    } else {
      done_.tdp = typical_.tdp;
      tdp_known_ = false;
      assume(fmt::format("thermal design power: {:.0f} W for each socket, typical of {}",
                         typical_.tdp.value(), typical_.name));
    }
    if (system_.base_mhz) {
      done_.base_mhz = *system_.base_mhz;
    } else if (cpu_ && cpu_->base_mhz) {
      done_.base_mhz = *cpu_->base_mhz;
    } else {
      done_.base_mhz = typical_.base_mhz;
      assume(fmt::format("base clock: {:.0f} MHz, typical of {}", done_.base_mhz, typical_.name));
    }
  }

  void find_memory() {
    if (system_.memory) {
      done_.memory_gb = system_.memory->value() / bytes_per_gb;
    } else {
      done_.memory_gb = typical_.gb_per_thread * done_.threads;
      assume(fmt::format("memory: {:.0f} GB, {:.2g} GB for each thread, typical of {}",
                         done_.memory_gb, typical_.gb_per_thread, typical_.name));
    }
  }

  void judge_knowledge() {
    if (cpu_ && cpu_->measured_systems > 0) {
      // Guessed sockets or memory spoil what the model's own measurements are worth.
      done_.knowledge =
          system_.sockets && system_.memory ? Knowledge::known_model : Knowledge::seen_generation;
    } else if (!tdp_known_) {
      done_.knowledge = generation_ ? Knowledge::hidden_model : Knowledge::nothing;
    } else if (support_table().has_generation(done_.generation)) {
      done_.knowledge = Knowledge::seen_generation;
    } else {
      done_.knowledge = Knowledge::unseen_generation;
    }
    if (done_.knowledge == Knowledge::nothing) {
      assume(
          fmt::format("nothing is known of this CPU: {} stands in for it, with the widest interval",
                      typical_.name));
    }
  }

  const System& system_;
  std::string key_;
  std::optional<CpuModel> cpu_;
  std::optional<TypicalServer> generation_;
  TypicalServer typical_;
  bool tdp_known_ = true;
  CompleteSystem done_;
};

}  // namespace

CompleteSystem complete(const System& system) {
  return Completion{system}.take();
}

}  // namespace calo::power_model
