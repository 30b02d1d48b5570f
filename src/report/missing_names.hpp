#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "attribution/call_tree.hpp"
#include "model/profile.hpp"

namespace calo::report {

/// Lines that say how to get names for functions that have none and took a twentieth of the samples
/// or more: which package has the debug file of a library, or how a program tells the names of code
/// that it makes. Empty if nothing is missing.
///
/// `packages`: where dpkg keeps its lists of files.
std::string missing_names(const model::Profile& profile,
                          const std::vector<attribution::PlaceCost>& functions,
                          const attribution::Cost& all,
                          const std::filesystem::path& packages = "/var/lib/dpkg/info");

/// The installed Debian package that `file` is of, without its architecture; from dpkg's lists,
/// read as they are (/var/lib/dpkg/info/PACKAGE.list). Empty if there is none.
std::optional<std::string> package_of(const std::filesystem::path& file,
                                      const std::filesystem::path& packages);

}  // namespace calo::report
