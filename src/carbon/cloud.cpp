#include "carbon/cloud.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cctype>
#include <vector>

#include "base/text.hpp"
#include "carbon/table_rows.hpp"
#include "carbon/tables.hpp"

namespace calo::carbon {

namespace {

// Columns of data/carbon/cloud_regions.csv and pue.csv.
enum Column : std::size_t { provider, region, location_code, place, pue, provider_grams, source };
enum PueColumn : std::size_t { pue_provider, pue_scope, pue_value, pue_year, pue_source };

/// Letters and digits in lower case, up to a bracket.
std::string plain(std::string_view text) {
  std::string result;
  for (const char c : text.substr(0, text.find('('))) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0) result += static_cast<char>(std::tolower(byte));
  }
  return result;
}

/// The newest statement about all data centres of a provider.
void add_fleet_pue(CloudRegion& found) {
  std::int64_t newest = 0;
  for_each_row(pue_csv(), [&](const Row& row) {
    if (row[pue_provider] != found.provider || row[pue_scope] != "fleet") return;
    const std::int64_t year = text::to_i64(row[pue_year]).value_or(0);
    if (year <= newest) return;
    newest = year;
    found.pue = text::to_double(row[pue_value]);
    found.pue_source = fmt::format("fleet of {}, {}: {}", found.provider, year, row[pue_source]);
  });
}

CloudRegion made(const Row& row) {
  CloudRegion found{.provider = std::string{row[provider]},
                    .region = std::string{row[region]},
                    .location_code = std::string{row[location_code]},
                    .pue = text::to_double(row[pue]),
                    .pue_source = {}};
  if (found.pue) {
    found.pue_source = row[source];
  } else {
    add_fleet_pue(found);
  }
  return found;
}

}  // namespace

bool is_cloud_region(std::string_view text) {
  return text.find(':') != std::string_view::npos &&
         !starts_ignoring_case(text::trimmed(text), "zone:");
}

Result<CloudRegion> find_cloud_region(std::string_view text) {
  const std::size_t colon = text.find(':');
  const std::string_view asked_provider = text::trimmed(text.substr(0, colon));
  const std::string asked = colon == std::string_view::npos ? "" : plain(text.substr(colon + 1));
  std::optional<CloudRegion> found;
  std::vector<std::string_view> near;
  for_each_row(cloud_regions_csv(), [&](const Row& row) {
    if (found || !same_ignoring_case(row[provider], asked_provider)) return;
    if (!asked.empty() && plain(row[region]) == asked) {
      found = made(row);
    } else if (asked.size() >= 2 &&
               plain(row[region]).starts_with(asked.substr(0, asked.size() / 2 + 1))) {
      near.push_back(row[region]);
    }
  });
  if (found) return *std::move(found);
  if (near.size() > 5) near.resize(5);
  return fail(
      Category::usage,
      fmt::format("looking up the cloud region '{}': not in the table", text::printable(text, 60)),
      (near.empty() ? std::string{} : fmt::format("Did you mean {}? ", fmt::join(near, ", "))) +
          "List all with 'calo data cloud-regions', or state the country.");
}

}  // namespace calo::carbon
