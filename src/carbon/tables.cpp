#include "carbon/tables.hpp"

#include "base/embedded.hpp"

CALO_EMBEDDED(embedded_intensity, carbon_intensity);
CALO_EMBEDDED(embedded_zones, carbon_zones);
CALO_EMBEDDED(embedded_cloud_regions, carbon_cloud_regions);
CALO_EMBEDDED(embedded_embodied, carbon_embodied);
CALO_EMBEDDED(embedded_pue, carbon_pue);

namespace calo::carbon {

std::string_view intensity_csv() {
  return embedded_intensity();
}
std::string_view zones_csv() {
  return embedded_zones();
}
std::string_view cloud_regions_csv() {
  return embedded_cloud_regions();
}
std::string_view embodied_csv() {
  return embedded_embodied();
}
std::string_view pue_csv() {
  return embedded_pue();
}

std::vector<model::Table> tables() {
  return {
      {"intensity",
       "annual carbon intensity of electricity, gCO2e/kWh: countries, EU, world, states of the US, "
       "Canada and Australia",
       "Our World in Data/Ember 2026-04; US EPA eGRID2023; ECCC 2023-2024; DCCEEW 2025",
       "CC BY 4.0 (Our World in Data, Ember); US public domain; Open Government Licence Canada; "
       "CC BY 4.0 (Australia)",
       intensity_csv()},
      {"zones",
       "annual carbon intensity of electricity-market zones, gCO2e/kWh: life cycle, with trade",
       "Electricity Maps 2025, as published in co2.js 0.19 (The Green Web Foundation, 2026-06)",
       "ODbL 1.0: credit \"Electricity Maps\"; a database derived from this table stays ODbL",
       zones_csv()},
      {"cloud-regions",
       "where the regions of cloud providers are, and the PUE and intensity their provider states",
       "Green Algorithms; CodeCarbon; Cloud Carbon Footprint coefficients (2020-2026)",
       "CC BY 4.0; MIT; Apache-2.0", cloud_regions_csv()},
      {"embodied", "carbon of making hardware, kgCO2e: servers, CPUs, memory, disks, GPUs",
       "Boavizta boaviztapi 2026-05; Cloud Carbon Footprint coefficients 2026-04; see each row",
       "individual published figures; Apache-2.0", embodied_csv()},
      {"pue", "power usage effectiveness of data centres",
       "Uptime Institute surveys 2023-2025 and providers' statements; see each row",
       "individual published figures", pue_csv()},
  };
}

}  // namespace calo::carbon
