#pragma once

#include <filesystem>

#include "base/error.hpp"

namespace calo::os {

/// Opens a file with $BROWSER, else xdg-open(1), and does not wait for it.
Result<void> open_in_browser(const std::filesystem::path& path);

}  // namespace calo::os
