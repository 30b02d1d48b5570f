#include <fmt/format.h>

#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "base/text.hpp"
#include "base/try.hpp"
#include "carbon/settings.hpp"
#include "carbon/toml.hpp"
#include "os/file.hpp"

namespace calo::carbon {

namespace {

constexpr std::size_t largest_config = std::size_t{1} << 20;

std::unexpected<Error> malformed(std::string_view name, const toml::source_region& where,
                                 std::string_view reason, std::string remedy) {
  return fail(Category::malformed,
              fmt::format("reading the configuration {}, line {}: {}", text::printable(name),
                          where.begin.line, text::printable(reason)),
              std::move(remedy));
}

Result<std::string> text_of(std::string_view file, std::string_view key, const toml::node& node) {
  if (const auto value = node.value_exact<std::string>()) return *value;
  return malformed(file, node.source(), fmt::format("'{}' is not a text", key),
                   fmt::format("Write {} = \"...\" in quotes.", key));
}

Result<double> number_of(std::string_view file, std::string_view key, const toml::node& node) {
  if (node.is_number()) return node.value<double>().value_or(0.0);
  return malformed(file, node.source(), fmt::format("'{}' is not a number", key),
                   fmt::format("Write {} = 1.5, without quotes.", key));
}

using StateText = Result<void> (*)(Stated&, std::string_view);

/// A number, or a text such as "300 ± 30".
Result<void> state_number_or_text(std::string_view file, std::string_view key,
                                  const toml::node& node, Stated& stated, StateText state,
                                  std::optional<double>& number) {
  if (node.is_string()) {
    auto stated_text = state(stated, node.value<std::string>().value_or(""));
    if (!stated_text) {
      Error error = std::move(stated_text).error();
      return malformed(file, node.source(), error.what, error.remedy);
    }
    return {};
  }
  CALO_TRY(number, number_of(file, key, node));
  return {};
}

/// Takes one key of the carbon settings; false if there is no such key.
Result<bool> take(std::string_view file, std::string_view key, const toml::node& node,
                  Stated& stated) {
  if (key == "country") {
    CALO_TRY(stated.country, text_of(file, key, node));
  } else if (key == "region") {
    CALO_TRY(stated.region, text_of(file, key, node));
  } else if (key == "series") {
    CALO_TRY(stated.series, text_of(file, key, node));
  } else if (key == "intensity") {
    CALO_TRY_DO(
        state_number_or_text(file, key, node, stated, state_intensity, stated.intensity_g_per_kwh));
  } else if (key == "intensity_u") {
    CALO_TRY(stated.intensity_u_g_per_kwh, number_of(file, key, node));
  } else if (key == "pue") {
    CALO_TRY_DO(state_number_or_text(file, key, node, stated, state_pue, stated.pue));
  } else if (key == "pue_u") {
    CALO_TRY(stated.pue_u, number_of(file, key, node));
  } else {
    return false;
  }
  return true;
}

Result<void> take_all(std::string_view file, const toml::table& table, bool at_top,
                      Stated& stated) {
  for (const auto& [name, node] : table) {
    const std::string_view key = name.str();
    if (at_top && (node.is_table() || node.is_array_of_tables())) continue;
    CALO_TRY(const bool known, take(file, key, node, stated));
    if (!known) {
      stated.warnings.push_back(
          {"unknown-setting",
           fmt::format("{}, line {}: unknown setting '{}' is ignored; known are country, region, "
                       "intensity, "
                       "intensity_u, pue, pue_u and series.",
                       text::printable(file), node.source().begin.line, text::printable(key, 60))});
    }
  }
  return {};
}

Result<toml::table> parsed(std::string_view toml, std::string_view name) {
  constexpr std::string_view remedy = "Correct the line (the format is TOML), or remove the file.";
  try {
    toml::parse_result result = toml::parse(toml, name);
    if (result) return std::move(result).table();
    return malformed(name, result.error().source(), result.error().description(),
                     std::string{remedy});
  } catch (const TomlFailure&) {
    return fail(Category::malformed,
                fmt::format("reading the configuration {}: it is not TOML", text::printable(name)),
                std::string{remedy});
  }
}

}  // namespace

Result<Stated> stated_in_toml(std::string_view toml, std::string_view name) {
  CALO_TRY(const toml::table file, parsed(toml, name));
  Stated stated;
  CALO_TRY_DO(take_all(name, file, true, stated));
  if (const toml::node* carbon = file.get("carbon")) {
    const toml::table* section = carbon->as_table();
    if (section == nullptr) {
      return malformed(name, carbon->source(), "'carbon' is not a table",
                       "Write [carbon] on a line of its own.");
    }
    for (const auto& [key, node] : *section) {
      const toml::node* above = file.get(key);
      if (above == nullptr) continue;
      return malformed(
          name, node.source(),
          fmt::format("'{}' is already set in line {}", key.str(), above->source().begin.line),
          "Keep one of the two.");
    }
    CALO_TRY_DO(take_all(name, *section, false, stated));
  }
  stated.place_origin = stated.pue_origin =
      fmt::format("the configuration {}", text::printable(name));
  return stated;
}

Result<Stated> stated_in_config(const std::filesystem::path& path) {
  auto content = os::read_regular(path, largest_config);
  if (!content) {
    Stated nothing;
    if (content.error().category != Category::not_found) {
      nothing.warnings.push_back(
          {std::string{config_unread},
           fmt::format("The configuration is not used: {}.", content.error().what)});
    }
    return nothing;
  }
  CALO_TRY(auto stated, stated_in_toml(*content, path.string()));
  if (stated.series && stated.series->is_relative())
    stated.series = path.parent_path() / *stated.series;
  return stated;
}

}  // namespace calo::carbon
