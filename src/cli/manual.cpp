#include "cli/manual.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "base/text.hpp"

namespace calo::cli {

namespace {

constexpr std::string_view asked_by = "--help-as=";
constexpr std::string_view examples_head = "Examples:";

/// One option as people read it.
struct Row {
  std::string names;    ///< "-o, --output"; of a positional its own
  std::string value;    ///< "FILE"; empty for a flag
  std::string choices;  ///< "energy,cpu,carbon"; empty if anything goes
  std::string text;
};

/// "BY:{energy,cpu}" -> "BY" and "energy,cpu"; "PORT:INT in [0 - 65535]" -> "PORT".
std::pair<std::string, std::string> value_and_choices(const std::string& type) {
  const auto colon = type.find(':');
  const bool is_path = type.starts_with("unix:");
  std::string value = is_path ? type : type.substr(0, colon);
  const auto open = type.find('{');
  const auto close = type.rfind('}');
  if (open == std::string::npos || close == std::string::npos || close < open) return {value, ""};
  return {value, type.substr(open + 1, close - open - 1)};
}

Row row_of(const CLI::Option& option) {
  Row row;
  row.text = option.get_description();
  const auto [value, choices] = value_and_choices(option.get_type_name());
  row.choices = choices;
  if (option.get_positional()) {
    row.names = option.get_name(true);
    return row;
  }
  std::vector<std::string> names;
  for (const std::string& name : option.get_snames()) names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) names.push_back("--" + name);
  row.names = fmt::format("{}", fmt::join(names, ", "));
  if (option.get_expected_max() > 0) row.value = value;
  return row;
}

/// The groups in the order of their first option.
std::vector<std::pair<std::string, std::vector<Row>>> groups_of(const CLI::App& app) {
  std::vector<std::pair<std::string, std::vector<Row>>> groups;
  for (const CLI::Option* option : app.get_options()) {
    const std::string name = option->get_positional() ? "Arguments" : option->get_group();
    auto at = std::ranges::find(groups, name, [](const auto& group) { return group.first; });
    if (at == groups.end()) at = groups.insert(groups.end(), {name, {}});
    at->second.push_back(row_of(*option));
  }
  return groups;
}

/// What stands below the options: paragraphs, and the examples.
struct Footer {
  std::string text;
  std::vector<std::string> examples;
};
Footer footer_of(const CLI::App& app) {
  const std::string all = app.get_footer();
  const auto begin = all.find(examples_head);
  Footer footer{std::string{text::trimmed(all.substr(0, begin))}, {}};
  if (begin == std::string::npos) return footer;
  for (const std::string_view line : text::lines(all.substr(begin + examples_head.size()))) {
    if (const std::string_view example = text::trimmed(line); !example.empty())
      footer.examples.emplace_back(example);
  }
  return footer;
}

std::string upper_case(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

std::string man_page(const CLI::App& app) {
  std::string name = app.get_name();  // "calo run"
  std::ranges::replace(name, ' ', '-');
  std::string page = fmt::format(
      ".TH {} 1 \"\" \"calo {}\" \"User Commands\"\n.SH NAME\n{} \\- {}\n.SH SYNOPSIS\n.B {}\n"
      "[\\fIOPTIONS\\fR]",
      upper_case(name), CALO_VERSION, roff(name), roff(app.get_description()),
      roff(app.get_name()));
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_positional())
      page += fmt::format(" [\\fI{}\\fR]", roff(option->get_name(true)));
  }
  page += "\n";
  for (const auto& [group, rows] : groups_of(app)) {
    page += fmt::format(".SH {}\n", roff(upper_case(group)));
    for (const Row& row : rows) {
      page += fmt::format(".TP\n\\fB{}\\fR", roff(row.names));
      if (!row.value.empty()) page += fmt::format(" \\fI{}\\fR", roff(row.value));
      page += fmt::format("\n{}\n", roff(row.text));
    }
  }
  const Footer footer = footer_of(app);
  if (!footer.text.empty()) {
    std::string paragraph = footer.text;
    std::ranges::replace(paragraph, '\n', ' ');
    page += fmt::format(".SH NOTES\n{}\n", roff(paragraph));
  }
  if (!footer.examples.empty()) {
    page += ".SH EXAMPLES\n.nf\n";
    for (const std::string& example : footer.examples) page += roff(example) + "\n";
    page += ".fi\n";
  }
  return page + ".SH SEE ALSO\n.BR calo (1)\n";
}

