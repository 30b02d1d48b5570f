#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/quantity.hpp"

namespace calo::power_model {

/// Memory modules count in powers of two.
inline constexpr double bytes_per_gb = 1073741824.0;
constexpr Bytes gigabytes(double count) {
  return Bytes::of(count * bytes_per_gb);
}

/// What somebody knows of a whole server, as the inputs of the model. Everything may be missing.
struct System {
  std::string cpu{};         ///< any spelling
  std::string cpu_vendor{};  ///< "Intel", "AMD", ...
  std::string generation{};  ///< code of generations.csv ("spr", "turin")
  std::optional<int> launch_year{};
  std::optional<int> sockets{};
  std::optional<int> cores{};    ///< of the whole node
  std::optional<int> threads{};  ///< of the whole node
  std::optional<double> base_mhz{};
  std::optional<Watts> tdp{};     ///< thermal design power of one socket
  std::optional<Bytes> memory{};  ///< installed; 1 GB is 2^30 bytes here, as in memory modules
};

/// How well the support table knows a system; decides the width of the interval.
enum class Knowledge {
  known_model,        ///< systems with this CPU model were measured; sockets and memory are given
  seen_generation,    ///< systems of its generation were measured
  unseen_generation,  ///< no system of its generation was measured
  hidden_model,  ///< the generation is known, the model in it is not: a typical member stands in
  nothing,       ///< neither: a typical server of its year, or of 2019, stands in
};

/// All inputs of the model, and how those that were missing were found.
struct CompleteSystem {
  std::string generation;
  bool amd = false;
  int launch_year = 0;
  int sockets = 1;
  int cores = 1;
  int threads = 1;
  double base_mhz = 0.0;
  Watts tdp{};
  double memory_gb = 0.0;
  Knowledge knowledge = Knowledge::unseen_generation;
  std::vector<std::string> assumptions;  ///< one sentence for each input that was not given
};

/// Fills what is missing: what is given, then the CPU table, then a typical member of the
/// generation, then a typical server of the launch year. The launch year of a table entry more than
/// three years off its generation's is not believed.
CompleteSystem complete(const System& system);

}  // namespace calo::power_model
