#include "cli/option_table.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <string_view>

namespace calo::cli {

namespace {

constexpr const char* sampling = "Stacks";
constexpr const char* place = "Place and carbon";
constexpr const char* idle = "Meters and idle energy";
constexpr const char* watching = "Watching it";
constexpr const char* sending = "Sending readings elsewhere";
constexpr const char* repeating = "How runs are repeated";
constexpr const char* others = "Options";

/// An option means the same in every command that has it.
struct Known {
  std::string_view name;   ///< without dashes
  std::string_view value;  ///< empty for a flag
  const char* group = others;
};

constexpr std::array known_options = std::to_array<Known>({
    {"output", "FILE"},
    {"name", "NAME"},
    {"tag", "KEY=VALUE"},
    {"units", "NAME=COUNT"},
    {"interval", "TIME"},
    {"for", "TIME"},
    {"pid", "PID"},
    {"from", "PROGRAM FILE"},
    {"what", "WHAT"},
    {"by", "BY"},
    {"top", "ROWS"},
    {"lines", "SOURCE"},
    {"filter", "REGEX"},
    {"embodied", "KG"},
    {"format", "FORMAT"},
    {"threshold", "SHARE"},
    {"width-cm", "CM"},
    {"font-pt", "POINTS"},
    {"style", "STYLE"},
    {"to", "URL"},
    {"rate", "RATE", sampling},
    {"sampler", "WHERE", sampling},
    {"trace", "", sampling},
    {"no-stacks", "", sampling},
    {"country", "COUNTRY", place},
    {"region", "REGION", place},
    {"intensity", "G_PER_KWH", place},
    {"intensity-series", "FILE", place},
    {"pue", "PUE", place},
    {"static", "POLICY", idle},
    {"exclusive", "", idle},
    {"meter", "METER", idle},
    {"psys", "", idle},
    {"power-profile", "FILE", idle},
    {"live", "", watching},
    {"web", "", watching},
    {"web-port", "PORT", watching},
    {"serve", "unix:PATH", watching},
    {"price", "PRICE", watching},
    {"influx", "URL", sending},
    {"influx-token-file", "FILE", sending},
    {"spool-limit", "MIB", sending},
    {"prometheus", "PORT", sending},
    {"textfile", "FILE.prom", sending},
    {"pushgateway", "URL", sending},
    {"host-label", "NAME", sending},
    {"n", "COUNT", repeating},
    {"warmup", "COUNT", repeating},
    {"rest", "TIME", repeating},
    {"cooldown", "", repeating},
    {"prepare", "COMMAND", repeating},
    {"command", "NAME=COMMAND", repeating},
    {"until", "SHARE", repeating},
    {"seed", "NUMBER", repeating},
    {"resume", "DIRECTORY", repeating},
    {"keep-going", "", repeating},
    {"baseline", "PLACE"},
    {"budget", "AMOUNT"},
    {"max-increase", "SHARE"},
    {"metric", "QUANTITY"},
    {"markdown", "FILE"},
    {"junit", "FILE"},
    {"idle", "WATTS"},
    {"full", "WATTS"},
    {"point", "LOAD=WATTS"},
    {"meter-csv", "FILE"},
    {"idle-window", "FROM:TO"},
    {"full-window", "FROM:TO"},
    {"u-rel", "SHARE"},
    {"scope", "SCOPE"},
    {"cpu", "MODEL"},
    {"sockets", "COUNT"},
    {"memory", "GB"},
    {"vcpus", "COUNT"},
    {"tdp", "WATTS"},
    {"cores", "COUNT"},
    {"threads", "COUNT"},
    {"year", "YEAR"},
    {"generation", "CODE"},
    {"batch", "FILE"},
});

/// A help of more options is read in groups.
constexpr std::size_t longest_ungrouped = 14;

std::string long_name(const CLI::Option& option) {
  return option.get_lnames().empty()
             ? (option.get_snames().empty() ? "" : option.get_snames().front())
             : option.get_lnames().front();
}

/// "Time between readings" -> "time between readings"; names and units keep their letters.
std::string uncapitalised(std::string text) {
  const std::string word = text.substr(0, text.find_first_of(" ,:;."));
  const auto is_upper = [](unsigned char c) { return std::isupper(c) != 0; };
  const bool is_a_word =
      word == "A" || (word.size() > 1 && std::ranges::count_if(word, is_upper) == 1);
  if (is_a_word && is_upper(static_cast<unsigned char>(word[0])))
    text[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(text[0])));
  return text;
}

}  // namespace

void describe_options(CLI::App& app) {
  const std::vector<CLI::Option*> options = app.get_options();
  const bool in_groups = options.size() > longest_ungrouped;
  for (CLI::Option* const option : options) {
    option->description(uncapitalised(option->get_description()));
    if (option->get_positional()) {
      option->type_name("");  // its name says what it is
      continue;
    }
    const auto known = std::ranges::find(known_options, long_name(*option), &Known::name);
    if (known == known_options.end()) continue;
    const bool takes_value = option->get_expected_max() > 0;
    if (takes_value && !known->value.empty()) option->type_name(std::string{known->value});
    if (in_groups) option->group(known->group);
  }
}

}  // namespace calo::cli
