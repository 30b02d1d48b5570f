#include "report/dashboard.hpp"

#include <nlohmann/json.hpp>

#include "base/embedded.hpp"
#include "base/text.hpp"
#include "report/amounts.hpp"
#include "report/live.hpp"

CALO_EMBEDDED(dashboard_html, dashboard_page);

namespace calo::report {

std::string_view dashboard_page() {
  return dashboard_html();
}

std::optional<Price> price_from(std::string_view text) {
  const auto words = text::words(text);
  if (words.empty() || words.size() > 2) return std::nullopt;
  const auto value = text::to_double(words[0]);
  if (!value || *value < 0.0) return std::nullopt;
  return Price{*value, words.size() > 1 ? text::printable(words[1], 20) : std::string{}};
}

std::string dashboard_event(const live::Reading& reading, const model::RunHeader& header,
                            const DashboardState& state) {
  nlohmann::ordered_json json;
  json["name"] = header.name;
  json["place"] = carbon_place(header.carbon);
  json["can_record"] = state.can_record;
  json["recording"] = state.is_recording;
  json["message"] = state.message;
  json["price_per_kwh"] =
      state.price ? nlohmann::ordered_json(state.price->per_kwh) : nlohmann::ordered_json(nullptr);
  json["currency"] = state.price ? state.price->currency : "";
  json["functions"] = nlohmann::ordered_json::array();
  for (const live::FunctionSoFar& function : state.functions)
    json["functions"].push_back({{"name", text::printable(function.name, 300)},
                                 {"file", text::printable(function.file, 100)},
                                 {"cpu_s", function.cpu.value()},
                                 {"dynamic_j", function.dynamic.value()},
                                 {"dynamic_u_j", function.u.value()},
                                 {"share", function.share}});
  std::string text = json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  text.pop_back();  // the reading goes inside, as calo monitor --json has it
  return text + ",\"reading\":" + std::string{text::trimmed(live_json(reading, header))} + "}";
}

}  // namespace calo::report
