#include "report/report_stacks.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "attribution/call_tree.hpp"
#include "attribution/stages.hpp"
#include "report/profile_view.hpp"

namespace calo::report {

namespace {

using Json = Container::Json;

/// One row of the table of uses.
struct Use {
  std::uint32_t bucket = 0, thread = 0, node = 0;
  std::uint8_t stage = 0;
  attribution::Cost cost;

  [[nodiscard]] auto place() const { return std::tuple{thread, node, stage}; }
};

std::vector<Use> uses_of(const model::Profile& profile, const attribution::CallTree& tree) {
  const std::vector<attribution::Stage> stages = attribution::stages(profile);
  std::vector<Use> uses;
  uses.reserve(profile.uses.size());
  for (std::size_t i = 0; i < profile.uses.size(); ++i) {
    const model::StackUse& use = profile.uses[i];
    uses.push_back({static_cast<std::uint32_t>(use.bucket), static_cast<std::uint32_t>(use.thread),
                    static_cast<std::uint32_t>(tree.node_of_use[i]),
                    static_cast<std::uint8_t>(stages[static_cast<std::size_t>(use.stack)]),
                    attribution::Cost::of(use)});
  }
  std::ranges::sort(uses, [](const Use& a, const Use& b) {
    return a.place() != b.place() ? a.place() < b.place() : a.bucket < b.bucket;
  });
  return uses;
}

/// Uses of one place in one group of 2^shift buckets, as one.
std::vector<Use> merged(const std::vector<Use>& uses, unsigned shift) {
  std::vector<Use> result;
  for (const Use& use : uses) {
    const std::uint32_t bucket = use.bucket >> shift;
    if (!result.empty() && result.back().place() == use.place() && result.back().bucket == bucket) {
      result.back().cost += use.cost;
    } else {
      result.push_back(use);
      result.back().bucket = bucket;
    }
  }
  return result;
}

/// Merges neighbouring buckets in pairs until there are few enough uses.
void fit(std::vector<Use>& uses, std::vector<model::Bucket>& buckets) {
  unsigned shift = 0;
  std::vector<Use> fewer = merged(uses, shift);
  while (fewer.size() > most_uses && (std::size_t{1} << shift) < buckets.size()) {
    fewer = merged(uses, ++shift);
  }
  uses = std::move(fewer);
  std::vector<model::Bucket> longer;
  for (std::size_t i = 0; i < buckets.size(); ++i) {
    if (i % (std::size_t{1} << shift) == 0) longer.push_back(buckets[i]);
    longer.back().begin = std::min(longer.back().begin, buckets[i].begin);
    longer.back().end = std::max(longer.back().end, buckets[i].end);
  }
  buckets = std::move(longer);
}

void add_code(Container& container, const model::Profile& profile,
              const attribution::CallTree& tree) {
  std::vector<std::uint32_t> paths;
  std::vector<std::uint8_t> interpreters;
  for (const model::Module& module : profile.modules) {
    paths.push_back(container.text(module.path));
    interpreters.push_back(module.interpreter ? 1 : 0);
  }
  container.add("modules.name", paths);
  container.add("modules.interpreter", interpreters);

  std::vector<std::uint32_t> names, files, lines;
  std::vector<std::int32_t> modules;
  std::vector<std::uint8_t> languages;
  for (const model::Function& function : profile.functions) {
    names.push_back(container.text(function.name));
    files.push_back(container.text(function.file));
    lines.push_back(static_cast<std::uint32_t>(std::max(0, function.first_line)));
    modules.push_back(function.module.value_or(-1));
    languages.push_back(static_cast<std::uint8_t>(function.language));
  }
  container.add("functions.name", names);
  container.add("functions.file", files);
  container.add("functions.line", lines);
  container.add("functions.module", modules);
  container.add("functions.language", languages);

  std::vector<std::int32_t> parents, functions;
  std::vector<std::uint32_t> at_lines;
  for (const attribution::CallNode& node : tree.nodes) {
    parents.push_back(node.parent);
    functions.push_back(node.function);
    at_lines.push_back(static_cast<std::uint32_t>(std::max(0, node.line)));
  }
  container.add("nodes.parent", parents);
  container.add("nodes.function", functions);
  container.add("nodes.line", at_lines);
}

void add_threads(Container& container, const model::Profile& profile,
                 const std::map<std::int64_t, std::int32_t>& process_row) {
  std::vector<std::int32_t> processes;
  std::vector<std::uint32_t> names;
  std::vector<double> tids, sampled, unsampled, samples, truncated;
  for (const model::SampledThread& thread : profile.threads) {
    const auto row = process_row.find(thread.process);
    processes.push_back(row == process_row.end() ? -1 : row->second);
    names.push_back(container.text(thread.name));
    tids.push_back(static_cast<double>(thread.tid));
    sampled.push_back(thread.sampled.value());
    unsampled.push_back(thread.unsampled.value());
    samples.push_back(static_cast<double>(thread.samples));
    truncated.push_back(static_cast<double>(thread.truncated));
  }
  container.add("threads.process", processes);
  container.add("threads.name", names);
  container.add("threads.tid", tids);
  container.add("threads.sampled_s", sampled);
  container.add("threads.unsampled_s", unsampled);
  container.add("threads.samples", samples);
  container.add("threads.truncated", truncated);
}

void add_uses(Container& container, const std::vector<Use>& uses,
              const std::vector<model::Bucket>& buckets) {
  std::vector<double> begins, ends;
  for (const model::Bucket& bucket : buckets) {
    begins.push_back(bucket.begin.value());
    ends.push_back(bucket.end.value());
  }
  container.add("buckets.begin_s", begins);
  container.add("buckets.end_s", ends);

  std::vector<std::uint32_t> of_bucket, threads, nodes, samples;
  std::vector<std::uint8_t> stages;
  std::vector<double> cpu, dynamic, fixed, squares;
  for (const Use& use : uses) {
    of_bucket.push_back(use.bucket);
    threads.push_back(use.thread);
    nodes.push_back(use.node);
    stages.push_back(use.stage);
    samples.push_back(static_cast<std::uint32_t>(use.cost.samples));
    cpu.push_back(use.cost.cpu.value());
    dynamic.push_back(use.cost.dynamic.value());
    fixed.push_back(use.cost.static_share.value());
    squares.push_back(use.cost.dynamic_squares);
  }
  container.add("uses.bucket", of_bucket);
  container.add("uses.thread", threads);
  container.add("uses.node", nodes);
  container.add("uses.stage", stages);
  container.add("uses.samples", samples);
  container.add("uses.cpu_s", cpu);
  container.add("uses.dynamic_j", dynamic);
  container.add("uses.static_j", fixed);
  container.add("uses.squares_j2", squares);
}

}  // namespace

void add_stacks(Container& container, Json& header, const ReportInput& input,
                const std::map<std::int64_t, std::int32_t>& process_row) {
  const model::Profile none;
  const bool is_there = input.analysis.has_samples();
  const model::Profile& profile = is_there ? *input.analysis.profile : none;
  attribution::View view;
  view.fold_interpreter = input.fold_interpreter;
  view.tell_lines_apart = true;
  const attribution::CallTree tree = attribution::call_tree(profile, view);
  std::vector<Use> uses = uses_of(profile, tree);
  std::vector<model::Bucket> buckets = profile.buckets;
  fit(uses, buckets);
  add_code(container, profile, tree);
  add_threads(container, profile, process_row);
  add_uses(container, uses, buckets);

  header["stages"] = Json::array();
  for (const attribution::Stage stage : attribution::all_stages)
    header["stages"].push_back(attribution::name(stage));
  header["profile"] = nullptr;
  header["bucket_s"] = nullptr;
  if (!is_there) return;
  std::int64_t samples = 0;
  std::int64_t truncated = 0;
  for (const model::StackUse& use : profile.uses) samples += use.samples;
  for (const model::SampledThread& thread : profile.threads) truncated += thread.truncated;
  header["profile"] = {
      {"period_s", profile.period.value()},   {"samples", samples},
      {"rate", rate_text(profile)},           {"truncated", truncated},
      {"dropped", profile.dropped},           {"unseen_threads", profile.unseen_threads},
      {"handler_s", profile.handler.value()}, {"folded", input.fold_interpreter}};
  if (!buckets.empty()) {
    const model::Bucket longest = *std::ranges::max_element(
        buckets, {}, [](const model::Bucket& bucket) { return bucket.end - bucket.begin; });
    header["bucket_s"] = (longest.end - longest.begin).value();
  }
}

}  // namespace calo::report
