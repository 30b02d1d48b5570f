#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/quantity.hpp"

namespace calo::power_model {

/// What is published of a CPU model; of one socket. Missing is empty.
struct CpuModel {
  std::string key;  ///< "xeon gold 6248"
  std::optional<int> cores;
  std::optional<int> threads;
  std::optional<double> base_mhz;
  std::optional<Watts> tdp;
  std::optional<int> launch_year;
  std::string generation;    ///< code of generations.csv; empty if unknown
  int measured_systems = 0;  ///< rows of the support table with this model
};

/// The name of a CPU as the table has it: lower case, without (R), (TM), "CPU", "Processor",
/// "N-Core", vendor and clock. "Intel(R) Xeon(R) Gold 6248 CPU @ 2.50GHz" -> "xeon gold 6248".
std::string normalised_cpu_name(std::string_view name);

/// Looks a CPU up by any spelling of its name; the family may be left out ("E5-2680 v4", "7763").
/// One scan of the embedded table, no copy of it.
std::optional<CpuModel> find_cpu(std::string_view name);

}  // namespace calo::power_model
