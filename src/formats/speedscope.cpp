#include "formats/speedscope.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <numeric>
#include <ostream>

namespace calo::formats {

namespace {

std::string json_text(std::string_view text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// The functions that are in any frame, with numbers of their own.
class FrameNames {
 public:
  FrameNames(const model::Profile& profile, const Stacks& stacks)
      : number_(profile.functions.size() + 1, -1) {
    for (const Frame& frame : stacks.frames) {
      std::int32_t& number = number_[slot_of(frame.function)];
      if (number < 0) {
        number = static_cast<std::int32_t>(functions_.size());
        functions_.push_back(frame.function);
      }
    }
  }
  [[nodiscard]] std::int32_t number(std::int32_t function) const {
    return number_[slot_of(function)];
  }
  void write(std::ostream& out, const model::Profile& profile) const {
    std::string_view comma;
    for (const std::int32_t function : functions_) {
      out << comma << "\n{\"name\":" << json_text(shown_name(profile, function));
      if (const std::string file = shown_file(profile, function); !file.empty()) {
        out << ",\"file\":" << json_text(file);
      }
      const int line = function < 0 ? 0 : profile.functions[at(function)].first_line;
      if (line > 0) out << ",\"line\":" << line;
      out << '}';
      comma = ",";
    }
  }

 private:
  std::vector<std::int32_t> number_, functions_;
};

/// One profile: the stacks of one thread, or of all.
void write_sampled(std::ostream& out, std::string_view name, Measure measure,
                   std::span<const std::int32_t> ends, std::span<const std::int64_t> weights,
                   const Stacks& stacks, const FrameNames& names) {
  const std::int64_t sum = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
  out << "{\"type\":\"sampled\",\"name\":"
      << json_text(measure == Measure::cpu ? std::string{name}
                                           : fmt::format("{} [{}]", name, micro_unit(measure)))
      << ",\"unit\":\"" << (measure == Measure::cpu ? "microseconds" : "none")
      << "\",\"startValue\":0,\"endValue\":" << sum << ",\"samples\":[";
  std::string text;
  std::string_view comma = "\n";
  for (std::size_t i = 0; i < ends.size(); ++i) {
    if (weights[i] == 0) continue;
    text.clear();
    for (const std::int32_t frame : stacks.path(ends[i])) {
      if (!text.empty()) text += ',';
      text += std::to_string(names.number(stacks.frames[at(frame)].function));
    }
    out << comma << '[' << text << ']';
    comma = ",\n";
  }
  out << "],\"weights\":[";
  comma = "";
  for (const std::int64_t weight : weights) {
    if (weight == 0) continue;
    out << comma << weight;
    comma = ",";
  }
  out << "]}";
}

std::vector<Measure> measures(const model::Run& run, const model::Profile& profile, Measure first) {
  std::vector<Measure> result{first};
  for (const Measure measure : {Measure::energy, Measure::cpu, Measure::carbon}) {
    if (measure != first && measure_of(run, profile, measure)) result.push_back(measure);
  }
  return result;
}

}  // namespace

void write_speedscope(std::ostream& out, const model::Run& run, const model::Profile& profile,
                      const ProfileOptions& options) {
  const Stacks stacks = stacks_of(profile, options.fold_interpreter, Lines::merged);
  const FrameNames names{profile, stacks};
  const std::vector<StackCost> costs = costs_by_stack(profile, stacks.innermost, options);
  std::vector<std::int32_t> ends;
  ends.reserve(costs.size());
  for (const StackCost& cost : costs) ends.push_back(cost.stack);

  out << R"({"$schema":"https://www.speedscope.app/file-format-schema.json",)"
      << "\n\"exporter\":" << json_text("calo@" + run.header.calo_version)
      << ",\"name\":" << json_text(one_line(run.header.name))
      << ",\"activeProfileIndex\":0,\n\"shared\":{\"frames\":[";
  names.write(out, profile);
  out << "]},\n\"profiles\":[";
  std::string_view comma;
  for (const Measure measure : measures(run, profile, options.by)) {
    const std::vector<std::int64_t> weights = micro_weights(costs, measure, run);
    for (std::size_t begin = 0, end = 0; begin < costs.size(); begin = end) {
      while (end < costs.size() && costs[end].thread == costs[begin].thread) ++end;
      out << comma << '\n';
      write_sampled(out,
                    fmt::format("{}, {}", shown_thread(run, profile, costs[begin].thread),
                                analysis::name(measure)),
                    measure, std::span{ends}.subspan(begin, end - begin),
                    std::span{weights}.subspan(begin, end - begin), stacks, names);
      comma = ",";
    }
  }
  out << "]}\n";
}

}  // namespace calo::formats
