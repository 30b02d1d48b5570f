#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace calo::carbon {

/// A data centre region of a cloud provider.
struct CloudRegion {
  std::string provider;       ///< "aws", "azure", "gcp"
  std::string region;         ///< as the provider writes it: "europe-west1", "France Central"
  std::string location_code;  ///< country or subdivision of the intensity table: "BE", "US-CA"
  std::optional<double>
      pue;  ///< of the region, else of the provider's fleet; empty if neither is known
  std::string pue_source;  ///< empty if `pue` is
};

/// True for "aws:eu-west-3": a word, a colon, a word; "zone:FR" is not one.
bool is_cloud_region(std::string_view text);

/// The region of "provider:region". Case, spaces, hyphens and what stands in brackets do not
/// matter, so "azure:francecentral" is found. Fails with `usage`, naming regions of that provider.
Result<CloudRegion> find_cloud_region(std::string_view text);

}  // namespace calo::carbon
