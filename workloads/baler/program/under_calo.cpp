#include "under_calo.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <chrono>
#include <string>
#include <system_error>
#include <vector>

#include "base/try.hpp"
#include "calo_program.hpp"

namespace baler {
namespace {

namespace fs = std::filesystem;

/// A run file that does not exist yet: MODE-20260131T120000Z-1.calo.
fs::path new_run_file(const fs::path& directory, std::string_view mode) {
  const auto now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  const std::string stamp = fmt::format("{:%Y%m%dT%H%M%SZ}", fmt::gmtime(now));
  std::error_code ignored;
  for (int number = 1;; ++number) {
    fs::path path = directory / fmt::format("{}-{}-{}.calo", mode, stamp, number);
    if (!fs::exists(path, ignored)) return path;
  }
}

}  // namespace

calo::Result<std::optional<fs::path>> run_under_calo(const Options& options, const Project& project,
                                                     std::string_view option) {
  CALO_TRY(const auto calo_path, find_calo());
  CALO_TRY(const auto own, own_program());
  std::error_code error;
  fs::create_directories(project.profiling(), error);
  if (error) {
    return std::unexpected{
        calo::system_error(error.value(), "making the directory " + project.profiling().string())};
  }
  const std::string mode{name(options.mode)};
  const fs::path run_file = new_run_file(project.profiling(), mode);
  std::vector<std::string> command{
      calo_path.string(), "run", "--quiet",    "--name",    "baler " + mode,   "-o",
      run_file.string(),  "--",  own.string(), "--project", options.workspace, options.project,
      "--mode",           mode};
  if (options.is_verbose) command.emplace_back("--verbose");
  if (options.wants_json) command.emplace_back("--json");
  CALO_TRY(const int status, run_command(command));
  if (status == 130) return std::optional<fs::path>{};
  if (status != 0) {
    return calo::fail(calo::Category::io,
                      fmt::format("measuring --mode {}: it ended with status {}", mode, status),
                      fmt::format("Make it work without {} first", option));
  }
  return std::optional{run_file};
}

}  // namespace baler
