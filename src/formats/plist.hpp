#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace calo::formats {

/// One scalar of an XML property list and where it stands.
struct PlistScalar {
  /// Keys from the top: {"processor", "cpu_power"}; the elements of an array have the key "".
  const std::vector<std::string>& path;
  std::string_view type;  ///< "integer", "real", "string", "date", "true", "false", "data"
  std::string_view text;  ///< as written, entities not resolved; "" for true and false
};

/// Visits the scalars of one XML property list in order (plist(5), PropertyList-1.0.dtd).
///
/// False if it is malformed or cut off; what stood before has been visited then. Never recurses;
/// nesting deeper than 64 is malformed.
bool visit_plist(std::string_view document, const std::function<void(const PlistScalar&)>& visit);

}  // namespace calo::formats
