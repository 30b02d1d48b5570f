#include "carbon/intensity.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include "base/expect.hpp"
#include "base/text.hpp"
#include "base/try.hpp"
#include "carbon/table_rows.hpp"
#include "carbon/tables.hpp"

namespace calo::carbon {

namespace {

// Columns of data/carbon/intensity.csv and zones_odbl.csv.
enum IntensityColumn : std::size_t {
  code,
  iso3,
  subdivision,
  place_name,
  grams,
  year,
  previous,
  basis,
  table_source
};
enum ZoneColumn : std::size_t { zone, zone_country, zone_name, zone_grams, zone_year = 7 };

constexpr int newest_year = 2025;
constexpr std::string_view zone_prefix = "zone:";

/// Usual names that the tables spell otherwise.
constexpr std::array<std::pair<std::string_view, std::string_view>, 31> aliases = {{
    {"UK", "GB"},
    {"Britain", "GB"},
    {"Great Britain", "GB"},
    {"England", "GB"},
    {"Scotland", "GB"},
    {"Wales", "GB"},
    {"United States of America", "US"},
    {"Czech Republic", "CZ"},
    {"Holland", "NL"},
    {"The Netherlands", "NL"},
    {"Republic of Korea", "KR"},
    {"Russian Federation", "RU"},
    {"Viet Nam", "VN"},
    {"Türkiye", "TR"},
    {"Turkiye", "TR"},
    {"UAE", "AE"},
    {"Ivory Coast", "CI"},
    {"Côte d'Ivoire", "CI"},
    {"Timor-Leste", "TL"},
    {"Cabo Verde", "CV"},
    {"Swaziland", "SZ"},
    {"Burma", "MM"},
    {"EL", "GR"},
    {"EU27", "EU"},
    {"EU-27", "EU"},
    {"European Union", "EU"},
    {"Global", "WORLD"},
    {"CN-HK", "HK"},
    {"CN-MO", "MO"},
    {"CN-TW", "TW"},
    {"Hong Kong SAR", "HK"},
}};

std::string_view without_alias(std::string_view place) {
  const auto* found = std::ranges::find_if(
      aliases, [&](const auto& alias) { return same_ignoring_case(alias.first, place); });
  return found == aliases.end() ? place : found->second;
}

std::optional<Intensity> made(std::string_view grams_per_kwh_text, std::string_view year_text) {
  const auto value = text::to_double(grams_per_kwh_text);
  const auto data_year = text::to_i64(year_text);
  // No grid has a life cycle intensity of zero: 0.0 marks figures too small to be resolved, that
  // is, missing.
  if (!value || *value <= 0.0 || !data_year) return std::nullopt;
  Intensity intensity;
  intensity.value = grams_per_kwh(*value);
  intensity.year = static_cast<int>(*data_year);
  return intensity;
}

void complete(Intensity& intensity, std::string_view place_code, std::string_view its_name,
              std::string_view its_basis, std::string_view its_source) {
  intensity.code = place_code;
  intensity.name = its_name;
  intensity.basis = its_basis;
  intensity.source = its_source;
  intensity.u_rel = default_u_rel(intensity.value, its_basis, newest_year - intensity.year);
}

std::optional<Intensity> from_main(const Row& row) {
  auto intensity = made(row[grams], row[year]);
  if (intensity) complete(*intensity, row[code], row[place_name], row[basis], row[table_source]);
  return intensity;
}

std::optional<Intensity> from_zone(const Row& row) {
  auto intensity = made(row[zone_grams], row[zone_year]);
  if (intensity) {
    complete(*intensity, row[zone], row[zone_name], "lifecycle,consumption",
             fmt::format("Electricity Maps {} (ODbL 1.0), via co2.js 0.19", row[zone_year]));
  }
  return intensity;
}

template <class Matches>
std::vector<Intensity> matching_main(Matches matches) {
  std::vector<Intensity> found;
  for_each_row(intensity_csv(), [&](const Row& row) {
    if (!matches(row)) return;
    if (auto intensity = from_main(row)) found.push_back(*std::move(intensity));
  });
  return found;
}

std::vector<Intensity> matching_zones(std::string_view place, std::string_view country) {
  std::vector<Intensity> found;
  for_each_row(zones_csv(), [&](const Row& row) {
    if (!same_ignoring_case(row[zone], place) && !same_ignoring_case(row[zone_name], place)) return;
    if (!country.empty() && !same_ignoring_case(row[zone_country], country)) return;
    if (auto intensity = from_zone(row)) found.push_back(*std::move(intensity));
  });
  return found;
}

/// Letters to change, insert or remove to turn one word into the other; stops caring above 3.
std::size_t edits(std::string_view a, std::string_view b) {
  if (a.size() > b.size() + 3 || b.size() > a.size() + 3 || b.size() > 60) return 4;
  std::array<std::size_t, 64> row{};
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = same_ignoring_case(a.substr(i - 1, 1), b.substr(j - 1, 1));
      const std::size_t best = std::min({diagonal + (same ? 0U : 1U), row[j] + 1, row[j - 1] + 1});
      diagonal = std::exchange(row[j], best);
    }
  }
  return row[b.size()];
}

