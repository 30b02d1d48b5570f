#pragma once

#include <string>
#include <string_view>

#include "base/error.hpp"

namespace calo::live {

/// Where points are written to: an InfluxDB of version 1, 2 or 3, or what speaks like one.
struct Target {
  std::string url;            ///< with path and query, as it is posted to
  std::string shown;          ///< without credentials, for people and for the name of the spool
  std::string authorization;  ///< value of the header; empty: none
};

/// Understands what the URL says; nobody is asked.
///
/// | URL | is written to |
/// |---|---|
/// | `http://host:8086?db=D` | `/write` (v1, VictoriaMetrics; v2 and v3 have it too) |
/// | `http://host:8086?org=O&bucket=B` | `/api/v2/write` |
/// | `http://host:8181/api/v3/write_lp?db=D` | as given |
///
/// A path that ends in `/write` or `/write_lp` stays, another one is what stands before it.
/// `token`: sent as `Token` to v1 and v2, as `Bearer` to v3. Fails with `usage`.
Result<Target> influx_target(std::string_view url, std::string_view token);

/// `http://host:9091` -> the group of this host and run. Fails with `usage`.
Result<Target> pushgateway_target(std::string_view url, std::string_view host,
                                  std::string_view run);

/// The token in CALO_INFLUX_TOKEN or INFLUX_TOKEN, or in the first line of a file, if one is given.
Result<std::string> influx_token(const std::string& file);

}  // namespace calo::live
