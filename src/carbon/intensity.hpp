#pragma once

#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/quantity.hpp"

namespace calo::carbon {

/// Annual average carbon intensity of a place's electricity, location-based.
struct Intensity {
  GramsPerJoule value{};
  double u_rel = 0.0;  ///< standard relative uncertainty, `default_u_rel`
  std::string code;    ///< ISO 3166 alpha-2 or subdivision, "EU", "WORLD", or a zone: "DK-DK1"
  std::string name;    ///< "France"
  int year = 0;        ///< of the data
  std::string basis;   ///< "lifecycle,generation", "direct,consumption", ...
  std::string source;  ///< who published the number
};

/// A country by ISO 3166-1 alpha-2 or alpha-3 code or English name, or "EU", "WORLD", in any case.
/// A full subdivision or zone code ("US-CA", "DK-DK1") is accepted too.
///
/// Countries missing from the main table are looked up in the zones of Electricity Maps (ODbL), and
/// `source` says so. Fails with `usage`, naming near matches.  "NA" is Namibia.
Result<Intensity> find_country(std::string_view country);

/// A subdivision or electricity-market zone: "US-CA", "California", "CA" with `country` "US",
/// "DK-DK1", or "zone:FR" for the zones table alone.
///
/// Fails with `usage` if unknown, not in `country`, or if it can be read in two ways ("CA" alone:
/// Canada or California; "Georgia").
Result<Intensity> find_region(std::string_view region, std::string_view country = {});

/// The average over all countries, for a place nobody stated: `u_rel` is then
/// `u_rel_of_unknown_place`.
Intensity world_average();

/// The spread of the countries around the world average (root mean square, 214 countries, 54 %),
/// rounded up. docs/methods/carbon.md, "Uncertainty of an intensity".
inline constexpr double u_rel_of_unknown_place = 0.60;

/// Standard relative uncertainty of an annual average, an engineering default fitted to the
/// disagreement of published tables: life cycle 15 % and 10 g/kWh, direct 40 % and 40 g/kWh
/// (against a life cycle figure), each in quadrature with 5 % * sqrt(years behind the newest data);
/// never above 1.  docs/methods/carbon.md, "Uncertainty of an intensity".
double default_u_rel(GramsPerJoule value, std::string_view basis, int years_behind);

}  // namespace calo::carbon
