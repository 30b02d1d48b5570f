#include "formats/pprof.hpp"

#include <algorithm>
#include <climits>
#include <numeric>
#include <string_view>
#include <unordered_map>

#include "base/text.hpp"
#include "formats/gzip.hpp"
#include "formats/whole_units.hpp"
#include "profile.pb.h"

namespace calo::formats {

namespace {

std::uint64_t id_of(std::int32_t index) {
  return static_cast<std::uint64_t>(index) + 1;
}

/// Writes each module, function, location and text once, and only if something refers to it.
class Writer {
 public:
  explicit Writer(const model::Profile& profile)
      : profile_{profile},
        modules_(profile.modules.size()),
        functions_(profile.functions.size()),
        locations_(profile.locations.size()) {
    text("");
  }

  std::int64_t text(std::string_view text) {
    const auto [found, is_new] =
        texts_.try_emplace(one_line(text), static_cast<std::int64_t>(texts_.size()));
    if (is_new) out.add_string_table(found->first);
    return found->second;
  }

  std::uint64_t location(std::int32_t index) {
    if (!locations_[at(index)]) {
      locations_[at(index)] = true;
      add(profile_.locations[at(index)], id_of(index));
    }
    return id_of(index);
  }

  void add_type(std::string_view type, std::string_view unit) {
    set(*out.add_sample_type(), type, unit);
  }
  void set(pprof::ValueType& value_type, std::string_view type, std::string_view unit) {
    value_type.set_type(text(type));
    value_type.set_unit(text(unit));
  }

  pprof::Profile out;

 private:
  void add(const model::Location& location, std::uint64_t id) {
    pprof::Location& added = *out.add_location();
    added.set_id(id);
    added.set_address(location.address);
    if (location.module) added.set_mapping_id(mapping(*location.module));
    for (const model::Line& line : location.lines) {
      pprof::Line& part = *added.add_line();
      part.set_function_id(function(line.function));
      part.set_line(line.line);
    }
  }

  std::uint64_t function(std::int32_t index) {
    if (!functions_[at(index)]) {
      functions_[at(index)] = true;
      const model::Function& function = profile_.functions[at(index)];
      pprof::Function& added = *out.add_function();
      added.set_id(id_of(index));
      added.set_name(text(shown_name(profile_, index)));
      added.set_system_name(function.linkage_name.empty() ? added.name()
                                                          : text(function.linkage_name));
      added.set_filename(text(function.file));
      added.set_start_line(function.first_line);
    }
    return id_of(index);
  }

  std::uint64_t mapping(std::int32_t index) {
    if (!modules_[at(index)]) {
      modules_[at(index)] = true;
      const model::Module& module = profile_.modules[at(index)];
      pprof::Mapping& added = *out.add_mapping();
      added.set_id(id_of(index));
      added.set_memory_limit(end_of(index));
      added.set_filename(text(module.path));
      added.set_build_id(text(module.build_id));
      // Symbols are resolved: pprof is not to look for them again.
      added.set_has_functions(profile_.resolved);
      added.set_has_filenames(profile_.resolved);
      added.set_has_line_numbers(profile_.resolved);
      added.set_has_inline_frames(profile_.resolved);
    }
    return id_of(index);
  }

  /// Addresses count from 0, as in the file: a mapping holds all of its module.
  std::uint64_t end_of(std::int32_t module) {
    if (ends_.empty()) {
      ends_.resize(profile_.modules.size(), 1);
      for (const model::Location& location : profile_.locations) {
        if (!location.module || location.address == UINT64_MAX) continue;
        std::uint64_t& end = ends_[at(*location.module)];
        end = std::max(end, location.address + 1);
      }
    }
    return ends_[at(module)];
  }

