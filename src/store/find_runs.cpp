#include "store/find_runs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <tuple>

#include "base/parallel.hpp"
#include "base/try.hpp"
#include "os/file.hpp"
#include "store/run_file.hpp"

namespace calo::store {

namespace {

/// Files, of about a millisecond each.
constexpr std::size_t worth_a_thread = 8;

}  // namespace

Result<std::vector<FoundRun>> find_runs(const std::filesystem::path& directory) {
  CALO_TRY(const auto names, os::list_directory(directory));
  std::vector<FoundRun> runs;
  for (const std::string& name : names) {
    // A directory or a pipe of that name is somebody else's.
    std::error_code failure;
    const auto path = directory == "." ? std::filesystem::path{name} : directory / name;
    if (path.extension() != ".calo" || !std::filesystem::is_regular_file(path, failure)) continue;
    runs.push_back({path, {}, model::Run{}});
  }
  in_parallel(runs.size(), worth_a_thread, [&](std::size_t i) {
    std::error_code failure;
    runs[i].modified = std::filesystem::last_write_time(runs[i].path, failure);
    runs[i].digest = read_digest(runs[i].path);
  });
  std::ranges::sort(runs, [](const FoundRun& a, const FoundRun& b) {
    if (a.digest.has_value() != b.digest.has_value()) return a.digest.has_value();
    if (!a.digest) return a.path < b.path;
    return std::tie(b.digest->header.started_utc, b.modified, a.path) <
           std::tie(a.digest->header.started_utc, a.modified, b.path);
  });
  return runs;
}

Result<std::filesystem::path> resolve(std::string_view file_or_last,
                                      const std::filesystem::path& directory) {
  if (file_or_last != "last") return std::filesystem::path{file_or_last};
  CALO_TRY(const auto runs, find_runs(directory));
  const std::string attempted =
      fmt::format("looking for the last run in {}",
                  directory == "." ? std::string{"the current directory"} : directory.string());
  if (runs.empty()) {
    return fail(Category::not_found, attempted + ": there is no *.calo file",
                "Measure one with 'calo run -- COMMAND', or name a file");
  }
  if (!runs.front().digest) {
    Error error = runs.front().digest.error();
    return std::unexpected{std::move(error).within(attempted)};
  }
  return runs.front().path;
}

Result<std::vector<FoundRun>> runs_in(const std::vector<std::string>& places) {
  std::vector<FoundRun> runs;
  for (const std::string& place : places) {
    std::error_code failure;
    if (std::filesystem::is_directory(place, failure)) {
      CALO_TRY(auto found, find_runs(place));
      std::ranges::move(found, std::back_inserter(runs));
    } else {
      CALO_TRY(auto path, resolve(place));
      auto digest = read_digest(path);
      if (!digest) return std::unexpected{std::move(digest).error()};
      runs.push_back({std::move(path), {}, std::move(digest)});
    }
  }
  return runs;
}

}  // namespace calo::store
