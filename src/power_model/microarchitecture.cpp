#include "power_model/microarchitecture.hpp"

#include <algorithm>
#include <array>

namespace calo::power_model {

namespace {

struct IntelModel {
  int model;
  int first_stepping;
  int last_stepping;
  Microarchitecture is;
};

constexpr Microarchitecture client{"", Form::client};

constexpr Microarchitecture server(std::string_view generation) {
  return {generation, Form::server};
}
constexpr Microarchitecture small_server(std::string_view generation) {
  return {generation, Form::client};
}

constexpr int any = 255;

// Family 6. Steppings tell Skylake, Cascade Lake and Cooper Lake apart, which share model 0x55.
constexpr std::array<IntelModel, 58> intel_family_6 = {{
    {0x0F, 0, any, server("core")},
    {0x17, 0, any, server("pnr")},
    {0x1D, 0, any, server("dun")},
    {0x1A, 0, any, server("nhm")},
    {0x1E, 0, any, small_server("lfd")},
    {0x1F, 0, any, small_server("lfd")},
    {0x2E, 0, any, server("nhmex")},
    {0x25, 0, any, small_server("clk")},
    {0x2C, 0, any, server("wsm")},
    {0x2F, 0, any, server("wex")},
    {0x2A, 0, any, small_server("snb")},
    {0x2D, 0, any, server("jkt")},
    {0x3A, 0, any, small_server("ivb")},
    {0x3E, 0, any, server("ivt")},
    {0x3C, 0, any, small_server("hsw")},
    {0x45, 0, any, client},
    {0x46, 0, any, client},
    {0x3F, 0, any, server("hsx")},
    {0x3D, 0, any, client},
    {0x47, 0, any, small_server("bdw")},
    {0x4F, 0, any, server("bdx")},
    {0x56, 0, any, server("bdxde")},
    {0x4E, 0, any, client},
    {0x5E, 0, any, small_server("skl")},
    {0x55, 0, 4, server("skx")},
    {0x55, 5, 7, server("clx")},
    {0x55, 8, any, server("cpx")},
    {0x8E, 0, any, client},
    {0x9E, 0, 9, small_server("kbl")},
    {0x9E, 10, any, small_server("cfl")},
    {0xA5, 0, any, client},
    {0xA6, 0, any, client},
    {0x66, 0, any, client},
    {0x6A, 0, any, server("icx")},
    {0x6C, 0, any, server("icxd")},
    {0x7D, 0, any, client},
    {0x7E, 0, any, client},
    {0x8C, 0, any, client},
    {0x8D, 0, any, client},
    {0xA7, 0, any, small_server("rkl")},
    {0x97, 0, any, client},
    {0x9A, 0, any, client},
    {0xB7, 0, any, small_server("rpl")},
    {0xBA, 0, any, client},
    {0xBE, 0, any, client},
    {0xBF, 0, any, small_server("rpl")},
    {0x8F, 0, any, server("spr")},
    {0xCF, 0, any, server("emr")},
    {0xAD, 0, any, server("gnr")},
    {0xAE, 0, any, server("gnr")},
    {0xAF, 0, any, server("srf")},
    {0xAA, 0, any, client},
    {0xAC, 0, any, client},
    {0xB5, 0, any, client},
    {0xC5, 0, any, client},
    {0xC6, 0, any, client},
    {0xBD, 0, any, client},
    {0xCC, 0, any, client},
}};

struct AmdRange {
  int family;
  int first_model;
  int last_model;
  Microarchitecture is;
};

constexpr std::array<AmdRange, 29> amd_families = {{
    {0x0F, 0x00, 0xFF, server("k8")},
    {0x10, 0x02, 0x02, server("barc")},
    {0x10, 0x04, 0x06, server("shang")},
    {0x10, 0x08, 0x08, server("ist")},
    {0x10, 0x09, 0x09, server("mc")},
    {0x10, 0x00, 0xFF, client},
    {0x15, 0x00, 0x0F, server("bd")},
    {0x15, 0x10, 0xFF, client},
    {0x16, 0x00, 0xFF, client},
    {0x17, 0x00, 0x07, server("naples")},
    {0x17, 0x30, 0x3F, server("rome")},
    {0x17, 0x08, 0xFF, client},
    {0x18, 0x00, 0xFF, server("naples")},
    {0x19, 0x00, 0x07, server("milan")},
    {0x19, 0x10, 0x17, server("genoa")},
    {0x19, 0x61, 0x61, small_server("e4k")},
    {0x19, 0xA0, 0xAF, server("bergamo")},
    {0x19, 0x08, 0xFF, client},
    {0x1A, 0x00, 0x07, server("turin")},
    {0x1A, 0x10, 0x1F, server("turin")},
    {0x1A, 0x44, 0x44, small_server("e4k")},
    {0x1A, 0x08, 0x0F, client},
    {0x1A, 0x20, 0x4F, client},
    {0x1A, 0x60, 0x7F, client},
    // Later models of family 1Ah are Zen 6: newer than the tables, Turin is the nearest.
    {0x1A, 0x50, 0x5F, server("turin")},
    {0x1A, 0x80, 0xAF, server("turin")},
    {0x1A, 0xC0, 0xFF, server("turin")},
    {0x11, 0x00, 0xFF, client},
    {0x12, 0x00, 0xFF, client},
}};

struct ArmPart {
  int implementer;
  int part;
  ArmCore core;
};

constexpr std::array<ArmPart, 21> arm_parts = {{
    {0x41, 0xD0C, {"ARM Neoverse-N1", "ARM"}},
    {0x41, 0xD40, {"ARM Neoverse-V1", "ARM"}},
    {0x41, 0xD49, {"ARM Neoverse-N2", "ARM"}},
    {0x41, 0xD4F, {"ARM Neoverse-V2", "ARM"}},
    {0x41, 0xD8E, {"ARM Neoverse-N3", "ARM"}},
    {0x41, 0xD84, {"ARM Neoverse-V3", "ARM"}},
    {0x41, 0xD03, {"ARM Cortex-A53", "ARM"}},
    {0x41, 0xD04, {"ARM Cortex-A35", "ARM"}},
    {0x41, 0xD05, {"ARM Cortex-A55", "ARM"}},
    {0x41, 0xD08, {"ARM Cortex-A72", "ARM"}},
    {0x41, 0xD0B, {"ARM Cortex-A76", "ARM"}},
    {0x41, 0xD07, {"ARM Cortex-A57", "ARM"}},
    {0x6D, 0xD49, {"Microsoft Cobalt 100 (Neoverse-N2)", "ARM"}},
    {0xC0, 0xAC3, {"AmpereOne", "Ampere"}},
    {0xC0, 0xAC4, {"AmpereOne", "Ampere"}},
    {0x48, 0xD01, {"HiSilicon Kunpeng-920", "ARM"}},
    {0x43, 0x0AF, {"Cavium ThunderX2", "ARM"}},
    {0x42, 0x516, {"Cavium ThunderX2", "ARM"}},
    {0x46, 0x001, {"Fujitsu A64FX", "ARM"}},
    {0x61, 0x022, {"Apple M1", "Apple"}},
    {0x61, 0x023, {"Apple M1", "Apple"}},
}};

bool has_word(std::string_view text, std::string_view word) {
  return text.find(word) != std::string_view::npos;
}

}  // namespace

std::optional<Microarchitecture> microarchitecture(std::string_view vendor, int family, int model,
                                                   int stepping) {
  if (vendor == "Intel" && family == 6) {
    for (const IntelModel& row : intel_family_6) {
      if (row.model == model && stepping >= row.first_stepping && stepping <= row.last_stepping)
        return row.is;
    }
  }
  if (vendor == "AMD") {
    for (const AmdRange& row : amd_families) {
      if (row.family == family && model >= row.first_model && model <= row.last_model)
        return row.is;
    }
  }
  return std::nullopt;
}

std::optional<ArmCore> arm_core(int implementer, int part) {
  for (const ArmPart& row : arm_parts) {
    if (row.implementer == implementer && row.part == part) return row.core;
  }
  if (implementer == 0x61) {
    if (part >= 0x024 && part <= 0x029) return ArmCore{"Apple M1", "Apple"};
    if (part >= 0x032 && part <= 0x039) return ArmCore{"Apple M2", "Apple"};
    return ArmCore{"Apple silicon", "Apple"};
  }
  return std::nullopt;
}

std::optional<Form> form_from_name(std::string_view normalised_name) {
  constexpr std::array<std::string_view, 13> servers = {
      "xeon",      "epyc",    "opteron",  "altra", "grace",  "neoverse", "graviton",
      "ampereone", "kunpeng", "thunderx", "a64fx", "cobalt", "power"};
  constexpr std::array<std::string_view, 19> clients = {
      "core",    "ryzen",  "athlon", "pentium",  "celeron",   "phenom",     "turion",
      "sempron", "atom",   "apple",  "cortex",   "raspberry", "snapdragon", "threadripper",
      "fx-",     "mobile", "steam",  "rasberry", "via "};
  for (const std::string_view word : servers) {
    if (has_word(normalised_name, word)) return Form::server;
  }
  for (const std::string_view word : clients) {
    if (has_word(normalised_name, word)) return Form::client;
  }
  return std::nullopt;
}

}  // namespace calo::power_model
