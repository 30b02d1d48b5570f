#include "power_model/generations.hpp"

#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "power_model/rows.hpp"
#include "power_model/tables.hpp"

namespace calo::power_model {

namespace {

constexpr int first_year = 2006;
constexpr int last_year = 2026;

TypicalServer server_from(const Rows<11>::Row& row) {
  const auto whole = [](std::string_view field) {
    return static_cast<int>(text::to_i64(field).value_or(0));
  };
  TypicalServer server;
  server.generation = row[0];
  server.name = row[1];
  server.vendor = row[2];
  server.launch_year = whole(row[3]);
  server.sockets = whole(row[4]);
  server.cores = whole(row[5]);
  server.threads_per_core = whole(row[6]);
  server.base_mhz = text::to_double(row[7]).value_or(0.0);
  server.tdp = Watts::of(text::to_double(row[8]).value_or(0.0));
  server.gb_per_thread = text::to_double(row[9]).value_or(0.0);
  server.stated = row[10].starts_with("stated");
  return server;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Xeon Scalable and Xeon 6: "platinum 8259cl", "gold 6248", "6980p".
std::string xeon_from_number(std::string_view family, std::string_view number) {
  const bool four_digits = number.size() >= 4 &&
                           std::ranges::all_of(number.substr(0, 4), is_digit) &&
                           (number.size() == 4 || !is_digit(number[4]));
  if (!four_digits) return {};
  const std::string_view suffix = number.substr(4);
  if (family == "bronze" || family == "silver" || family == "gold" || family == "platinum") {
    switch (number[1]) {
      case '1':
        return "skx";
      case '2':
        return "clx";
      case '3':
        return suffix.starts_with('h') ? "cpx" : "icx";
      case '4':
        return "spr";
      case '5':
        return "emr";
      default:
        return {};
    }
  }
  if (family.empty() && number[0] == '6' && suffix.starts_with('p'))
    return number[1] == '3' ? "xe63" : "gnr";
  if (family.empty() && number[0] == '6' && suffix.starts_with('e')) return "srf";
  return {};
}

/// "e5-2680 v4", "e3-1230", "e7-8890 v3", "e-2388g", "d-1541".
std::string xeon_from_series(std::string_view series, std::string_view version) {
  const std::size_t v = version.size() == 2 && version[0] == 'v' && is_digit(version[1])
                            ? static_cast<std::size_t>(version[1] - '0')
                            : 1;
  const auto pick = [v](std::initializer_list<const char*> by_version) -> std::string {
    return v >= 1 && v <= by_version.size() ? *(by_version.begin() + (v - 1)) : "";
  };
  if (series.starts_with("e5-")) return pick({"jkt", "ivt", "hsx", "bdx"});
  if (series.starts_with("e3-")) return pick({"snb", "ivb", "hsw", "bdw", "skl", "kbl"});
  if (series.starts_with("e7-")) return pick({"wex", "e7v", "e7v", "e7v"});
  if (series.starts_with("e-21") || series.starts_with("e-22")) return "cfl";
  if (series.starts_with("e-23")) return "rkl";
  if (series.starts_with("e-24")) return "rpl";
  if (series.starts_with("d-15")) return "bdxde";
  if (series.starts_with("d-16") || series.starts_with("d-21")) return "skxd";
  if (series.starts_with("d-17") || series.starts_with("d-18") || series.starts_with("d-27") ||
      series.starts_with("d-28")) {
    return "icxd";
  }
  return {};
}

/// "7763", "7r32", "9654", "97x4", "9r14", "8534p": series first, generation last of the four.
std::string epyc_from_number(std::string_view number) {
  if (number.size() < 4 || !is_digit(number[0]) || !is_digit(number[3])) return {};
  const char series = number[0];
  const char generation = number[3];
  if (series == '7') {
    return generation == '1'   ? "naples"
           : generation == '2' ? "rome"
           : generation == '3' ? "milan"
                               : "";
  }
  if (series == '9' && generation == '4') return number[1] == '7' ? "bergamo" : "genoa";
  if (series == '9' && generation == '5') return "turin";
  if (series == '8' && generation == '4') return "siena";
  if (series == '4') return "e4k";
  return {};
}

}  // namespace

std::optional<TypicalServer> typical_of_generation(std::string_view code) {
  if (code.empty()) return std::nullopt;
  Rows<11> rows{generations_csv()};
  Rows<11>::Row row;
  while (rows.next(row)) {
    if (row[0] == code) return server_from(row);
  }
  return std::nullopt;
}

TypicalServer typical_of_year(int launch_year) {
  return *typical_of_generation("y" +
                                std::to_string(std::clamp(launch_year, first_year, last_year)));
}

std::string generation_from_name(std::string_view normalised_name) {
  // QEMU's CPU models carry the generation's name: "epyc-milan".
  for (const char* code : {"naples", "rome", "milan", "genoa", "turin"}) {
    if (normalised_name == std::string{"epyc-"} + code) return code;
  }
  const std::vector<std::string_view> words = text::words(normalised_name);
  if (words.size() < 2) return {};
  if (words[0] == "epyc") return epyc_from_number(words[1]);
  if (words[0] != "xeon") return {};
  if (words.size() >= 3) {
    if (std::string code = xeon_from_number(words[1], words[2]); !code.empty()) return code;
  }
  if (std::string code = xeon_from_number("", words[1]); !code.empty()) return code;
  return xeon_from_series(words[1], words.size() >= 3 ? words[2] : std::string_view{});
}

}  // namespace calo::power_model
