#include "formats/collapsed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <utility>

namespace calo::formats {

namespace {

std::string frame_text(const model::Profile& profile, std::int32_t function) {
  std::string result = shown_name(profile, function);
  if (function >= 0) {
    const model::Function& f = profile.functions[at(function)];
    if (f.language == model::Language::python && !f.file.empty()) {
      const std::string file = one_line(f.file);
      result += fmt::format(" ({}:{})", file.substr(file.rfind('/') + 1), f.first_line);
    }
  }
  std::ranges::replace(result, ';', ':');
  return result;
}

}  // namespace

void write_collapsed(std::ostream& out, const model::Run& run, const model::Profile& profile,
                     const ProfileOptions& options) {
  const Stacks stacks = stacks_of(profile, options.fold_interpreter, Lines::merged);
  const std::vector<StackCost> costs = costs_by_stack(profile, stacks.innermost, options);
  const std::vector<std::int64_t> weights = micro_weights(costs, options.by, run);
  std::vector<std::string> names;  // of function -1 first
  for (std::int32_t f = -1; f < static_cast<std::int32_t>(profile.functions.size()); ++f) {
    names.push_back(frame_text(profile, f));
  }
  std::vector<std::string> threads;
  for (std::int32_t t = 0; options.tell_threads_apart && at(t) < profile.threads.size(); ++t) {
    std::ranges::replace(threads.emplace_back(shown_thread(run, profile, t)), ';', ':');
  }
  for (std::size_t i = 0; i < costs.size(); ++i) {
    if (weights[i] == 0) continue;
    bool is_first = true;
    const auto write = [&](const std::string& frame) {
      if (!std::exchange(is_first, false)) out << ';';
      out << frame;
    };
    if (options.tell_threads_apart) write(threads[at(costs[i].thread)]);
    for (const std::int32_t frame : stacks.path(costs[i].stack))
      write(names[slot_of(stacks.frames[at(frame)].function)]);
    out << ' ' << weights[i] << '\n';
  }
}

}  // namespace calo::formats
