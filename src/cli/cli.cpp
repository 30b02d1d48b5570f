#include "cli/cli.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include "base/text.hpp"
#include "cli/manual.hpp"
#include "cli/option_table.hpp"

namespace calo::cli {

std::optional<int> parse(CLI::App& app, Arguments arguments, int usage_status) {
  describe_options(app);
  if (const auto form = arguments.size() == 1 ? manual_form(arguments[0]) : std::nullopt) {
    put(manual(app, *form));
    return exit_ok;
  }
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
  try {
    app.parse(reversed);
    return std::nullopt;
  } catch (const CLI::CallForHelp&) {
    put(app.help());
    return exit_ok;
  } catch (const CLI::ParseError& error) {
    std::string what = error.what();
    std::ranges::replace(what, '\n', ' ');
    say(fmt::format("{}. See '{} --help'.", text::trimmed(what), app.get_name()));
    return usage_status;
  }
}

int report(const Error& error, int status) {
  say(error.text());
  return status;
}

int report_failure(const Error& error) {
  return report(error, error.category == Category::usage ? exit_usage : exit_failed);
}

void say(std::string_view text) {
  tell(fmt::format("calo: {}\n", text::printable(text, 2000)));
}

void put(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
}

void tell(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
}

Result<void> write_out(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0)
    return {};
  return std::unexpected{system_error(errno, "writing to standard output")};
}

bool colours_wanted(int fd) {
  if (::isatty(fd) == 0) return false;
  const char* no_color = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  return (no_color == nullptr || *no_color == '\0') && term != nullptr &&
         std::string_view{term} != "dumb";
}

}  // namespace calo::cli
