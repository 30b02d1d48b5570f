#pragma once

#include <string>
#include <string_view>

namespace calo::formats {

/// One gzip member (RFC 1952) without name and time, so that equal bytes give equal files. Quick
/// rather than small, as Go's own profiles are.
std::string gzip(std::string_view bytes);

}  // namespace calo::formats
