#include "power_model/cpuinfo.hpp"

#include <charconv>
#include <limits>

#include "base/text.hpp"
#include "power_model/microarchitecture.hpp"

namespace calo::power_model {

namespace {

int small_number(std::string_view value, int otherwise) {
  const auto number = text::to_i64(value);
  constexpr auto limit = std::int64_t{1} << 30;
  return number && *number >= 0 && *number < limit ? static_cast<int>(*number) : otherwise;
}

std::optional<int> positive(std::string_view value) {
  const int number = small_number(value, 0);
  return number > 0 ? std::optional{number} : std::nullopt;
}

/// "0x41", "0xd0c"; -1 if it is not hexadecimal.
int hexadecimal(std::string_view value) {
  if (!value.starts_with("0x")) return small_number(value, -1);
  int number = 0;
  const auto [end, error] =
      std::from_chars(value.data() + 2, value.data() + value.size(), number, 16);
  return error == std::errc{} && end == value.data() + value.size() ? number : -1;
}

std::string vendor_from_id(std::string_view id) {
  if (id == "GenuineIntel") return "Intel";
  // Hygon's Dhyana is AMD's first Zen under licence.
  if (id == "AuthenticAMD" || id == "HygonGenuine") return "AMD";
  return std::string{id};
}

bool has_flag(std::string_view flags, std::string_view wanted) {
  for (const std::string_view flag : text::words(flags)) {
    if (flag == wanted) return true;
  }
  return false;
}

}  // namespace

CpuInfo parse_cpuinfo(std::string_view text) {
  CpuInfo info;
  int implementer = -1;
  int part = -1;
  std::string board;
  bool first_entry = true;
  for (const std::string_view line : text::lines(text)) {
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) {
      if (text::trimmed(line).empty() && !info.model_name.empty()) first_entry = false;
      continue;
    }
    const std::string_view name = text::trimmed(line.substr(0, colon));
    const std::string_view value = text::trimmed(line.substr(colon + 1));
    // The board's name follows after all CPUs.
    if (name == "Model") board = value;
    if (!first_entry) continue;
    if (name == "vendor_id" && info.vendor.empty()) info.vendor = vendor_from_id(value);
    if (name == "model name" && info.model_name.empty()) info.model_name = text::printable(value);
    if (name == "cpu family") info.family = small_number(value, -1);
    if (name == "model") info.model = small_number(value, -1);
    if (name == "stepping") info.stepping = small_number(value, -1);
    if (name == "siblings") info.siblings = positive(value);
    if (name == "cpu cores") info.cores = positive(value);
    if (name == "flags") info.hypervisor = has_flag(value, "hypervisor");
    if (name == "CPU implementer") implementer = hexadecimal(value);
    if (name == "CPU part") part = hexadecimal(value);
    if (name == "cpu" && info.model_name.empty())
      info.model_name = text::printable(value);  // POWER
  }
  if (const auto core = arm_core(implementer, part)) {
    info.vendor = core->vendor;
    if (info.model_name.empty()) info.model_name = core->name;
  } else if (implementer >= 0 && info.vendor.empty()) {
    info.vendor = "ARM";
  }
  if (text::lower_case(board).find("raspberry pi") != std::string::npos)
    info.model_name = text::printable(board);
  return info;
}

int count_cpu_list(std::string_view list) {
  int count = 0;
  for (const std::string_view part : text::split(text::trimmed(list), ',')) {
    const auto dash = part.find('-');
    const auto first = text::to_u64(part.substr(0, dash));
    const auto last = dash == std::string_view::npos ? first : text::to_u64(part.substr(dash + 1));
    constexpr std::uint64_t most = 1U << 20U;
    if (!first || !last || *last < *first || *last > most) return 0;
    count += static_cast<int>(*last - *first + 1);
  }
  return count;
}

}  // namespace calo::power_model
