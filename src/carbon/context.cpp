#include "carbon/context.hpp"

#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "base/text.hpp"
#include "base/try.hpp"
#include "carbon/cloud.hpp"
#include "carbon/intensity.hpp"
#include "carbon/series.hpp"
#include "carbon/table_rows.hpp"

namespace calo::carbon {

namespace {

std::string origin(std::string_view who) {
  return who.empty() ? "" : fmt::format(" ({})", who);
}

std::unexpected<Error> nonsense(std::string_view what, std::string_view who, std::string remedy) {
  return fail(Category::usage, fmt::format("converting energy to carbon: {}{}", what, origin(who)),
              std::move(remedy));
}

bool is_between(double value, double low, double high) {
  return value >= low && value <= high;
}

struct Place {
  Intensity intensity;
  std::optional<CloudRegion> cloud;
};

Result<Place> cloud_place(const std::string& region, const std::optional<std::string>& country) {
  CALO_TRY(auto cloud, find_cloud_region(region));
  CALO_TRY(auto intensity, find_country(cloud.location_code));
  if (country) {
    CALO_TRY(const auto stated_country, find_country(*country));
    if (intensity.code != stated_country.code &&
        !intensity.code.starts_with(stated_country.code + "-")) {
      return fail(Category::usage,
                  fmt::format("looking up the cloud region '{}': it is in {}, not in {}",
                              text::printable(region, 60), intensity.name, stated_country.name),
                  "State the cloud region alone.");
    }
  }
  intensity.name += fmt::format(" ({}:{})", cloud.provider, cloud.region);
  return Place{std::move(intensity), std::move(cloud)};
}

/// The place in the tables; `country` or `region` is stated.
Result<Place> place_of(const Stated& stated) {
  if (stated.region && is_cloud_region(*stated.region))
    return cloud_place(*stated.region, stated.country);
  if (stated.region) {
    CALO_TRY(auto intensity, find_region(*stated.region, stated.country.value_or("")));
    return Place{std::move(intensity), std::nullopt};
  }
  CALO_TRY(auto intensity, find_country(stated.country.value_or("")));
  return Place{std::move(intensity), std::nullopt};
}

void put(model::CarbonContext& context, Intensity intensity) {
  context.intensity = intensity.value;
  context.intensity_u_rel = intensity.u_rel;
  context.place = std::move(intensity.code);
  context.place_name = std::move(intensity.name);
  context.year = intensity.year;
  context.basis = std::move(intensity.basis);
  context.source = std::move(intensity.source);
}

/// The user's number replaces that of the tables.
Result<void> put_number(model::CarbonContext& context, const Stated& stated) {
  const double value = *stated.intensity_g_per_kwh;
  if (!is_between(value, 0.0, highest_intensity_g_per_kwh)) {
    return nonsense(fmt::format("an intensity of {} g/kWh is outside 0 to {}", value,
                                highest_intensity_g_per_kwh),
                    stated.place_origin,
                    "Give grams of CO2e per kWh: 41 for France, 458 for the world average.");
  }
  const double u = stated.intensity_u_g_per_kwh.value_or(0.0);
  context.intensity = grams_per_kwh(value);
  context.intensity_u_rel = value > 0.0 ? u / value : 0.0;
  context.year.reset();
  context.basis = "as stated";
  context.source = "stated by the user";
  return {};
}

/// The series' mean stands in until the run's hours are known, unless a number or a place gives a
/// better stand-in.
Result<void> put_series(model::CarbonContext& context, const Stated& stated, bool has_intensity) {
  CALO_TRY(const auto series, IntensitySeries::read(*stated.series));
  context.series = stated.series->string();
  if (has_intensity) return {};
  context.intensity = series.mean();
  const double mean = in_grams_per_kwh(context.intensity);
  context.intensity_u_rel = mean > 0.0 ? stated.intensity_u_g_per_kwh.value_or(0.0) / mean : 0.0;
  context.basis = "as stated";
  context.source = fmt::format("series {}", stated.series->filename().string());
  return {};
}

Result<std::optional<CloudRegion>> put_place(model::CarbonContext& context, const Stated& stated) {
  const bool named = stated.country || stated.region;
  const double u = stated.intensity_u_g_per_kwh.value_or(0.0);
  if (!is_between(u, 0.0, highest_intensity_g_per_kwh)) {
    return nonsense(fmt::format("an uncertainty of {} g/kWh is outside 0 to {}", u,
                                highest_intensity_g_per_kwh),
                    stated.place_origin, "Give the standard uncertainty in g/kWh, or none.");
  }
  if (stated.intensity_u_g_per_kwh && !stated.intensity_g_per_kwh && !stated.series) {
    return nonsense("an uncertainty of the intensity without the intensity", stated.place_origin,
                    "Give both, or neither.");
  }
  std::optional<CloudRegion> cloud;
  context.stated = true;
  context.place = "custom";
  context.place_name = stated.series ? "as in the series" : "as stated";
  if (named) {
    auto place = place_of(stated);
    if (!place) {
      Error error = std::move(place).error();
      error.what += origin(stated.place_origin);
      return std::unexpected{std::move(error)};
    }
    cloud = std::move(place->cloud);
    put(context, std::move(place->intensity));
  }
  if (stated.intensity_g_per_kwh) {
    CALO_TRY_DO(put_number(context, stated));
  }
  if (stated.series) {
    CALO_TRY_DO(put_series(context, stated, named || stated.intensity_g_per_kwh));
  }
  return cloud;
}

Result<void> put_pue(model::CarbonContext& context, const Stated& stated,
                     const std::optional<CloudRegion>& cloud) {
  if (stated.pue_of_region && !stated.pue) {
    if (!cloud || !cloud->pue) {
      return nonsense(
          "no PUE is known for the region stated", stated.pue_origin,
          "Give the PUE as a number, or a cloud region of 'calo data cloud-regions' that has one.");
    }
    context.pue = *cloud->pue;
    context.pue_stated = true;
  }
  if (stated.pue) {
    if (!is_between(*stated.pue, 1.0, highest_pue)) {
      return nonsense(
          fmt::format("a PUE of {} is outside 1 to {}", *stated.pue, highest_pue),
          stated.pue_origin,
          "Give the ratio of the facility's energy to that of its computers, such as 1.2.");
    }
    context.pue = *stated.pue;
    context.pue_stated = true;
  }
  context.pue_u = stated.pue_u.value_or(0.0);
  if (!is_between(context.pue_u, 0.0, highest_pue) || (stated.pue_u && !context.pue_stated)) {
    return nonsense(fmt::format("{} is no standard uncertainty of a stated PUE", context.pue_u),
                    stated.pue_origin, "Give it together with the PUE, 0 or larger.");
  }
  return {};
}

}  // namespace

Result<model::CarbonContext> context(const Stated& stated) {
  model::CarbonContext context;
  std::optional<CloudRegion> cloud;
  if (stated.states_place()) {
    CALO_TRY(cloud, put_place(context, stated));
  } else {
    put(context, world_average());
  }
  CALO_TRY_DO(put_pue(context, stated, cloud));
  return context;
}

}  // namespace calo::carbon
