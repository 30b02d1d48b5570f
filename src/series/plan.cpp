#include "series/plan.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <numeric>
#include <random>
#include <utility>

#include "base/try.hpp"
#include "os/file.hpp"

namespace calo::series {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view plan_file = "series.json";
constexpr std::string_view plan_schema = "calo.series/1";

}  // namespace

std::vector<std::string> Plan::names() const {
  std::vector<std::string> result;
  result.reserve(commands.size());
  for (const Command& command : commands) result.push_back(command.name);
  return result;
}

std::vector<std::size_t> Plan::order_of(std::int64_t block) const {
  std::vector<std::size_t> order(commands.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::mt19937_64 random{seed + 0x9e3779b97f4a7c15U * static_cast<std::uint64_t>(block + 1)};
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
  return order;
}

std::string Plan::file_of(const std::string& name, std::int64_t block) {
  return block < 0 ? fmt::format("{}-warm-up-{}.calo", file_name(name), -block)
                   : fmt::format("{}-{:04}.calo", file_name(name), block);
}

std::uint64_t seed_at(std::chrono::nanoseconds utc) {
  constexpr std::uint64_t prime = 1'000'000'007;  // nine digits can be typed again
  return static_cast<std::uint64_t>(utc.count()) % prime;
}

std::string file_name(std::string name) {
  for (char& c : name) {
    if (c == '/' || static_cast<unsigned char>(c) < 0x21) c = '_';
  }
  return name.substr(0, 80);
}

Result<Plan> read_plan(const std::filesystem::path& directory) {
  CALO_TRY(const auto text, os::read_text(directory / plan_file, std::size_t{1} << 20));
  const auto damaged = [&] {
    return fail(
        Category::malformed,
        fmt::format("reading {}: it is no plan of calo repeat", (directory / plan_file).string()),
        "Begin a new series in another directory");
  };
  try {
    const Json json = Json::parse(text);
    if (json.at("schema").get<std::string>() != plan_schema) return damaged();
    Plan plan;
    plan.blocks = json.at("blocks").get<std::int64_t>();
    if (const Json& warm_ups = json.at("warm_ups"); !warm_ups.is_null())
      plan.warm_ups = warm_ups.get<std::int64_t>();
    plan.seed = json.at("seed").get<std::uint64_t>();
    plan.until = json.at("until").get<double>();
    plan.prepare = json.at("prepare").get<std::string>();
    plan.rest = Seconds::of(json.at("rest_s").get<double>());
    plan.cool_down = json.value("cool_down", false);
    plan.run_options = json.at("run_options").get<std::vector<std::string>>();
    for (const Json& command : json.at("commands"))
      plan.commands.push_back({command.at("name").get<std::string>(),
                               command.at("command").get<std::vector<std::string>>()});
    if (plan.commands.empty()) return damaged();
    return plan;
  } catch (const Json::exception&) {
    return damaged();
  }
}

Result<void> write_plan(const std::filesystem::path& directory, const Plan& plan) {
  Json json = {{"schema", plan_schema},
               {"blocks", plan.blocks},
               {"warm_ups", plan.warm_ups ? Json(*plan.warm_ups) : Json{}},
               {"seed", plan.seed},
               {"until", plan.until},
               {"prepare", plan.prepare},
               {"rest_s", plan.rest.value()},
               {"cool_down", plan.cool_down},
               {"run_options", plan.run_options}};
  json["commands"] = Json::array();
  for (const Plan::Command& command : plan.commands)
    json["commands"].push_back({{"name", command.name}, {"command", command.words}});
  return os::write_file(directory / plan_file,
                        json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

bool has_plan(const std::filesystem::path& directory) {
  std::error_code none;
  return std::filesystem::exists(directory / plan_file, none);
}

}  // namespace calo::series
