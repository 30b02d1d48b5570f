#include "sampling/trace.hpp"

#include <cmath>
#include <cstdlib>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <tuple>
#include <utility>

#include "base/embedded.hpp"
#include "base/try.hpp"
#include "os/file.hpp"

CALO_EMBEDDED(trace_script, python_trace);

namespace calo::sampling {

namespace {

using Json = nlohmann::json;

std::unexpected<Error> nonsense() {
  return fail(Category::malformed, "reading exact counts of a Python process: they make no sense");
}

bool is_count(const Json& value) {
  return value.is_number_integer() && value.get<double>() >= 0.0 && value.get<double>() < 9e18;
}
bool is_time(const Json& value) {
  return value.is_number() && std::isfinite(value.get<double>());
}

/// [file, line, name, primitive calls, calls, own, cumulative, callers]
bool is_function(const Json& row) {
  return row.is_array() && row.size() == 8 && row[0].is_string() && row[1].is_number_integer() &&
         row[2].is_string() && is_count(row[3]) && is_count(row[4]) && is_time(row[5]) &&
         is_time(row[6]) && row[7].is_array();
}

/// [caller, calls, primitive calls, own, cumulative]
bool is_caller(const Json& row, std::size_t functions) {
  return row.is_array() && row.size() == 5 && is_count(row[0]) &&
         row[0].get<double>() < static_cast<double>(functions) && is_count(row[1]) &&
         is_count(row[2]) && is_time(row[3]) && is_time(row[4]);
}

model::CallCount count_of(const Json& calls, const Json& primitive, const Json& own,
                          const Json& cumulative) {
  return {calls.get<std::int64_t>(), primitive.get<std::int64_t>(), Seconds::of(own.get<double>()),
          Seconds::of(cumulative.get<double>())};
}

}  // namespace

Result<PythonTrace> PythonTrace::prepare(const std::filesystem::path& directory) {
  PythonTrace trace{directory / "trace"};
  CALO_TRY_DO(os::write_file(trace.directory_ / "python" / "sitecustomize.py", trace_script()));
  return trace;
}

std::vector<std::string> PythonTrace::environment() const {
  std::string path = "PYTHONPATH=" + (directory_ / "python").string();
  if (const char* const before = std::getenv("PYTHONPATH"); before != nullptr && *before != '\0')
    path += std::string{":"} + before;
  return {std::move(path), "CALO_TRACE=" + directory_.string()};
}

std::vector<std::string> PythonTrace::collect(model::Profile& profile) const {
  const auto names = os::list_directory(directory_);
  if (!names) return {"The exact counts of Python calls could not be read."};
  std::size_t counted = 0;
  std::size_t damaged = 0;
  std::size_t silent = 0;
  std::size_t partial = 0;
  std::size_t mixed = 0;
  for (const std::string& name : *names) {
    if (name.ends_with(".started")) ++silent;
    if (name.ends_with(".partial")) ++partial;
    if (name.ends_with(".mixed")) ++mixed;
    if (!name.ends_with(".json")) continue;
    const auto text = os::read_text(directory_ / name);
    // What one process left may be damaged by it; the others' is still good.
    ++(text && add_trace(*text, profile) ? counted : damaged);
  }
  std::vector<std::string> missing;
  const auto say = [&](std::size_t processes, std::string_view what) {
    if (processes == 0) return;
    missing.push_back(
        "Exact counts are " + std::string{what} + " (" +
        (processes == 1 ? "1 process)." : std::to_string(processes) + " processes)."));
  };
  say(damaged, "missing where what a Python process left could not be read");
  say(silent,
      "missing for Python processes that did not end by themselves: killed, os._exit or exec");
  say(partial,
      "partial where a Python program profiled itself: its profiler went first, and ours ended");
  say(mixed,
      "right, but their times are not, where several threads ran at once: from Python 3.12 on one "
      "profiler takes all of them for one");
  if (counted + damaged + silent == 0)
    missing.emplace_back(
        "No Python process could be traced exactly: none ran, or none looked at PYTHONPATH "
        "(-I, -E, -S, older than 3.7).");
  return missing;
}

Result<void> add_trace(std::string_view json, model::Profile& profile) {
  const Json rows = Json::parse(json, nullptr, false);
  if (!rows.is_array()) return nonsense();
  for (const Json& row : rows) {
    if (!is_function(row)) return nonsense();
    for (const Json& caller : row[7]) {
      if (!is_caller(caller, rows.size())) return nonsense();
    }
  }
  std::map<std::tuple<std::string, int, std::string>, std::int32_t> known;
  for (std::size_t i = 0; i < profile.traced.size(); ++i) {
    const model::TracedFunction& function = profile.traced[i];
    known[{function.file, function.line, function.name}] = static_cast<std::int32_t>(i);
  }
  std::vector<std::int32_t> numbers;
  for (const Json& row : rows) {
    const double line = row[1].get<double>();
    model::TracedFunction function;
    function.file = row[0].get<std::string>();
    function.line = line >= 0.0 && line < 1e9 ? static_cast<int>(line) : 0;
    function.name = row[2].get<std::string>();
    const auto [at, is_new] = known.try_emplace({function.file, function.line, function.name},
                                                static_cast<std::int32_t>(profile.traced.size()));
    if (is_new) profile.traced.push_back(std::move(function));
    numbers.push_back(at->second);
    profile.traced[static_cast<std::size_t>(at->second)].count +=
        count_of(row[4], row[3], row[5], row[6]);
  }
  std::map<std::pair<std::int32_t, std::int32_t>, std::size_t> arcs;
  for (std::size_t i = 0; i < profile.traced_calls.size(); ++i)
    arcs[{profile.traced_calls[i].caller, profile.traced_calls[i].callee}] = i;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (const Json& row : rows[i][7]) {
      const std::int32_t caller = numbers[row[0].get<std::size_t>()];
      const auto [at, is_new] = arcs.try_emplace({caller, numbers[i]}, profile.traced_calls.size());
      if (is_new) profile.traced_calls.push_back({caller, numbers[i], {}});
      profile.traced_calls[at->second].count += count_of(row[1], row[2], row[3], row[4]);
    }
  }
  return {};
}

}  // namespace calo::sampling
