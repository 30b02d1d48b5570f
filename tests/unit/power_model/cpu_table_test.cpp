#include "power_model/cpu_table.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <regex>
#include <set>
#include <string>
#include <utility>

#include "base/text.hpp"
#include "power_model/generations.hpp"
#include "power_model/microarchitecture.hpp"
#include "power_model/rows.hpp"
#include "power_model/tables.hpp"

namespace calo::power_model {
namespace {

TEST(CpuName, IsNormalisedLikeTheTablesKeys) {
  EXPECT_EQ(normalised_cpu_name("Intel(R) Xeon(R) Gold 6248 CPU @ 2.50GHz"), "xeon gold 6248");
  EXPECT_EQ(normalised_cpu_name("AMD EPYC 9654 96-Core Processor"), "epyc 9654");
  EXPECT_EQ(normalised_cpu_name("Quad-Core AMD Opteron(tm) Processor 2356"), "opteron 2356");
  EXPECT_EQ(normalised_cpu_name("11th Gen Intel(R) Core(TM) i7-1165G7 @ 2.80GHz"),
            "core i7-1165g7");
  EXPECT_EQ(normalised_cpu_name("AMD Ryzen 7 8840U w/ Radeon 780M Graphics"), "ryzen 7 8840u");
  EXPECT_EQ(normalised_cpu_name("Raspberry Pi 4 Model B Rev 1.4"), "raspberry pi 4");
  EXPECT_EQ(normalised_cpu_name(""), "");
}

TEST(CpuTable, FindsACpuByTheKernelsName) {
  const auto cpu = find_cpu("Intel(R) Xeon(R) CPU E5-2680 v4 @ 2.40GHz");
  ASSERT_TRUE(cpu);
  EXPECT_EQ(cpu->cores, 14);
  EXPECT_EQ(cpu->threads, 28);
  EXPECT_EQ(cpu->tdp, Watts::of(120));
  EXPECT_EQ(cpu->launch_year, 2016);
  EXPECT_EQ(cpu->generation, "bdx");
  EXPECT_EQ(cpu->measured_systems, 0);
}

TEST(CpuTable, FindsACpuWithoutItsFamilysName) {
  EXPECT_EQ(find_cpu("E5-2680 v4").value().key, "xeon e5-2680 v4");
  EXPECT_EQ(find_cpu("9654").value().key, "epyc 9654");
  EXPECT_EQ(find_cpu("i7-9700K").value().key, "core i7-9700k");
}

TEST(CpuTable, HasTheBasePowerOfKnownModelsNotTheirTurboPower) {
  const std::pair<const char*, double> known[] = {{"12th Gen Intel(R) Core(TM) i7-12700K", 125},
                                                  {"12th Gen Intel(R) Core(TM) i7-12700KF", 125},
                                                  {"12th Gen Intel(R) Core(TM) i5-12600K", 125},
                                                  {"12th Gen Intel(R) Core(TM) i5-12600KF", 125},
                                                  {"12th Gen Intel(R) Core(TM) i9-12900K", 125},
                                                  {"12th Gen Intel(R) Core(TM) i9-12900KF", 125},
                                                  {"12th Gen Intel(R) Core(TM) i5-12400T", 35},
                                                  {"12th Gen Intel(R) Core(TM) i7-1270P", 28},
                                                  {"13th Gen Intel(R) Core(TM) i9-13900K", 125},
                                                  {"13th Gen Intel(R) Core(TM) i5-1335U", 15},
                                                  {"Intel(R) Core(TM) i9-14900K", 125},
                                                  {"Intel(R) Core(TM) i9-9900K CPU @ 3.60GHz", 95},
                                                  {"Intel(R) Core(TM) i7-8809G", 100},
                                                  {"Intel(R) Core(TM) Ultra 9 285K", 125},
                                                  {"Intel(R) Core(TM) Ultra 7 265", 65},
                                                  {"Intel(R) Core(TM) Ultra 7 155H", 28},
                                                  {"Intel(R) Core(TM) Ultra 7 255U", 15},
                                                  {"AMD Ryzen 7 6800U", 15},
                                                  {"AMD Ryzen 9 7950X 16-Core Processor", 170},
                                                  {"AMD Ryzen 7 5800X3D 8-Core Processor", 105},
                                                  {"Intel(R) Xeon(R) Gold 6130 CPU @ 2.10GHz", 125},
                                                  {"AMD EPYC 9654 96-Core Processor", 360}};
  for (const auto& [name, watts] : known) {
    const auto cpu = find_cpu(name);
    ASSERT_TRUE(cpu) << name;
    EXPECT_EQ(cpu->tdp, Watts::of(watts)) << name;
  }
}

/// What Intel's letters behind the number of a Core of the 12th to 14th generation, or of a Core
/// Ultra, say of its base power: from, to (W).
std::optional<std::pair<double, double>> base_power_by_letters(const std::string& key) {
  static const std::regex core{"core i[3579]-1[234][0-9]{2,3}([a-z]*)"};
  static const std::regex ultra{"core ultra [3579] [0-9]{3}([a-z]*)"};
  std::smatch match;
  const bool is_core = std::regex_match(key, match, core);
  if (!is_core && !std::regex_match(key, match, ultra)) return std::nullopt;
  static const std::map<std::string, std::pair<double, double>> powers = {
      {"", {58, 65}},     {"f", {58, 65}},    {"e", {60, 65}},  {"k", {125, 125}},
      {"kf", {125, 125}}, {"ks", {150, 150}}, {"t", {35, 35}},  {"te", {35, 45}},
      {"h", {28, 45}},    {"hk", {45, 45}},   {"he", {45, 45}}, {"hre", {45, 45}},
      {"hl", {45, 45}},   {"hx", {55, 55}},   {"p", {28, 28}},  {"pe", {28, 28}},
      {"pre", {28, 28}},  {"u", {9, 15}},     {"ue", {15, 15}}, {"ul", {15, 15}},
      {"ure", {15, 15}},  {"v", {17, 30}}};
  const auto found = powers.find(match[1].str());
  return found == powers.end() ? std::nullopt : std::optional{found->second};
}

TEST(CpuTable, HoldsAPlausiblePowerOfEveryModelOnce) {
  Rows<8> rows{cpus_csv()};
  Rows<8>::Row row;
  std::set<std::string> keys;
  std::size_t by_letters = 0;
  while (rows.next(row)) {
    const std::string key{row[0]};
    EXPECT_TRUE(keys.insert(key).second) << key;
    EXPECT_TRUE(std::ranges::all_of(key, [](char c) { return c >= ' ' && c <= '~'; })) << key;
    const auto watts = text::to_double(row[4]);
    if (!watts) continue;
    EXPECT_GT(*watts, 0.1) << key;
    EXPECT_LE(*watts, 600.0) << key;
    if (const auto power = base_power_by_letters(key)) {
      ++by_letters;
      EXPECT_GE(*watts, power->first) << key;
      EXPECT_LE(*watts, power->second) << key;
    }
    // The same chip without graphics. i3: 60 and 58 W; Xeon F carry a network chip of 10 to 15 W.
    if (key.ends_with('f') && key.starts_with("core ")) {
      const auto with_graphics = find_cpu(key.substr(0, key.size() - 1));
      if (with_graphics && with_graphics->key + "f" == key && with_graphics->tdp) {
        EXPECT_NEAR(*watts, with_graphics->tdp->value(), 2.0) << key;
      }
    }
  }
  EXPECT_GT(by_letters, 200U);
}

TEST(CpuTable, KnowsWhichModelsWereMeasured) {
  EXPECT_EQ(find_cpu("AMD EPYC 9654").value().measured_systems, 15);
}

TEST(CpuTable, DoesNotTakeANameThatHidesTheModelForAModel) {
  EXPECT_FALSE(find_cpu("AMD EPYC"));
  EXPECT_FALSE(find_cpu("AMD EPYC Processor"));
  EXPECT_FALSE(find_cpu("Intel(R) Xeon(R) CPU @ 2.20GHz"));
  EXPECT_FALSE(find_cpu("Intel Xeon Processor (Skylake, IBRS)"));
  EXPECT_FALSE(find_cpu("QEMU Virtual CPU version 2.5+"));
  EXPECT_FALSE(find_cpu(""));
}

RC_GTEST_PROP(CpuTable, AnswersAnyText, (const std::string& name)) {
  const auto cpu = find_cpu(name);
  RC_ASSERT(!cpu || !cpu->key.empty());
}

TEST(Generations, AreToldByTheNamesOfCloudParts) {
  EXPECT_EQ(generation_from_name("xeon platinum 8259cl"), "clx");
  EXPECT_EQ(generation_from_name("xeon platinum 8375c"), "icx");
  EXPECT_EQ(generation_from_name("xeon platinum 8481c"), "spr");
  EXPECT_EQ(generation_from_name("epyc 7r32"), "rome");
  EXPECT_EQ(generation_from_name("epyc 7b13"), "milan");
  EXPECT_EQ(generation_from_name("epyc 9r14"), "genoa");
  EXPECT_EQ(generation_from_name("epyc 9r45"), "turin");
  EXPECT_EQ(generation_from_name("epyc-milan"), "milan");
  EXPECT_EQ(generation_from_name("xeon e5-2686 v4"), "bdx");
  EXPECT_EQ(generation_from_name("xeon 6975p-c"), "gnr");
  EXPECT_EQ(generation_from_name("xeon"), "");
  EXPECT_EQ(generation_from_name("core i7-9700k"), "");
}

TEST(Generations, EachHasATypicalServerThatMakesSense) {
  for (const char* code :
       {"turin", "milan", "siena", "dun", "graviton3", "grace", "spr", "y2019"}) {
    const auto server = typical_of_generation(code);
    ASSERT_TRUE(server) << code;
    EXPECT_GT(server->cores, 0) << code;
    EXPECT_GT(server->tdp, Watts::of(30)) << code;
    EXPECT_GT(server->base_mhz, 1000) << code;
    EXPECT_GT(server->gb_per_thread, 0.1) << code;
  }
  EXPECT_FALSE(typical_of_generation(""));
  EXPECT_FALSE(typical_of_generation("unheard-of"));
  EXPECT_EQ(typical_of_year(1980).launch_year, 2006);
  EXPECT_EQ(typical_of_year(2100).launch_year, 2026);
  EXPECT_EQ(typical_of_generation("siena").value().sockets, 1);
}

TEST(Microarchitecture, TellsServersBehindHiddenNames) {
  EXPECT_EQ(microarchitecture("AMD", 26, 2, 1).value().generation, "turin");
  EXPECT_EQ(microarchitecture("AMD", 25, 17, 1).value().generation, "genoa");
  EXPECT_EQ(microarchitecture("AMD", 25, 1, 1).value().generation, "milan");
  EXPECT_EQ(microarchitecture("AMD", 23, 49, 0).value().generation, "rome");
  EXPECT_EQ(microarchitecture("Intel", 6, 85, 4).value().generation, "skx");
  EXPECT_EQ(microarchitecture("Intel", 6, 85, 7).value().generation, "clx");
  EXPECT_EQ(microarchitecture("Intel", 6, 85, 11).value().generation, "cpx");
  EXPECT_EQ(microarchitecture("Intel", 6, 143, 8).value().generation, "spr");
  EXPECT_EQ(microarchitecture("Intel", 6, 79, 1).value().generation, "bdx");
}

TEST(Microarchitecture, TellsLaptopsAndDesktops) {
  EXPECT_EQ(microarchitecture("Intel", 6, 140, 1).value().form, Form::client);
  EXPECT_EQ(microarchitecture("AMD", 25, 80, 0).value().form, Form::client);
  EXPECT_FALSE(microarchitecture("Intel", 6, 255, 0));
  EXPECT_FALSE(microarchitecture("", -1, -1, -1));
}

TEST(Microarchitecture, NamesArmCores) {
  EXPECT_EQ(arm_core(0x41, 0xD0C).value().name, "ARM Neoverse-N1");
  EXPECT_EQ(arm_core(0x41, 0xD40).value().name, "ARM Neoverse-V1");
  EXPECT_EQ(arm_core(0x61, 0x024).value().vendor, "Apple");
  EXPECT_FALSE(arm_core(0x12, 0x345));
}

TEST(Tables, NameTheirSourceAndHoldNoVendorOrSystem) {
  for (const model::Table& table : tables()) {
    EXPECT_FALSE(table.source.empty());
    EXPECT_FALSE(table.licence.empty());
    EXPECT_FALSE(table.csv.empty());
  }
  EXPECT_NE(support_csv().find("SPECpower_ssj2008"), std::string_view::npos);
  for (const char* vendor :
       {"Dell", "Lenovo", "Fujitsu", "Hewlett", "Supermicro", "epyc", "xeon"}) {
    EXPECT_EQ(support_csv().find(vendor), std::string_view::npos) << vendor;
  }
}

}  // namespace
}  // namespace calo::power_model
