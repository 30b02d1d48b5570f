#include "meters/perf_pmu.hpp"

#include <charconv>
#include <limits>
#include <optional>
#include <string>

#include "base/text.hpp"
#include "base/try.hpp"
#include "os/file.hpp"

namespace calo::meters {

namespace {

/// "event=0x02" -> 2; RAPL events have no other term.
std::optional<std::uint64_t> config_from(std::string_view definition) {
  constexpr std::string_view term = "event=";
  definition = text::trimmed(definition);
  if (!definition.starts_with(term)) return std::nullopt;
  definition.remove_prefix(term.size());
  int base = 10;
  if (definition.starts_with("0x")) {
    definition.remove_prefix(2);
    base = 16;
  }
  std::uint64_t value = 0;
  const char* const begin = definition.data();
  const char* const end = begin + definition.size();
  const auto [rest, error] = std::from_chars(begin, end, value, base);
  if (error != std::errc{} || rest != end) return std::nullopt;
  return value;
}

}  // namespace

Result<std::vector<int>> cpus_from_list(std::string_view list) {
  constexpr std::uint64_t most_cpus = 65536;
  std::vector<int> cpus;
  for (const std::string_view part : text::split(text::trimmed(list), ',')) {
    const auto dash = part.find('-');
    const auto first = text::to_u64(part.substr(0, dash));
    const auto last = dash == std::string_view::npos ? first : text::to_u64(part.substr(dash + 1));
    if (!first || !last || *last < *first || *last >= most_cpus || cpus.size() >= most_cpus) {
      return fail(Category::malformed, "reading a list of CPUs: \"" +
                                           text::printable(text::trimmed(list), 40) + "\" is none");
    }
    for (std::uint64_t cpu = *first; cpu <= *last; ++cpu) cpus.push_back(static_cast<int>(cpu));
  }
  return cpus;
}

Result<EnergyPmu> read_energy_pmu(const os::SystemRoot& root, std::string_view name) {
  const std::filesystem::path directory = root.sys("bus/event_source/devices") / name;
  CALO_TRY(const std::uint64_t type, os::read_u64(directory / "type"));
  if (type > std::numeric_limits<std::uint32_t>::max()) {
    return fail(Category::malformed, "reading " + (directory / "type").string() + ": too large");
  }
  CALO_TRY(const std::string mask, os::read_text(directory / "cpumask", 65536));
  EnergyPmu pmu;
  CALO_TRY(pmu.cpus, cpus_from_list(mask));
  CALO_TRY(const auto files, os::list_directory(directory / "events"));
  for (const std::string& file : files) {
    if (!file.starts_with("energy-") || file.contains('.')) continue;
    const auto definition = os::read_text(directory / "events" / file, 4096);
    const auto scale_text = os::read_text(directory / "events" / (file + ".scale"), 4096);
    const auto unit = os::read_text(directory / "events" / (file + ".unit"), 4096);
    if (!definition || !scale_text || !unit || text::trimmed(*unit) != "Joules") continue;
    const auto config = config_from(*definition);
    const auto scale = text::to_double(*scale_text);
    if (!config || !scale || !(*scale > 0.0 && *scale < 1.0)) continue;
    pmu.events.push_back(
        {{std::string{name}, file, static_cast<std::uint32_t>(type), *config}, *scale});
  }
  return pmu;
}

}  // namespace calo::meters
