#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "model/profile.hpp"

namespace calo::sampling {

/// Exact call counts of Python programs, by the interpreter's own deterministic profiler.
///
/// A `sitecustomize` in a directory of ours starts the interpreter's profiler in every Python
/// process that looks at PYTHONPATH (not with -I, -E or -S; 3.7 on), and leaves what it found in
/// that directory at the end of the process. A process that is killed, or ends by os._exit or exec,
/// leaves nothing; one that profiles itself leaves what was counted until then, where one of the
/// two has to give way.
class PythonTrace {
 public:
  /// Makes what Python processes need below `directory`, which must exist and be private.
  static Result<PythonTrace> prepare(const std::filesystem::path& directory);

  /// "NAME=value": PYTHONPATH with ours first, CALO_TRACE.
  [[nodiscard]] std::vector<std::string> environment() const;

  /// Adds the counts of all processes that have ended, functions of one name as one. Returns a
  /// sentence for everything that is missing from them.
  [[nodiscard]] std::vector<std::string> collect(model::Profile& profile) const;

 private:
  explicit PythonTrace(std::filesystem::path directory) : directory_{std::move(directory)} {}
  std::filesystem::path directory_;
};

/// Adds what one process left. Fails with `malformed`.
Result<void> add_trace(std::string_view json, model::Profile& profile);

}  // namespace calo::sampling
