#include "power_model/tables.hpp"

#include "base/embedded.hpp"

CALO_EMBEDDED(embedded_support, power_support);
CALO_EMBEDDED(embedded_cpus, power_cpus);
CALO_EMBEDDED(embedded_generations, power_generations);
CALO_EMBEDDED(embedded_memory, power_memory);

namespace calo::power_model {

std::string_view support_csv() {
  return embedded_support();
}
std::string_view cpus_csv() {
  return embedded_cpus();
}
std::string_view generations_csv() {
  return embedded_generations();
}

std::vector<model::Table> tables() {
  return {
      {"power-support",
       "wall power of 667 single-node servers at idle and 10 to 100 % load, without names",
       "SPECpower_ssj2008 results published by SPEC (www.spec.org/power_ssj2008), 2007-11 to "
       "2026-03",
       "figures published by SPEC; SPEC and SPECpower_ssj are its trademarks; not for comparing "
       "products",
       embedded_support()},
      {"cpus",
       "CPU models: cores, threads, base clock, thermal design power, launch year, generation",
       "codecarbon, spec-power-raw-data, Eco2AI, Green Algorithms; product pages of Intel and AMD, "
       "2026-08",
       "MIT, Apache-2.0, CC BY 4.0", embedded_cpus()},
      {"cpu-generations", "a typical server of each CPU generation and of each launch year",
       "medians of power-support and cpus; ARM rows from statements of vendors, not verified",
       "facts and medians", embedded_generations()},
      {"memory-power", "watts per GB of installed memory, by era", "fitted on power-support",
       "own work", embedded_memory()},
  };
}

}  // namespace calo::power_model
