#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace CLI {
class App;
}

namespace calo::cli {

/// The options of a command for other readers than a person at a terminal.
enum class ManualForm {
  man,       ///< a page of section 1, for man(1)
  markdown,  ///< tables for the guide
  words,     ///< one option a line, with its choices, for the completion of shells
};

/// "--help-as=man": the form that an argument asks for.
std::optional<ManualForm> manual_form(std::string_view argument);

/// From the same table as the help: name, description, options in their groups, examples.
std::string manual(const CLI::App& app, ManualForm form);

/// Text for man(1) in which nothing is a macro or an escape.
std::string roff(std::string_view text);

/// A script that completes commands, options and their choices; empty for an unknown shell.
std::string_view completion_script(std::string_view shell);

}  // namespace calo::cli
