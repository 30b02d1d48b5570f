#include "formats/firefox.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <numeric>
#include <ostream>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/text.hpp"
#include "formats/firefox_counters.hpp"
#include "formats/json_table.hpp"
#include "formats/whole_units.hpp"

namespace calo::formats {

namespace {

using Json = nlohmann::ordered_json;

std::string text_of(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// Texts by number, each once.
class Texts {
 public:
  std::size_t number(std::string_view text) {
    const auto [found, is_new] = numbers_.try_emplace(std::string{text}, texts_.size());
    if (is_new) texts_.push_back(found->first);
    return found->second;
  }
  [[nodiscard]] const std::vector<std::string>& texts() const { return texts_; }

 private:
  std::unordered_map<std::string, std::size_t> numbers_;
  std::vector<std::string> texts_;
};

constexpr std::array categories = {"native", "Python", "kernel"};
constexpr std::array category_colours = {"blue", "yellow", "orange"};
std::size_t category_of(const model::Profile& profile, std::int32_t function) {
  return function < 0 ? 0 : static_cast<std::size_t>(profile.functions[at(function)].language);
}

Json head(const model::Run& run, const model::Profile& profile) {
  Json listed = Json::array();
  for (std::size_t i = 0; i < categories.size(); ++i) {
    listed.push_back(
        {{"name", categories[i]}, {"color", category_colours[i]}, {"subcategories", {"Other"}}});
  }
  const model::Machine& machine = run.header.machine;
  const double interval = in_milliseconds(profile.period);
  return {{"interval", interval > 0.0 ? interval : 1.0},
          {"startTime", static_cast<double>(run.header.started_utc.count()) * 1e-6},
          {"preprocessedProfileVersion", 66},
          {"version", 31},
          {"processType", 0},
          {"product", run.header.name},
          {"importedFrom", "calo " + run.header.calo_version},
          {"arguments", text::shell_quoted(run.header.command)},
          {"stackwalk", 1},
          {"debug", false},
          {"symbolicated", true},
          {"usesOnlyOneStackType", true},
          {"sourceCodeIsNotOnSearchfox", true},
          {"doesNotUseFrameImplementation", true},
          {"CPUName", machine.cpu_model},
          {"physicalCPUs", machine.cores},
          {"logicalCPUs", machine.threads},
          {"gramsOfCO2ePerKWh", in_grams_per_kwh(carbon_factor(run))},
          {"sampleUnits", {{"time", "ms"}, {"eventDelay", "ms"}, {"threadCPUDelta", "ns"}}},
          {"categories", listed},
          {"markerSchema", Json::array()},
          {"pausedRanges", Json::array()},
          {"initialSelectedThreads", {0}},
          {"extra", Json::array()}};
}

/// Places in code, for all threads: functions and frames are numbered as in the profile, function
/// -1 as 0.
std::string known_line(int line) {
  return line > 0 ? std::to_string(line) : "null";
}

void write_frames(std::ostream& out, const model::Profile& profile, const Stacks& stacks) {
  std::unordered_map<std::uint64_t, std::size_t> number;
  std::vector<std::size_t> frame_of;  // for each of stacks.frames
  std::vector<std::size_t> shown;     // one of stacks.frames for each frame of the format
  for (std::size_t i = 0; i < stacks.frames.size(); ++i) {
    const Frame& frame = stacks.frames[i];
    const std::uint64_t key = (std::uint64_t{static_cast<std::uint32_t>(frame.function)} << 32U) |
                              static_cast<std::uint32_t>(frame.line);
    const auto [found, is_new] = number.try_emplace(key, shown.size());
    if (is_new) shown.push_back(i);
    frame_of.push_back(found->second);
  }
  const auto shown_frame = [&](std::size_t i) -> const Frame& { return stacks.frames[shown[i]]; };
  JsonTable{out, "stackTable", stacks.frames.size()}
      .column("prefixOffset",
              [&](std::size_t i) {
                const std::int32_t parent = stacks.frames[i].parent;
                return parent < 0 ? 0 : i - at(parent);
              })
      .column("frame", [&](std::size_t i) { return frame_of[i]; })
      .end();
  JsonTable{out, "frameTable", shown.size()}
      .same("address", "-1")
      .same("inlineDepth", "0")
      .column("category", [&](auto i) { return category_of(profile, shown_frame(i).function); })
      .same("subcategory", "0")
      .column("func", [&](std::size_t i) { return shown_frame(i).function + 1; })
      .same("nativeSymbol", "null")
      .same("innerWindowID", "0")
      .column("line", [&](std::size_t i) { return known_line(shown_frame(i).line); })
      .same("column", "null")
      .same("originalLocation", "null")
      .end();
}

void write_functions(std::ostream& out, const model::Profile& profile, Texts& texts,
                     Texts& sources) {
  const auto function_at = [&](std::size_t i) {
    return i == 0 ? nullptr : &profile.functions[i - 1];
  };
  JsonTable{out, "funcTable", profile.functions.size() + 1}
      .column("name",
              [&](std::size_t i) {
                return texts.number(shown_name(profile, static_cast<std::int32_t>(i) - 1));
              })
      .same("isJS", "false")
      .same("relevantForJS", "false")
      .column("resource",
              [&](std::size_t i) {
                const model::Function* f = function_at(i);
                return f == nullptr ? -1 : f->module.value_or(-1);
              })
      .column("source",
              [&](std::size_t i) -> std::string {
                const model::Function* f = function_at(i);
                if (f == nullptr || f->file.empty()) return "null";
                return std::to_string(sources.number(one_line(f->file)));
              })
      .column("lineNumber",
              [&](std::size_t i) {
                const model::Function* f = function_at(i);
                return known_line(f == nullptr ? 0 : f->first_line);
              })
      .same("columnNumber", "null")
      .same("originalLocation", "null")
      .end();
}

void write_shared(std::ostream& out, const model::Profile& profile, const Stacks& stacks) {
  Texts texts;
  Texts sources;
  out << "\"shared\":{";
  write_frames(out, profile, stacks);
  write_functions(out, profile, texts, sources);
  JsonTable{out, "resourceTable", profile.modules.size()}
      .column("lib", [](std::size_t i) { return i; })
      .column("name",
              [&](std::size_t i) {
                const std::string& path = profile.modules[i].path;
                return texts.number(one_line(path.substr(path.rfind('/') + 1)));
              })
      .same("host", "null")
      .same("type", "1")  // a library
      .end();
  JsonTable{out, "nativeSymbols", 0}
      .same("libIndex", "")
      .same("address", "")
      .same("name", "")
      .same("functionSize", "")
      .end();
  JsonTable{out, "sources", sources.texts().size()}
      .same("id", "null")
      .column("filename", [&](std::size_t i) { return texts.number(sources.texts()[i]); })
      .same("startLine", "1")
      .same("startColumn", "1")
      .same("sourceMapURL", "null")
      .same("content", "null")
      .end();
  JsonTable{out, "sourceLocationTable", 0}
      .same("source", "")
      .same("line", "")
      .same("column", "")
      .end();
  out << "\"stringArray\":";
  write_json_array(out, texts.texts().size(),
                   [&](std::size_t i) { return text_of(texts.texts()[i]); });
  out << "},\n";
}

void write_libraries(std::ostream& out, const model::Profile& profile) {
  out << "\"libs\":";
  write_json_array(out, profile.modules.size(), [&](std::size_t i) {
    const model::Module& module = profile.modules[i];
    const std::string path = one_line(module.path);
    const std::string name = path.substr(path.rfind('/') + 1);
    return text_of({{"arch", ""},
                    {"name", name},
                    {"path", path},
                    {"debugName", name},
                    {"debugPath", path},
                    {"breakpadId", ""},
                    {"codeId", module.build_id.empty() ? Json(nullptr) : Json(module.build_id)}});
  });
  out << ",\n";
}

/// The uses of one thread in the order of time.
struct ThreadSamples {
  std::vector<const model::StackUse*> uses;
  std::vector<std::int64_t> cpu_ns;
  std::vector<double> time_ms;  ///< of their ends
};

std::vector<ThreadSamples> samples_by_thread(const model::Profile& profile) {
  std::vector<ThreadSamples> threads(profile.threads.size());
  for (const model::StackUse& use : profile.uses) threads[at(use.thread)].uses.push_back(&use);
  for (ThreadSamples& thread : threads) {
    std::ranges::stable_sort(thread.uses, {}, &model::StackUse::bucket);
    std::vector<double> cpu;
    cpu.reserve(thread.uses.size());
    for (const model::StackUse* use : thread.uses) cpu.push_back(use->cpu.value());
    thread.cpu_ns = whole_units(cpu, 1e9);
    thread.time_ms.reserve(thread.uses.size());
    for (std::size_t begin = 0, end = 0; begin < thread.uses.size(); begin = end) {
      const std::int32_t number = thread.uses[begin]->bucket;
      while (end < thread.uses.size() && thread.uses[end]->bucket == number) ++end;
      const model::Bucket& bucket = profile.buckets[at(number)];
      const double length = in_milliseconds(bucket.end - bucket.begin);
      for (std::size_t i = begin; i < end; ++i) {
        const double part = static_cast<double>(i - begin + 1) / static_cast<double>(end - begin);
        thread.time_ms.push_back(in_milliseconds(bucket.begin) + part * length);
      }
    }
  }
  return threads;
}

/// Nanoseconds as milliseconds, in full.
std::string exact_ms(std::int64_t ns) {
  return fmt::format("{}.{:06}", ns / 1'000'000, ns % 1'000'000);
}

void write_thread(std::ostream& out, const model::Run& run, const model::SampledThread& thread,
                  const ThreadSamples& samples, const Stacks& stacks) {
  const auto process = std::ranges::find(run.processes, thread.process, &model::ProcessRecord::id);
  const bool is_known = process != run.processes.end();
  const std::int64_t pid = is_known ? process->pid : 0;
  const Json end = is_known && process->end ? Json(in_milliseconds(*process->end)) : Json(nullptr);
  const Json known = {
      {"name", one_line(thread.name)},
      {"processName", is_known ? one_line(process->name) : ""},
      {"processType", "default"},
      {"pid", std::to_string(pid)},
      {"tid", thread.tid},
      {"isMainThread", thread.tid == pid},
      {"processStartupTime", is_known ? in_milliseconds(process->begin) : 0.0},
      {"processShutdownTime", end},
      {"registerTime", samples.time_ms.empty() ? 0.0 : samples.time_ms.front()},
      {"unregisterTime", nullptr},
      {"pausedRanges", Json::array()},
      {"showMarkersInTimeline", false},
  };
  std::string text = text_of(known);
  text.back() = ',';  // in place of the closing brace: more members follow
  out << text << '\n';
  JsonTable{out, "samples", samples.uses.size()}
      .column("stack", [&](std::size_t i) { return stacks.innermost[at(samples.uses[i]->stack)]; })
      .column("time", [&](std::size_t i) { return fmt::format("{:.6f}", samples.time_ms[i]); })
      .column("weight", [&](std::size_t i) { return exact_ms(samples.cpu_ns[i]); })
      .column("threadCPUDelta", [&](std::size_t i) { return samples.cpu_ns[i]; })
      .end(R"(,"weightType":"tracing-ms"},)");
  out << '\n';
  JsonTable markers{out, "markers", 0};
  for (const char* name : {"data", "name", "startTime", "endTime", "phase", "category"}) {
    markers.same(name, "");
  }
  markers.end("}}");
}

}  // namespace

void write_firefox(std::ostream& out, const model::Run& run, const model::Profile& profile,
                   const ProfileOptions& options) {
  const Stacks stacks = stacks_of(profile, options.fold_interpreter, Lines::told_apart);
  out << "{\"meta\":" << text_of(head(run, profile)) << ",\n";
  write_libraries(out, profile);
  write_shared(out, profile, stacks);
  // The site opens no profile without a thread.
  std::vector<model::SampledThread> threads = profile.threads;
  std::vector<ThreadSamples> samples = samples_by_thread(profile);
  if (threads.empty()) {
    threads.push_back(
        {.process = run.processes.empty() ? 0 : run.processes.front().id, .name = run.header.name});
    samples.emplace_back();
  }
  write_firefox_counters(out, run, std::to_string(pid_of(run, threads.front())));
  out << "\"pages\":[],\"profilerOverhead\":[],\n\"threads\":[";
  for (std::size_t i = 0; i < threads.size(); ++i) {
    out << (i == 0 ? "\n" : ",\n");
    write_thread(out, run, threads[i], samples[i], stacks);
  }
  out << "]}\n";
}

}  // namespace calo::formats