/// Places that look like `place`, nearest first: "France (FR)".
std::vector<std::string> near_matches(std::string_view place) {
  std::vector<std::pair<std::size_t, std::string>> found;
  const auto consider = [&](std::string_view its_code, std::string_view its_name) {
    std::size_t distance = place.size() > 3 ? edits(place, its_name) : 4;
    if (place.size() > 3) distance = std::min(distance, edits(place, its_code) + 1);
    if (distance > 1 + place.size() / 4) distance = 4;
    if (place.size() >= 2 && starts_ignoring_case(its_name, place))
      distance = std::min<std::size_t>(distance, 1);
    if (place.size() >= 4 && contains_ignoring_case(its_name, place))
      distance = std::min<std::size_t>(distance, 2);
    if (distance < 4) found.emplace_back(distance, fmt::format("{} ({})", its_name, its_code));
  };
  for_each_row(intensity_csv(), [&](const Row& row) { consider(row[code], row[place_name]); });
  for_each_row(zones_csv(), [&](const Row& row) { consider(row[zone], row[zone_name]); });
  std::ranges::sort(found);
  std::vector<std::string> names;
  for (auto& candidate : found) {
    if (std::ranges::find(names, candidate.second) == names.end())
      names.push_back(std::move(candidate.second));
    if (names.size() == 4) break;
  }
  return names;
}

std::string listed(const std::vector<Intensity>& places) {
  std::vector<std::string> words;
  words.reserve(places.size());
  for (const Intensity& place : places)
    words.push_back(fmt::format("{} ({})", place.name, place.code));
  return fmt::format("{}", fmt::join(words, " or "));
}

std::unexpected<Error> unknown(std::string_view place, std::string_view country = {}) {
  const auto near = near_matches(place);
  const std::string within =
      country.empty() ? "" : fmt::format(" in {}", text::printable(country, 60));
  const std::string hint =
      near.empty() ? "" : fmt::format("Did you mean {}? ", fmt::join(near, ", "));
  return fail(
      Category::usage,
      fmt::format("looking up the carbon intensity of '{}'{}: no such country, region or zone",
                  text::printable(place, 60), within),
      hint + "List all with 'calo data intensity' and 'calo data zones'.");
}

std::unexpected<Error> ambiguous(std::string_view place, const std::vector<Intensity>& readings) {
  return fail(Category::usage,
              fmt::format("looking up the carbon intensity of '{}': it may mean {}",
                          text::printable(place, 60), listed(readings)),
              "Give the code in brackets; a country is stated as country, the rest as region.");
}

/// One reading is the answer, none is `unknown`, several are a question to the user.
Result<Intensity> only(std::vector<Intensity> readings, std::string_view place,
                       std::string_view country) {
  if (readings.empty()) return unknown(place, country);
  if (readings.size() > 1) return ambiguous(place, readings);
  return std::move(readings.front());
}

/// A bare "CA" may stand for a subdivision where a region was asked for, never where a country was.
enum class Abbreviations { refused, allowed };

Result<Intensity> find(std::string_view asked, std::string_view in_country,
                       Abbreviations abbreviations) {
  const std::string_view place = without_alias(asked);
  auto found = matching_main([&](const Row& row) {
    if (!in_country.empty() &&
        !(starts_ignoring_case(row[code], in_country) && !row[subdivision].empty()))
      return false;
    return same_ignoring_case(row[code], place) || same_ignoring_case(row[place_name], place) ||
           (abbreviations == Abbreviations::allowed &&
            same_ignoring_case(row[subdivision], place)) ||
           (row[subdivision].empty() && same_ignoring_case(row[iso3], place));
  });
  if (found.empty()) found = matching_zones(place, in_country);
  if (found.empty() && !in_country.empty()) {
    found = matching_zones(fmt::format("{}-{}", in_country, place), in_country);
  }
  return only(std::move(found), asked, in_country);
}

}  // namespace

double default_u_rel(GramsPerJoule value, std::string_view basis, int years_behind) {
  const bool direct = basis.starts_with("direct");
  const double relative = direct ? 0.40 : 0.15;
  const double absolute = (direct ? 40.0 : 10.0) / in_grams_per_kwh(value);
  const double age = 0.05 * std::sqrt(static_cast<double>(std::max(years_behind, 0)));
  return std::min(std::hypot(relative, absolute, age), 1.0);
}

Result<Intensity> find_country(std::string_view country) {
  const std::string_view asked = text::trimmed(country);
  const std::string_view place = without_alias(asked);
  if (place.empty()) {
    return fail(Category::usage, "looking up a carbon intensity: the name of the country is empty",
                "Give a code such as FR, or leave it out for the world average.");
  }
  auto found = matching_main([&](const Row& row) {
    return row[subdivision].empty() &&
           (same_ignoring_case(row[code], place) || same_ignoring_case(row[iso3], place) ||
            same_ignoring_case(row[place_name], place));
  });
  if (!found.empty()) return std::move(found.front());
  return find(asked, {}, Abbreviations::refused);
}

Result<Intensity> find_region(std::string_view region, std::string_view country) {
  std::string_view asked = text::trimmed(region);
  std::string in_country;
  if (!country.empty()) {
    CALO_TRY(const auto whole, find_country(country));
    in_country = whole.code;
  }
  if (starts_ignoring_case(asked, zone_prefix)) {
    asked = text::trimmed(asked.substr(zone_prefix.size()));
    return only(matching_zones(asked, in_country), asked, in_country);
  }
  if (asked.empty()) {
    return fail(Category::usage, "looking up a carbon intensity: the name of the region is empty",
                "Give a code such as US-CA, or leave it out.");
  }
  if (same_ignoring_case(without_alias(asked), in_country)) return find_country(in_country);
  return find(asked, in_country, Abbreviations::allowed);
}

Intensity world_average() {
  auto found = find_country("WORLD");
  CALO_EXPECT(found.has_value(), "the intensity table has a row for the world");
  found->u_rel = u_rel_of_unknown_place;
  return *std::move(found);
}

}  // namespace calo::carbon
