#include "recorder/idle_baseline.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <thread>

#include "base/try.hpp"
#include "os/clock.hpp"
#include "os/file.hpp"
#include "processes/machine_load.hpp"
#include "stats/order.hpp"

namespace calo::recorder {

namespace {
constexpr std::chrono::hours oldest_trusted{24 * 30};
constexpr double mad_to_sigma = 1.4826;
}  // namespace

std::string machine_state(const model::Machine& machine) {
  return fmt::format("{}, kernel {}, governor {}, turbo {}, SMT {}", machine.cpu_model,
                     machine.kernel, machine.governor.empty() ? "unknown" : machine.governor,
                     machine.turbo.empty() ? "unknown" : machine.turbo, machine.smt ? "on" : "off");
}

std::optional<std::filesystem::path> idle_baseline_path() {
  std::array<char, 256> host{};
  ::gethostname(host.data(), host.size() - 1);
  std::string name = host.data();
  std::ranges::replace(name, '/', '_');
  const std::string file = "calo/idle-" + (name.empty() ? "localhost" : name) + ".json";
  if (const char* state = std::getenv("XDG_STATE_HOME"); state != nullptr && *state != '\0')
    return std::filesystem::path{state} / file;
  if (const char* home = std::getenv("HOME"); home != nullptr && *home != '\0')
    return std::filesystem::path{home} / ".local/state" / file;
  return std::nullopt;
}

Result<std::optional<IdleBaseline>> load_idle_baseline(const std::filesystem::path& path) {
  const auto content = os::read_regular(path, std::size_t{1} << 20);
  if (!content) {
    if (content.error().category == Category::not_found) return std::nullopt;
    return std::unexpected{content.error()};
  }
  const auto damaged = [&](std::string_view why) {
    return fail(Category::malformed,
                fmt::format("reading the idle baseline {}: {}", path.string(), why),
                "Measure it again with calo idle");
  };
  const auto json = nlohmann::json::parse(*content, nullptr, false);
  if (!json.is_object() || !json.contains("domains") || !json["domains"].is_object())
    return damaged("not a calo idle baseline");
  const auto number = [](const nlohmann::json& object, const char* key) -> std::optional<double> {
    const auto at = object.find(key);
    if (at == object.end() || !at->is_number() || !std::isfinite(at->get<double>()))
      return std::nullopt;
    return at->get<double>();
  };
  IdleBaseline baseline;
  const auto measured = number(json, "measured_utc_s");
  const auto busy = number(json, "busy_share");
  const auto length = number(json, "length_s");
  if (!measured || !busy || !length || !json.contains("state") || !json["state"].is_string())
    return damaged("a field is missing");
  baseline.measured_utc = std::chrono::seconds{static_cast<std::int64_t>(*measured)};
  baseline.busy_share = *busy;
  baseline.length = Seconds::of(*length);
  baseline.state = json["state"].get<std::string>();
  for (const auto& [name, value] : json["domains"].items()) {
    const auto power = number(value, "idle_w");
    const auto u = number(value, "u_w");
    if (!power || !u || *power < 0.0 || *u < 0.0)
      return damaged("domain " + name + " has no idle power");
    baseline.domains[name] = {Watts::of(*power), Watts::of(*u)};
  }
  return baseline;
}

Result<void> save_idle_baseline(const std::filesystem::path& path, const IdleBaseline& baseline) {
  nlohmann::ordered_json json;
  json["measured_utc_s"] =
      std::chrono::duration_cast<std::chrono::seconds>(baseline.measured_utc).count();
  json["length_s"] = baseline.length.value();
  json["busy_share"] = baseline.busy_share;
  json["state"] = baseline.state;
  for (const auto& [name, idle] : baseline.domains) {
    json["domains"][name] = {{"idle_w", idle.power.value()}, {"u_w", idle.u.value()}};
  }
  return os::write_file(path,
                        json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

std::vector<model::Warning> doubts(const IdleBaseline& baseline, const model::Machine& machine,
                                   std::chrono::nanoseconds now_utc) {
  std::vector<model::Warning> result;
  const auto age = now_utc - baseline.measured_utc;
  if (age > oldest_trusted) {
    const auto days = std::chrono::duration_cast<std::chrono::hours>(age).count() / 24;
    result.push_back(
        {"idle-baseline-old",
         fmt::format("The idle baseline is {} days old. Measure it again with calo idle.", days)});
  }
  if (baseline.state != machine_state(machine)) {
    result.push_back(
        {"idle-baseline-state", fmt::format("The idle baseline was measured in another state of "
                                            "the machine ({}). Measure it again with calo idle.",
                                            baseline.state)});
  }
  return result;
}

Result<IdleBaseline> measure_idle(const os::SystemRoot& root, const model::Machine& machine,
                                  EnergySources sources, int windows,
                                  const std::function<void(int)>& progress) {
  if (sources.domains().empty() || sources.is_modelled()) {
    return fail(Category::unsupported,
                "measuring the idle power: no energy counter is readable here", "See calo doctor");
  }
  const processes::MachineLoad load{root};
  const auto before = load.read();
  const os::Instant start = os::monotonic_now();
  os::Instant previous = start;
  sources.read(start, 0.0);
  std::vector<std::vector<double>> powers(sources.domains().size());
  for (int window = 1; window <= windows; ++window) {
    std::this_thread::sleep_until(start + std::chrono::seconds{window});
    const os::Instant now = os::monotonic_now();
    const auto increments = sources.read(now, 0.0);
    for (std::size_t i = 0; i < powers.size(); ++i) {
      if (increments[i].outcome == model::Outcome::good)
        powers[i].push_back((increments[i].energy / seconds(now - previous)).value());
    }
    previous = now;
    if (progress) progress(window);
  }
  IdleBaseline baseline;
  baseline.length = seconds(previous - start);
  baseline.measured_utc = os::utc_now();
  baseline.state = machine_state(machine);
  if (const auto after = load.read(); before && after) {
    const Seconds busy = after->busy - before->busy;
    const Seconds all = busy + after->idle - before->idle;
    baseline.busy_share = all > Seconds{} ? busy / all : 0.0;
  }
  if (baseline.busy_share > most_busy_when_idle) {
    return fail(
        Category::usage,
        fmt::format(
            "measuring the idle power: {:.1f} % of the CPU time was used, at most {:.0f} % may be",
            100.0 * baseline.busy_share, 100.0 * most_busy_when_idle),
        "Stop other programs and try again");
  }
  for (std::size_t i = 0; i < powers.size(); ++i) {
    const model::Domain& domain = sources.domains()[i];
    if (powers[i].empty()) continue;
    const double spread =
        mad_to_sigma * stats::mad(powers[i]) / std::sqrt(static_cast<double>(powers[i].size()));
    baseline.domains[domain.meter + "/" + domain.name] = {Watts::of(stats::median(powers[i])),
                                                          Watts::of(spread)};
  }
  if (baseline.domains.empty())
    return fail(Category::io, "measuring the idle power: no meter gave a reading",
                "See calo doctor");
  return baseline;
}

}  // namespace calo::recorder
