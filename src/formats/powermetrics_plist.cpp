// `powermetrics -f plist`: one XML property list a sample, with a NUL byte between them.
#include <algorithm>
#include <array>
#include <map>

#include "base/text.hpp"
#include "carbon/utc_time.hpp"
#include "formats/plist.hpp"
#include "formats/powermetrics.hpp"

namespace calo::formats {

namespace {

constexpr double longest_ns = 1e15;
constexpr double highest_energy_mj = 1e12;
constexpr double highest_power_mw = 1e9;

/// What one property list says, before it is known how long the sample took.
struct Found {
  std::optional<double> elapsed_ns;
  std::optional<std::chrono::nanoseconds> ended_utc;
  std::map<std::string, double> energy_mj, power_mw;
  std::optional<double> package_j;
  std::vector<double> idle;  ///< share of each CPU
  std::string machine, system;
  bool is_wrong = false;

  void take(const PlistScalar& scalar);
  void take_number(const PlistScalar& scalar);
};

/// "cpu_energy", "_energy" -> "cpu"; empty if it does not end so.
std::string stem(std::string_view key, std::string_view ending) {
  if (!key.ends_with(ending) || key.size() == ending.size()) return {};
  return std::string{key.substr(0, key.size() - ending.size())};
}

bool is_domain(std::string_view name) {
  constexpr std::array<std::string_view, 7> known = {"cpu", "gpu",     "ane",     "dram",
                                                     "dcs", "package", "combined"};
  return std::ranges::find(known, name) != known.end();
}

void Found::take_number(const PlistScalar& scalar) {
  const auto& path = scalar.path;
  const std::string& key = path.back();
  const auto number = [&](double most) -> std::optional<double> {
    const auto value = text::to_double(scalar.text);
    if (value && *value >= 0.0 && *value <= most) return value;
    is_wrong = true;
    return std::nullopt;
  };
  if (path.size() == 1 && key == "elapsed_ns") elapsed_ns = number(longest_ns);
  if (path.size() == 2 && (path[0] == "processor" || path[0] == "gpu")) {
    if (key == "package_joules" && path[0] == "processor")
      package_j = number(highest_energy_mj * 1e-3);
    // The same energy stands in "processor" and in "gpu": the first one counts.
    if (const std::string of = stem(key, "_energy"); is_domain(of)) {
      if (const auto value = number(highest_energy_mj)) energy_mj.emplace(of, *value);
    }
    if (const std::string of = stem(key, "_power"); is_domain(of)) {
      if (const auto value = number(highest_power_mw)) power_mw.emplace(of, *value);
    }
  }
  // processor.clusters[].cpus[].idle_ratio; of Intel processor.packages[].cores[].cpus[]
  if (path.size() >= 4 && path[0] == "processor" && path[path.size() - 3] == "cpus" &&
      key == "idle_ratio") {
    if (const auto value = number(1.0)) idle.push_back(*value);
  }
}

void Found::take(const PlistScalar& scalar) {
  const auto& path = scalar.path;
  if (path.empty()) return;
  if (scalar.type == "integer" || scalar.type == "real") return take_number(scalar);
  if (path.size() != 1) return;
  if (path[0] == "timestamp" && scalar.type == "date") {
    if (const auto time = carbon::to_utc_time(scalar.text)) {
      ended_utc = time->time_since_epoch();
    } else {
      is_wrong = true;
    }
  }
  if (scalar.type != "string") return;
  if (path[0] == "hw_model") machine = text::printable(scalar.text);
  if (path[0] == "kern_osversion") system = text::printable(scalar.text);
}

}  // namespace

void PowermetricsReader::property_list(std::string_view document) {
  Found found;
  const bool whole = visit_plist(document, [&](const PlistScalar& s) { found.take(s); });
  if (!whole || !found.elapsed_ns || !(*found.elapsed_ns > 0.0)) {
    return reject(whole ? "no elapsed_ns" : "not a whole property list");
  }
  if (found.is_wrong) reject("a value that is no number, negative or too large");
  if (!found.machine.empty()) machine_ = found.machine;
  if (!found.system.empty()) system_ = found.system;
  PowermetricsSample sample;
  sample.elapsed = Seconds::of(*found.elapsed_ns * 1e-9);
  sample.ended_utc = found.ended_utc;
  // An energy is what was counted; a power is that, divided and rounded.
  for (const auto& [domain, mj] : found.energy_mj)
    sample.energy.emplace_back(domain, Joules::of(mj * 1e-3));
  const auto is_known = [&](std::string_view domain) {
    return std::ranges::find(sample.energy, domain, &std::pair<std::string, Joules>::first) !=
           sample.energy.end();
  };
  if (found.package_j && !is_known("package"))
    sample.energy.emplace_back("package", Joules::of(*found.package_j));
  for (const auto& [domain, mw] : found.power_mw) {
    if (!is_known(domain))
      sample.energy.emplace_back(domain, Watts::of(mw * 1e-3) * sample.elapsed);
  }
  sample.cpus = static_cast<int>(found.idle.size());
  for (const double share : found.idle)
    sample.busy = sample.busy.value_or(Seconds{}) + (1.0 - share) * sample.elapsed;
  done_.push_back(std::move(sample));
}

}  // namespace calo::formats
