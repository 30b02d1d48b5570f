#include "measure/sources.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>

#include "base/text.hpp"
#include "base/try.hpp"
#include "meters/meter.hpp"
#include "os/clock.hpp"
#include "os/file.hpp"
#include "power_model/curve_for.hpp"
#include "power_model/identify.hpp"
#include "power_model/profile.hpp"
#include "recorder/idle_baseline.hpp"

namespace calo::measure {

namespace {

constexpr std::string_view model_name = "model";

Result<void> check_meter(const std::string& name) {
  const auto known = meters::known_meters();
  if (name.empty() || name == model_name || std::ranges::find(known, name) != known.end())
    return {};
  std::string list;
  for (const std::string_view meter : known) list += std::string{meter} + ", ";
  return fail(Category::usage, "--meter " + text::printable(name) + ": not a meter calo knows",
              "Choose one of " + list + "model");
}

/// A meter that was asked for by name must be readable.
Result<void> check_readable(const std::string& name, const meters::Discovery& discovery) {
  if (name.empty() || name == model_name || !discovery.meters.empty()) return {};
  const auto finding = std::ranges::find(discovery.findings, name, &model::Finding::meter);
  if (finding == discovery.findings.end())
    return fail(Category::not_found, "measuring with " + name + ": it is not here",
                "See calo doctor");
  return fail(
      finding->found ? Category::permission : Category::not_found,
      "measuring with " + name + ": " + (finding->why_not.empty() ? "not found" : finding->why_not),
      finding->remedy.empty() ? "See calo doctor" : finding->remedy);
}

struct FoundCurve {
  power_model::PowerCurve curve;
  std::string own;  ///< where the user's profile is that was taken without being asked for
};

Result<FoundCurve> find_curve(const os::SystemRoot& root, const model::Machine& machine,
                              const std::string& profile, std::vector<std::string>& notes) {
  if (!profile.empty()) {
    CALO_TRY(auto curve, power_model::user_profile(profile));
    if (!curve)
      return fail(Category::not_found, "reading the power profile " + profile + ": no such file",
                  "Make one with calo calibrate");
    return FoundCurve{std::move(*curve), {}};
  }
  if (const auto path = power_model::default_profile_path(); path && root.is_real()) {
    constexpr std::size_t largest_profile = 65536;
    if (const auto content = os::read_regular(*path, largest_profile)) {
      CALO_TRY(auto curve, power_model::user_profile(*path));
      if (curve) return FoundCurve{std::move(*curve), path->string()};
    } else if (content.error().category != Category::not_found) {
      notes.push_back("The power profile of this machine is not used: " + content.error().what +
                      ".");
    }
  }
  return FoundCurve{power_model::curve_for(machine, power_model::has_battery(root)), {}};
}

}  // namespace

Result<FoundSources> find_sources(const os::SystemRoot& root, const SourceOptions& options) {
  CALO_TRY_DO(check_meter(options.meter));
  model::Machine machine = power_model::identify_machine(root);
  const bool model_only = options.meter == model_name || !options.power_profile.empty();
  meters::Discovery discovery =
      model_only ? meters::Discovery{}
                 : meters::discover(root, {.only = options.meter, .psys = options.psys});
  CALO_TRY_DO(check_readable(options.meter, discovery));
  std::vector<std::string> notes;
  CALO_TRY(FoundCurve found, find_curve(root, machine, options.power_profile, notes));
  power_model::PowerCurve curve = std::move(found.curve);
  if (!found.own.empty() && discovery.meters.empty())
    discovery.warnings.push_back(
        {"own-power-profile",
         fmt::format("Power follows your own profile {} (calo calibrate), not calo's model of this "
                     "CPU. To have the model back: rm {}",
                     found.own, text::shell_quoted({found.own}))});

  std::vector<std::string> model_notes = curve.assumptions();
  std::map<std::string, recorder::IdlePower> idle;
  if (const auto path = recorder::idle_baseline_path();
      options.idle_baseline && path && !discovery.meters.empty()) {
    auto loaded = recorder::load_idle_baseline(*path);
    if (!loaded && loaded.error().category == Category::malformed)
      return std::unexpected{std::move(loaded).error()};
    if (!loaded) {
      discovery.warnings.push_back(
          {"idle-baseline-unread",
           fmt::format("The idle baseline is not used: {}.", loaded.error().what)});
    }
    const auto baseline = loaded ? *std::move(loaded) : std::nullopt;
    if (baseline) {
      const auto doubts = recorder::doubts(*baseline, machine, os::utc_now());
      discovery.warnings.insert(discovery.warnings.end(), doubts.begin(), doubts.end());
      const auto hours =
          std::chrono::duration_cast<std::chrono::hours>(os::utc_now() - baseline->measured_utc)
              .count();
      notes.push_back(fmt::format("Idle power: measured {} h before the run over {:.0f} s, {}.",
                                  hours, baseline->length.value(), baseline->state));
      idle = baseline->domains;
    }
  }
  std::vector<model::Finding> findings = std::move(discovery.findings);
  const std::string method = curve.method();
  recorder::EnergySources sources{std::move(discovery), std::move(curve), idle};
  if (sources.is_modelled()) {
    notes.push_back("Power model: " + method);
    notes.insert(notes.end(), model_notes.begin(), model_notes.end());
  }
  return FoundSources{std::move(machine), std::move(sources), std::move(findings), std::move(notes),
                      std::move(model_notes)};
}

}  // namespace calo::measure
