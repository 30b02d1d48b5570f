#pragma once

#include <filesystem>
#include <functional>
#include <ostream>
#include <string_view>

#include "base/error.hpp"

namespace calo::os {

using Write = std::function<void(std::ostream&)>;

/// Writes into a stream that is open; `name` is for the error text.
Result<void> write_stream(std::ostream& out, std::string_view name, const Write& write);

/// Writes a new file in full or not at all. An existing one stays what it was until the new one is
/// complete, and is only replaced with `force`; a device or pipe is written into.
Result<void> write_new(const std::filesystem::path& path, bool force, const Write& write);

}  // namespace calo::os
