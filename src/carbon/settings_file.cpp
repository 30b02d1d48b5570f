#include <fmt/format.h>

#include <algorithm>
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

bool is_ascii(char c) {
  return static_cast<unsigned char>(c) < 0x80;
}

/// Length of the string that begins at `toml[at]`, quotes included; one without an end stops at the
/// line's end.
std::size_t string_length(std::string_view toml, std::size_t at) {
  const char quote = toml[at];
  const std::string three(3, quote);
  const bool is_long = toml.substr(at).starts_with(three);
  std::size_t end = at + (is_long ? 3 : 1);
  for (; end < toml.size(); ++end) {
    if (quote == '"' && toml[end] == '\\') {
      ++end;
    } else if (is_long && toml.substr(end).starts_with(three)) {
      end += 3;
      // Up to two quotes right before the closing three belong to the text.
      for (int more = 0; more < 2 && end < toml.size() && toml[end] == quote; ++more) ++end;
      return end - at;
    } else if (!is_long && (toml[end] == quote || toml[end] == '\n')) {
      return end + 1 - at;
    }
  }
  return toml.size() - at;
}

/// The position of the first byte that is not ASCII outside comments and strings of one line.
/// Outside strings TOML has no such characters; and there as well as in long strings toml++ 3.3
/// runs into undefined behaviour on most of them (is_non_ascii_horizontal_whitespace reaches its
/// __builtin_unreachable), so that they must not come so far.
std::optional<std::size_t> misplaced_character(std::string_view toml) {
  if (toml.starts_with("\xEF\xBB\xBF")) toml.remove_prefix(3);
  for (std::size_t i = 0; i < toml.size(); ++i) {
    if (toml[i] == '#') {
      i = std::min(toml.find('\n', i), toml.size());
    } else if (toml[i] == '"' || toml[i] == '\'') {
      const std::size_t length = string_length(toml, i);
      const std::string_view string = toml.substr(i, length);
      if (length > 5 && string.substr(1, 2) == std::string(2, string.front())) {
        const auto* found = std::ranges::find_if_not(string, is_ascii);
        if (found != string.end()) return i + static_cast<std::size_t>(found - string.begin());
      }
      i += length - 1;
    } else if (!is_ascii(toml[i])) {
      return i;
    }
  }
  return std::nullopt;
}

toml::source_region line_of(std::string_view toml, std::size_t position) {
  const auto line = 1 + std::ranges::count(toml.substr(0, position), '\n');
  toml::source_region region;
  region.begin = {static_cast<toml::source_index>(line), 1};
  return region;
}

Result<toml::table> parsed(std::string_view toml, std::string_view name) {
  constexpr std::string_view remedy = "Correct the line (the format is TOML), or remove the file.";
  if (const auto position = misplaced_character(toml)) {
    return malformed(name, line_of(toml, *position),
                     "a character that is not ASCII outside a text of one line",
                     "Put texts in quotes: country = \"Türkiye\".");
  }
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
  auto content = os::read_text(path, largest_config);
  if (!content) {
    if (content.error().category == Category::not_found) return Stated{};
    return std::unexpected{std::move(content).error()};
  }
  CALO_TRY(auto stated, stated_in_toml(*content, path.string()));
  if (stated.series && stated.series->is_relative())
    stated.series = path.parent_path() / *stated.series;
  return stated;
}

}  // namespace calo::carbon
