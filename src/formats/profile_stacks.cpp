#include "formats/profile_stacks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <ranges>

#include "attribution/call_tree.hpp"
#include "base/text.hpp"
#include "formats/whole_units.hpp"

namespace calo::formats {

namespace {

Joules energy_of(const model::StackUse& use, const ProfileOptions& options) {
  return use.dynamic + use.static_share * options.paid;
}

}  // namespace

std::string_view micro_unit(Measure measure) {
  switch (measure) {
    case Measure::energy:
      return "µJ";
    case Measure::cpu:
      return "µs";
    case Measure::carbon:
      return "µg CO2e";
  }
  return "";
}

GramsPerJoule carbon_factor(const model::Run& run) {
  return run.header.carbon.pue * run.header.carbon.intensity;
}

Result<Measure> measure_of(const model::Run& run, const model::Profile& profile,
                           std::optional<Measure> asked) {
  const bool has_energy = std::ranges::any_of(profile.uses, [](const model::StackUse& use) {
    return use.dynamic > Joules{} || use.static_share > Joules{};
  });
  const bool has_carbon = has_energy && carbon_factor(run) > GramsPerJoule{};
  if (!asked) return has_energy ? Measure::energy : Measure::cpu;
  if (*asked == Measure::energy && !has_energy) {
    return fail(Category::usage, "exporting by energy: the run knows no energy of its functions",
                "Export by CPU time, or measure where 'calo doctor' finds a meter");
  }
  if (*asked == Measure::carbon && !has_carbon) {
    return fail(Category::usage, "exporting by carbon: the run knows no carbon of its functions",
                "Export by CPU time or energy");
  }
  return *asked;
}

std::vector<std::int32_t> Stacks::path(std::int32_t frame) const {
  std::vector<std::int32_t> result;
  for (; frame >= 0; frame = frames[at(frame)].parent) result.push_back(frame);
  std::ranges::reverse(result);
  return result;
}

Stacks stacks_of(const model::Profile& profile, bool fold_interpreter, Lines lines) {
  attribution::View view;
  view.fold_interpreter = fold_interpreter;
  view.tell_lines_apart = lines == Lines::told_apart;
  const attribution::CallTree tree = attribution::call_tree(profile, view);
  Stacks result;
  result.frames.reserve(tree.nodes.size());
  for (const attribution::CallNode& node : tree.nodes | std::views::drop(1))
    result.frames.push_back({node.parent - 1, node.function, node.line});
  result.innermost.resize(profile.stacks.size(), -1);
  for (std::size_t i = 0; i < profile.uses.size(); ++i) {
    std::int32_t frame = tree.node_of_use[i] - 1;
    if (frame < 0) {  // the root itself: nobody knows a function of the stack
      frame = static_cast<std::int32_t>(result.frames.size());
      result.frames.push_back({});
    }
    result.innermost[at(profile.uses[i].stack)] = frame;
  }
  return result;
}

std::vector<StackCost> costs_by_stack(const model::Profile& profile,
                                      std::span<const std::int32_t> stack_of,
                                      const ProfileOptions& options) {
  const std::size_t threads = options.tell_threads_apart ? profile.threads.size() : 1;
  // Uses in the order of their threads (counting sort), then one row of sums per thread.
  std::vector<std::size_t> first(threads + 1, 0);
  const auto thread_of = [&](const model::StackUse& use) {
    return options.tell_threads_apart ? at(use.thread) : std::size_t{0};
  };
  for (const model::StackUse& use : profile.uses) ++first[thread_of(use) + 1];
  std::partial_sum(first.begin(), first.end(), first.begin());
  std::vector<std::size_t> order(profile.uses.size());
  std::vector<std::size_t> next = first;
  for (std::size_t i = 0; i < order.size(); ++i) order[next[thread_of(profile.uses[i])]++] = i;

  const std::int32_t most = stack_of.empty() ? -1 : *std::ranges::max_element(stack_of);
  std::vector<std::size_t> place(at(most + 1));
  std::vector<StackCost> result;
  for (std::size_t thread = 0; thread < threads; ++thread) {
    const std::size_t begin = result.size();
    for (std::size_t k = first[thread]; k < first[thread + 1]; ++k) {
      const model::StackUse& use = profile.uses[order[k]];
      const std::int32_t stack = stack_of[at(use.stack)];
      std::size_t& mine = place[at(stack)];
      if (mine < begin || mine >= result.size() || result[mine].stack != stack) {
        mine = result.size();
        result.push_back({.thread = options.tell_threads_apart ? use.thread : -1, .stack = stack});
      }
      StackCost& cost = result[mine];
      cost.samples += use.samples;
      cost.cpu += use.cpu;
      cost.energy += energy_of(use, options);
    }
    std::ranges::sort(result.begin() + static_cast<std::ptrdiff_t>(begin), result.end(), {},
                      &StackCost::stack);
  }
  return result;
}

std::vector<std::int64_t> micro_weights(std::span<const StackCost> costs, Measure measure,
                                        const model::Run& run) {
  std::vector<double> amounts;
  amounts.reserve(costs.size());
  for (const StackCost& cost : costs) {
    switch (measure) {
      case Measure::energy:
        amounts.push_back(cost.energy.value());
        break;
      case Measure::cpu:
        amounts.push_back(cost.cpu.value());
        break;
      case Measure::carbon:
        amounts.push_back((cost.energy * carbon_factor(run)).value());
        break;
    }
  }
  return whole_units(amounts, 1e6);
}

std::string one_line(std::string_view text) {
  return text::printable(text, longest_line);
}

std::string shown_name(const model::Profile& profile, std::int32_t function) {
  if (function < 0) return "[unknown]";
  const model::Function& f = profile.functions[at(function)];
  const std::string& known = f.name.empty() ? f.linkage_name : f.name;
  return known.empty() ? "[unknown]" : one_line(known);
}

std::string shown_file(const model::Profile& profile, std::int32_t function) {
  if (function < 0) return "";
  const model::Function& f = profile.functions[at(function)];
  if (!f.file.empty()) return one_line(f.file);
  return f.module ? one_line(profile.modules[at(*f.module)].path) : "";
}

std::int64_t pid_of(const model::Run& run, const model::SampledThread& thread) {
  const auto found = std::ranges::find(run.processes, thread.process, &model::ProcessRecord::id);
  return found == run.processes.end() ? 0 : found->pid;
}

std::string shown_thread(const model::Run& run, const model::Profile& profile,
                         std::int32_t thread) {
  if (thread < 0) return "all threads";
  const model::SampledThread& t = profile.threads[at(thread)];
  return fmt::format("{} (pid {}, tid {})", one_line(t.name), pid_of(run, t), t.tid);
}

}  // namespace calo::formats
