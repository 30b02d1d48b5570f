#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace calo::power_model {

/// What /proc/cpuinfo says of the first CPU, whatever the architecture. Missing is empty or -1.
struct CpuInfo {
  std::string vendor;      ///< "Intel", "AMD", "ARM", ...; empty if unknown
  std::string model_name;  ///< as printed, or the core's name on ARM, or the board's
  int family = -1;
  int model = -1;
  int stepping = -1;
  std::optional<int> siblings;  ///< logical CPUs of the socket
  std::optional<int> cores;     ///< physical cores of the socket
  bool hypervisor = false;      ///< CPUID says that a hypervisor is there (x86)
};

/// Pure: text in, values out. `text` may be cut anywhere after the first CPU's entry.
CpuInfo parse_cpuinfo(std::string_view text);

/// "0-3,8,10-11" -> 7; 0 if it is not such a list.
int count_cpu_list(std::string_view list);

}  // namespace calo::power_model
