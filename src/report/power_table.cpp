#include "report/power_table.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/text.hpp"

namespace calo::report {

std::string power_json(std::string_view title, const power_model::PowerCurve& curve) {
  nlohmann::ordered_json json;
  json["machine"] = text::printable(title);
  json["kind"] = name(curve.kind());
  json["scope"] = curve.scope();
  json["share"] = curve.share();
  json["method"] = curve.method();
  json["assumptions"] = curve.assumptions();
  json["load_unit"] = "%";
  json["watts"] = nlohmann::ordered_json::array();
  for (int load = 0; load <= 100; load += 10) {
    const double u = load / 100.0;
    const auto [low, high] = curve.interval90(u);
    json["watts"].push_back({{"load", load},
                             {"watts", curve.at(u).value()},
                             {"low", low.value()},
                             {"high", high.value()}});
  }
  return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
}

std::string power_table(std::string_view title, const power_model::PowerCurve& curve) {
  std::string table =
      fmt::format("{}\n\n  load     watts   90 % interval\n", text::printable(title));
  for (int load = 0; load <= 100; load += 10) {
    const double u = load / 100.0;
    const auto [low, high] = curve.interval90(u);
    table +=
        fmt::format(" {:>3} %  {:>8}   {}\n", load, text::with_prefix(curve.at(u).value(), "W"),
                    text::interval(low.value(), high.value(), "W"));
  }
  table += fmt::format("\n{}, scope: {}\nmethod: {}\n", name(curve.kind()), curve.scope(),
                       text::printable(curve.method()));
  for (const std::string& assumption : curve.assumptions()) {
    table += fmt::format("- {}\n", text::printable(assumption, 400));
  }
  return table;
}

}  // namespace calo::report
