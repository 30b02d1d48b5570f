#include "sampling/resolve.hpp"

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <map>
#include <mutex>
#include <numeric>
#include <string>
#include <system_error>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

#include "sampling/roots.hpp"
#include "sampling/thread_names.hpp"

namespace calo::sampling {

namespace {

/// The locations of one module that wait for their functions.
struct Work {
  std::int32_t module = 0;
  std::vector<std::size_t> locations;
  symbols::DebugInformation debug_information = symbols::DebugInformation::anywhere;
  symbols::Symbolized result;
};

/// Inflating the debug file of libc takes 45 ms: only for a library that takes this much itself.
constexpr double worth_a_debug_file = 0.05;

/// By module: samples with one of its functions on top.
std::vector<std::int64_t> samples_on_top(const model::Profile& profile) {
  std::vector<std::int64_t> samples(profile.modules.size());
  for (const model::StackUse& use : profile.uses) {
    const auto stack = static_cast<std::size_t>(use.stack);
    const auto location = static_cast<std::size_t>(profile.stacks[stack].location);
    const auto module = profile.locations[location].module;
    if (module) samples[static_cast<std::size_t>(*module)] += use.samples;
  }
  return samples;
}

std::vector<Work> work_of(const model::Profile& profile) {
  std::map<std::int32_t, Work> by_module;
  for (std::size_t i = 0; i < profile.locations.size(); ++i) {
    const model::Location& location = profile.locations[i];
    if (!location.module || !location.lines.empty()) continue;
    Work& work = by_module[*location.module];
    work.module = *location.module;
    work.locations.push_back(i);
  }
  const std::vector<std::int64_t> on_top = samples_on_top(profile);
  const auto samples = static_cast<double>(std::reduce(on_top.begin(), on_top.end()));
  std::vector<Work> all;
  all.reserve(by_module.size());
  for (auto& [module, work] : by_module) {
    const auto own = static_cast<double>(on_top[static_cast<std::size_t>(module)]);
    if (own < worth_a_debug_file * samples)
      work.debug_information = symbols::DebugInformation::in_the_file;
    all.push_back(std::move(work));
  }
  // The largest first: it takes longest.
  std::ranges::sort(all, std::ranges::greater{},
                    [](const Work& work) { return work.locations.size(); });
  return all;
}

/// Code that a program made while it ran, or of which nothing is known: `[jit]`.
bool has_no_file(const model::Module& module) {
  return module.path.starts_with('[') && module.path != "[vdso]";
}

/// Every address under one name.
symbols::Symbolized named_alike(std::size_t count, const std::string& name) {
  symbols::Frame frame;
  frame.name = name;
  symbols::Symbolized result;
  result.frames.assign(count, {frame});
  return result;
}

void look_up(const model::Profile& profile, symbols::Settings settings,
             const stack_table::KeptFiles* files, Work& work) {
  if (settings.debug_information == symbols::DebugInformation::anywhere)
    settings.debug_information = work.debug_information;
  const model::Module& module = profile.modules[static_cast<std::size_t>(work.module)];
  std::vector<std::uint64_t> addresses;
  addresses.reserve(work.locations.size());
  for (const std::size_t location : work.locations)
    addresses.push_back(profile.locations[location].address);
  if (has_no_file(module)) {
    work.result = named_alike(addresses.size(), module.path);
    return;
  }
  symbols::ModuleFile file{module.path, module.build_id};
  const auto kept = files != nullptr ? files->find(work.module) : std::nullopt;
  if (kept) {
    file.open_as = *kept;
  } else if (files != nullptr && module.build_id.empty() && files->is_doubtful(work.module)) {
    file.open_as = "/dev/null";  // no file: names of another one would be wrong
  }
  work.result = symbols::symbolize(file, addresses, settings);
}

/// Functions of machine code, each once.
class Functions {
 public:
  /// Those that are known already stay what they are.
  explicit Functions(model::Profile& profile) : profile_{profile} {
    for (std::size_t i = 0; i < profile.functions.size(); ++i) {
      const model::Function& function = profile.functions[i];
      if (!function.module) continue;
      known_.try_emplace(
          std::tuple{*function.module, function.name, function.file, function.first_line},
          static_cast<std::int32_t>(i));
    }
  }

