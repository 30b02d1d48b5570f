#pragma once

namespace CLI {
class App;
}

namespace calo::cli {

/// Gives the options of a command what all commands have in common for them, by their names: the
/// word for the value in the help ("FILE", not "TEXT"), the group in a long help, and a small first
/// letter.
void describe_options(CLI::App& app);

}  // namespace calo::cli
