#include "sampling/thread_names.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/quantity.hpp"
#include "symbols/demangle.hpp"

namespace calo::sampling {

namespace {

constexpr std::size_t longest_entry = 48;

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::ranges::find(names, name) != names.end();
}

/// The outermost function of a thread's stack, in the C libraries of Linux.
bool begins_thread(std::string_view name) {
  return is_one_of(name, {"clone3", "__clone3", "clone", "__clone", "start_thread", "start"});
}

/// What stands between the start of a thread and the function that it was started for.
bool is_machinery(const model::Profile& profile, const model::Function& function) {
  const std::string_view name = function.name;
  const std::string_view file = function.file;
  if (function.language == model::Language::python)
    return file.ends_with("/threading.py") || file.ends_with("/concurrent/futures/thread.py");
  if (begins_thread(name) || name.contains("+0x") || name.starts_with('[') ||
      is_one_of(name, {"thread_run", "pythread_wrapper", "gomp_thread_start", "thread_start",
                       "execute_native_thread_routine", "_S_run", "_M_run", "operator()",
                       "__invoke", "__invoke_impl", "_M_invoke", "call_once", "main"}))
    return true;
  if (function.module && profile.modules[static_cast<std::size_t>(*function.module)].interpreter)
    return true;
  const std::string whole = symbols::shortened(name);
  for (const std::string_view prefix :
       {"std::", "core::", "alloc::", "<std::", "<core::", "<alloc::", "__rust_", "__gnu_cxx::"})
    if (whole.starts_with(prefix)) return true;
  return false;
}

class Entries {
 public:
  explicit Entries(const model::Profile& profile) : profile_{profile} {
    struct Seen {
      bool is_thread = false;
      std::int32_t entry = -1;
    };
    std::vector<Seen> seen;
    seen.reserve(profile.stacks.size());
    entries_.reserve(profile.stacks.size());
    for (const model::StackNode& node : profile.stacks) {
      Seen now = node.parent < 0 ? Seen{} : seen[static_cast<std::size_t>(node.parent)];
      const auto& lines = profile.locations[static_cast<std::size_t>(node.location)].lines;
      for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
        const auto number = static_cast<std::size_t>(line->function);
        const model::Function& function = profile.functions[number];
        // A new Python thread: its native frames may be left out of the stack.
        now.is_thread =
            now.is_thread ||
            (node.parent < 0 && line == lines.rbegin() && begins_thread(function.name)) ||
            (function.language == model::Language::python &&
             function.name.ends_with("_bootstrap") && function.file.ends_with("/threading.py"));
        if (now.is_thread && now.entry < 0 && !is_machinery(profile, function))
          now.entry = line->function;
      }
      seen.push_back(now);
      entries_.push_back(now.entry);
    }
  }

  /// The function that most of a thread's time was below, as far as it is known: a worker of OpenMP
  /// also waits. Threads without one are left out.
  [[nodiscard]] std::map<std::int32_t, std::int32_t> of_threads() const {
    std::map<std::int32_t, std::map<std::int32_t, Seconds>> times;
    for (const model::StackUse& use : profile_.uses)
      times[use.thread][entries_[static_cast<std::size_t>(use.stack)]] += use.cpu;
    std::map<std::int32_t, std::int32_t> entries;
    for (const auto& [thread, by_entry] : times) {
      Seconds all{};
      for (const auto& [entry, time] : by_entry)
        if (entry >= 0) all += time;
      for (const auto& [entry, time] : by_entry) {
        if (entry >= 0 && time > all * 0.5) entries[thread] = entry;
      }
    }
    return entries;
  }

 private:
  const model::Profile& profile_;
  std::vector<std::int32_t> entries_;  // function, by stack; -1 unknown
};

}  // namespace

void name_threads(model::Profile& profile) {
  std::map<std::pair<std::int64_t, std::string>, int> alike;
  for (const model::SampledThread& thread : profile.threads) ++alike[{thread.process, thread.name}];
  for (const auto& [thread, entry] : Entries{profile}.of_threads()) {
    model::SampledThread& row = profile.threads[static_cast<std::size_t>(thread)];
    if (alike[{row.process, row.name}] < 2) continue;
    const model::Function& function = profile.functions[static_cast<std::size_t>(entry)];
    std::string name = function.language == model::Language::python
                           ? function.name
                           : symbols::shortened(function.name);
    if (name.size() > longest_entry) name = name.substr(0, longest_entry) + "...";
    row.name += " (" + name + ")";
  }
}

}  // namespace calo::sampling
