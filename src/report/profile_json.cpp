#include "report/profile_json.hpp"

#include <nlohmann/json.hpp>
#include <vector>

#include "attribution/stages.hpp"
#include "report/json_number.hpp"

namespace calo::report {

namespace {

using Json = nlohmann::ordered_json;
using attribution::CallTree;
using attribution::Cost;
using attribution::PlaceCost;

Json cost_json(const Cost& cost, const CostText& text) {
  Json json = {{"samples", cost.samples}, {"cpu_s", number(cost.cpu.value())}};
  if (text.costs().has_energy()) {
    const Estimate<Joules> energy = text.costs().energy(cost);
    json["energy_j"] = number(energy.value.value());
    json["energy_u_j"] = number(energy.u.value());
    json["carbon_g"] = number(text.costs().carbon(cost).value.value());
  } else {
    for (const char* const field : {"energy_j", "energy_u_j", "carbon_g"}) json[field] = nullptr;
  }
  return json;
}

/// A share of the program, with the 95 % interval from sampling.
void add_share(Json& json, const Cost& cost, const CostText& text) {
  const attribution::ShareInterval interval = text.costs().share_interval(cost, text.measure());
  json["share"] = number(text.share(cost));
  json["share_low95"] = number(interval.low);
  json["share_high95"] = number(interval.high);
}

Json places_json(const ProfileView& view, const CostText& text, bool lines) {
  attribution::View wanted;
  wanted.fold_interpreter = view.fold_interpreter;
  wanted.fold_inlined = view.folds_inlined();
  wanted.tell_lines_apart = lines;
  const CallTree tree = attribution::call_tree(view.profile(), wanted);
  Json rows = Json::array();
  for (const PlaceCost& place :
       lines ? attribution::by_line(tree) : attribution::by_function(tree)) {
    const model::Function& function =
        view.profile().functions[static_cast<std::size_t>(place.function)];
    if (view.only && !view.only->is_in(function.name + " " + function.file)) continue;
    if (rows.size() == view.most_rows) break;
    Json row = {{"function", function.name},
                {"file", function.file.empty() ? Json(nullptr) : Json(function.file)}};
    const int line = lines ? place.line : function.first_line;
    row["line"] = line > 0 ? Json(line) : Json(nullptr);
    row["module"] =
        function.module
            ? Json(view.profile().modules[static_cast<std::size_t>(*function.module)].path)
            : Json(nullptr);
    row["language"] = model::name(function.language);
    row["self"] = cost_json(place.self, text);
    add_share(row["self"], place.self, text);
    row["inclusive"] = cost_json(place.inclusive, text);
    add_share(row["inclusive"], place.inclusive, text);
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

std::string profile_json(const ProfileView& view) {
  const CostText text{view};
  Json json;
  json["schema"] = "calo.profile/1";
  json["period_s"] = number(view.profile().period.value());
  json["samples_per_cpu_s"] = number(sampling_rate(view.profile()));
  json["dropped"] = view.profile().dropped;
  json["sampled"] = cost_json(text.costs().sampled(), text);
  json["unsampled"] = cost_json(text.costs().unsampled(), text);
  json["stages"] = Json::array();
  const auto stages = attribution::by_stage(view.profile());
  for (const attribution::Stage stage : attribution::all_stages) {
    Json row = cost_json(stages[static_cast<std::size_t>(stage)], text);
    row["stage"] = attribution::name(stage);
    add_share(row, stages[static_cast<std::size_t>(stage)], text);
    json["stages"].push_back(std::move(row));
  }
  json["functions"] = places_json(view, text, false);
  json["lines"] = places_json(view, text, true);
  const std::vector<Cost> costs = attribution::by_thread(view.profile());
  json["threads"] = Json::array();
  for (std::size_t i = 0; i < costs.size(); ++i) {
    const model::SampledThread& thread = view.profile().threads[i];
    Json row = cost_json(costs[i], text);
    row["process"] = thread.process;
    row["tid"] = thread.tid;
    row["name"] = thread.name;
    row["truncated"] = thread.truncated;
    row["unsampled_s"] = number(thread.unsampled.value());
    json["threads"].push_back(std::move(row));
  }
  return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace calo::report