  std::int32_t number(std::int32_t module, const symbols::Frame& frame) {
    const std::string& file = frame.function_file.empty() ? frame.file : frame.function_file;
    const auto [at, is_new] =
        known_.try_emplace(std::tuple{module, frame.name, file, frame.first_line},
                           static_cast<std::int32_t>(profile_.functions.size()));
    if (is_new) {
      model::Function function;
      function.name = frame.name;
      if (frame.linkage_name != frame.name) function.linkage_name = frame.linkage_name;
      function.file = file;
      function.first_line = frame.first_line;
      function.module = module;
      profile_.functions.push_back(std::move(function));
    }
    return at->second;
  }

 private:
  model::Profile& profile_;
  std::map<std::tuple<std::int32_t, std::string, std::string, int>, std::int32_t> known_;
};

void look_up_all(model::Profile& profile, const symbols::Settings& settings,
                 const std::function<void(std::size_t, std::size_t)>& progress,
                 const stack_table::KeptFiles* files, std::vector<Work>& all) {
  std::atomic<std::size_t> next{0};
  std::size_t done = 0;
  std::mutex telling;
  const auto run = [&] {
    for (std::size_t i = next++; i < all.size(); i = next++) {
      look_up(profile, settings, files, all[i]);
      const std::lock_guard lock{telling};
      ++done;
      if (progress) progress(done, all.size());
    }
  };
  {
    const std::size_t count =
        std::min<std::size_t>(all.size(), std::max(1U, std::thread::hardware_concurrency()));
    std::vector<std::jthread> helpers;
    try {
      for (std::size_t i = 1; i < count; ++i) helpers.emplace_back(run);
    } catch (const std::system_error&) {  // NOLINT(bugprone-empty-catch): fewer are enough
      // No more threads (`ulimit -u`, `ulimit -v`): those that are there do it.
    }
    run();
  }
  // In the order of modules, so that the same samples give the same file.
  std::ranges::sort(all, {}, &Work::module);
  Functions functions{profile};
  for (const Work& work : all) {
    for (std::size_t i = 0; i < work.locations.size(); ++i) {
      model::Location& location = profile.locations[work.locations[i]];
      for (const symbols::Frame& frame : work.result.frames[i])
        location.lines.push_back({functions.number(work.module, frame), frame.line});
    }
  }
}

}  // namespace

symbols::Settings settings_from_environment() {
  symbols::Settings settings;
  if (const char* const list = std::getenv("CALO_DEBUG_DIRECTORIES")) {
    const auto directories = symbols::directories(list);
    settings.debug_directories.insert(settings.debug_directories.begin(), directories.begin(),
                                      directories.end());
  }
  return settings;
}

void resolve(model::Profile& profile, const symbols::Settings& settings,
             const std::function<void(std::size_t, std::size_t)>& progress,
             const stack_table::KeptFiles* files) {
  if (profile.resolved) return;
  std::vector<Work> all = work_of(profile);
  look_up_all(profile, settings, progress, files, all);
  profile.resolved = true;
  give_one_root(profile);
  name_threads(profile);
}

void resolve_replaced(model::Profile& profile, const symbols::Settings& settings,
                      const stack_table::KeptFiles& files) {
  if (profile.resolved) return;
  std::vector<Work> all = work_of(profile);
  std::erase_if(all, [&](const Work& work) {
    const model::Module& module = profile.modules[static_cast<std::size_t>(work.module)];
    return module.path.starts_with('[') ||
           (!module.build_id.empty() && !files.was_replaced(work.module, module.path));
  });
  look_up_all(profile, settings, {}, &files, all);
}

}  // namespace calo::sampling