  const model::Profile& profile_;
  std::vector<bool> modules_, functions_, locations_;  ///< written already
  std::vector<std::uint64_t> ends_;
  std::unordered_map<std::string, std::int64_t> texts_;
};

void add_number(Writer& writer, pprof::Sample& sample, std::string_view key, std::int64_t number) {
  pprof::Label& label = *sample.add_label();
  label.set_key(writer.text(key));
  label.set_num(number);
}

void add_head(Writer& writer, const model::Run& run, const model::Profile& profile,
              Measure default_type) {
  writer.add_type("samples", "count");
  writer.add_type("cpu", "nanoseconds");
  writer.add_type("energy", "microjoules");
  writer.add_type("co2", "micrograms");
  writer.out.set_default_sample_type(writer.text(default_type == Measure::energy   ? "energy"
                                                 : default_type == Measure::carbon ? "co2"
                                                                                   : "cpu"));
  const auto nanoseconds = [](Seconds time) {
    return whole_units(std::vector{time.value()}, 1e9).front();
  };
  writer.set(*writer.out.mutable_period_type(), "cpu", "nanoseconds");
  writer.out.set_period(nanoseconds(profile.period));
  writer.out.set_time_nanos(run.header.started_utc.count());
  writer.out.set_duration_nanos(nanoseconds(run.end.wall));
  writer.out.add_comment(writer.text("calo " + run.header.calo_version));
  writer.out.add_comment(writer.text(text::shell_quoted(run.header.command)));
}

}  // namespace

Result<std::string> pprof_profile(const model::Run& run, const model::Profile& profile,
                                  const ProfileOptions& options) {
  ProfileOptions by_thread = options;
  by_thread.tell_threads_apart = true;
  std::vector<std::int32_t> itself(profile.stacks.size());
  std::iota(itself.begin(), itself.end(), 0);
  const std::vector<StackCost> costs = costs_by_stack(profile, itself, by_thread);
  const std::vector<std::int64_t> energy = micro_weights(costs, Measure::energy, run);
  const std::vector<std::int64_t> carbon = micro_weights(costs, Measure::carbon, run);
  std::vector<double> seconds;
  seconds.reserve(costs.size());
  for (const StackCost& cost : costs) seconds.push_back(cost.cpu.value());
  const std::vector<std::int64_t> cpu = whole_units(seconds, 1e9);

  Writer writer{profile};
  add_head(writer, run, profile, options.by);
  const model::InterpreterFrames interpreter{profile};
  struct ThreadLabels {
    std::int64_t pid, name;
  };
  std::vector<ThreadLabels> threads;
  threads.reserve(profile.threads.size());
  for (const model::SampledThread& thread : profile.threads) {
    threads.push_back({pid_of(run, thread), writer.text(thread.name)});
  }
  for (std::size_t i = 0; i < costs.size(); ++i) {
    pprof::Sample& sample = *writer.out.add_sample();
    const std::size_t stack = at(costs[i].stack);
    for (std::int32_t node = costs[i].stack; node >= 0; node = profile.stacks[at(node)].parent) {
      const std::int32_t location = profile.stacks[at(node)].location;
      if (options.fold_interpreter && interpreter.hides(stack, location)) continue;
      sample.add_location_id(writer.location(location));
    }
    for (const std::int64_t value : {costs[i].samples, cpu[i], energy[i], carbon[i]}) {
      sample.add_value(value);
    }
    const std::size_t thread = at(costs[i].thread);
    add_number(writer, sample, "pid", threads[thread].pid);
    add_number(writer, sample, "tid", profile.threads[thread].tid);
    pprof::Label& label = *sample.add_label();
    label.set_key(writer.text("thread"));
    label.set_str(threads[thread].name);
  }
  std::string bytes;
  if (writer.out.ByteSizeLong() > INT_MAX || !writer.out.SerializeToString(&bytes)) {
    return fail(Category::exhausted, "exporting for pprof: the profile is larger than 2 GiB",
                "Export another format, or record with a lower --rate");
  }
  return gzip(bytes);
}

}  // namespace calo::formats