std::string for_a_cell(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '|') result += '\\';
    result += c;
  }
  return result;
}

/// In lines of at most `width` characters, broken at blanks.
std::string wrapped(std::string_view text, std::size_t width) {
  std::string result;
  std::size_t used = 0;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    const bool fits = used == 0 || used + 1 + word.size() <= width;
    if (used > 0) result += fits ? ' ' : '\n';
    result += word;
    used = fits ? used + (used > 0 ? 1 : 0) + word.size() : word.size();
  }
  return result;
}

std::string markdown(const CLI::App& app) {
  constexpr std::size_t width = 118;
  std::string page =
      fmt::format("## {}\n\n{}\n", app.get_name(), wrapped(app.get_description(), width));
  for (const auto& [group, rows] : groups_of(app)) {
    page += fmt::format("\n| {} | meaning |\n|---|---|\n", group);
    for (const Row& row : rows) {
      const std::string names = row.value.empty() ? row.names : row.names + " " + row.value;
      page += fmt::format("| `{}` | {} |\n", for_a_cell(names), for_a_cell(row.text));
    }
  }
  return page + "\n";
}

std::string words(const CLI::App& app) {
  std::string page;
  for (const CLI::Option* option : app.get_options()) {
    const Row row = row_of(*option);
    std::string choices = row.choices;
    std::ranges::replace(choices, ',', ' ');
    for (const std::string& name : option->get_snames())
      page += fmt::format("-{}\t{}\t{}\n", name, row.value, choices);
    for (const std::string& name : option->get_lnames())
      page += fmt::format("--{}\t{}\t{}\n", name, row.value, choices);
  }
  return page;
}

// Commands and options are asked for when they are completed, so that the script never ages.
constexpr std::string_view bash_script = R"bash(# calo completion bash > /etc/bash_completion.d/calo
_calo() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]}
  local words choices
  if [ "$COMP_CWORD" -eq 1 ]; then
    mapfile -t COMPREPLY < <(compgen -W "$(calo help --commands 2> /dev/null)" -- "$cur")
    return
  fi
  words=$(calo "$command" --help-as=words 2> /dev/null)
  choices=$(awk -F '\t' -v option="$prev" '$1 == option { print $3 }' <<< "$words")
  if [ -n "$choices" ]; then
    mapfile -t COMPREPLY < <(compgen -W "$choices" -- "$cur")
  elif [[ $cur == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$(cut -f 1 <<< "$words")" -- "$cur")
  else
    mapfile -t COMPREPLY < <(compgen -f -- "$cur")
  fi
}
complete -o filenames -F _calo calo
)bash";

constexpr std::string_view zsh_script = R"zsh(# calo completion zsh > a file that .zshrc sources
autoload -U +X compinit && compinit
autoload -U +X bashcompinit && bashcompinit
source <(calo completion bash)
)zsh";

}  // namespace

std::optional<ManualForm> manual_form(std::string_view argument) {
  if (!argument.starts_with(asked_by)) return std::nullopt;
  argument.remove_prefix(asked_by.size());
  if (argument == "man") return ManualForm::man;
  if (argument == "markdown") return ManualForm::markdown;
  if (argument == "words") return ManualForm::words;
  return std::nullopt;
}

std::string manual(const CLI::App& app, ManualForm form) {
  switch (form) {
    case ManualForm::man:
      return man_page(app);
    case ManualForm::markdown:
      return markdown(app);
    case ManualForm::words:
      return words(app);
  }
  return "";
}

std::string roff(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '\\') {
      result += "\\e";
    } else if (c == '-') {
      result += "\\-";
    } else if ((c == '.' || c == '\'') && (result.empty() || result.back() == '\n')) {
      result += "\\&";
      result += c;
    } else {
      result += c;
    }
  }
  return result;
}

std::string_view completion_script(std::string_view shell) {
  if (shell == "bash") return bash_script;
  if (shell == "zsh") return zsh_script;
  return {};
}

}  // namespace calo::cli
