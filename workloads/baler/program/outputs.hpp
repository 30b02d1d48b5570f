#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "model.hpp"
#include "npz/npz.hpp"
#include "project.hpp"

namespace baler {

/// Fails, and says which mode makes it, if a file of the project is not there.
calo::Result<void> expect_made(const std::filesystem::path& path, std::string_view what,
                               std::string_view mode);

/// The trained model of a project.
calo::Result<Model> load_trained_model(const Project& project);

/// The array `data` of an `.npz` and the names of its columns (empty if it has none).
struct NamedArray {
  npz::Array values;
  std::vector<std::string> names;
};
calo::Result<NamedArray> read_data(const std::filesystem::path& path);

/// "12.3 ms" since `start`, for messages.
std::string time_since(std::chrono::steady_clock::time_point start);

}  // namespace baler
