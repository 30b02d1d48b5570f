#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <exception>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "cli/cli.hpp"
#include "cli/manual.hpp"
#include "os/launch.hpp"
#include "os/surroundings.hpp"

namespace {

struct Command {
  std::string_view name;
  int (*function)(calo::cli::Arguments);
  std::string_view summary;
};

namespace cli = calo::cli;

constexpr std::array commands = {
    Command{"run", cli::run, "run a program and measure its energy, carbon, time and memory"},
    Command{"repeat", cli::repeat, "measure commands many times, in shuffled blocks"},
    Command{"compare", cli::compare, "is B really better than A, and which functions changed?"},
    Command{"check", cli::check, "hold a line in CI: not worse than a baseline, within a budget"},
    Command{"monitor", cli::monitor, "watch what the machine and its processes use"},
    Command{"show", cli::show, "show a recorded run again"},
    Command{"report", cli::report_run, "write a recorded run as one offline HTML page"},
    Command{"plot", cli::plot, "draw a figure of a run for a paper: SVG, PDF, PNG"},
    Command{"list", cli::list, "list the runs in a directory"},
    Command{"export", cli::export_run, "write a run as CSV, JSON or InfluxDB line protocol"},
    Command{"push", cli::push, "send a run to InfluxDB or VictoriaMetrics"},
    Command{"import", cli::import_run, "make a run of what another program recorded"},
    Command{"doctor", cli::doctor, "what can be measured here, why not the rest, and the remedy"},
    Command{"idle", cli::idle, "measure the idle power of this machine"},
    Command{"power", cli::power, "watts that the power model gives for a machine"},
    Command{"calibrate", cli::calibrate, "make a power profile from readings of an external meter"},
    Command{"data", cli::data, "print the tables calo uses, with their sources"},
};

void print_help() {
  cli::put(fmt::format(
      "calo {}: a calorimeter for software\n\nUsage: calo COMMAND [OPTIONS]\n\nCommands:\n",
      CALO_VERSION));
  for (const Command& command : commands)
    cli::put(fmt::format("  {:<10} {}\n", command.name, command.summary));
  cli::put(
      fmt::format("\nExamples:\n"
                  "  calo run -- python3 train.py            measure a program\n"
                  "  calo run --country FR -- ./simulate     with the carbon intensity of France\n"
                  "  calo show last                          the newest run in this directory\n"
                  "  calo report last                        where its energy went, as a page\n"
                  "  calo doctor                             what can be measured here\n"
                  "\n'calo COMMAND --help' tells more of each. 'calo completion bash' prints a "
                  "script that\ncompletes commands and options.\n"));
}

constexpr std::string_view main_page_begin =
    ".SH NAME\ncalo \\- a calorimeter for software: energy, carbon, time and memory of programs\n"
    ".SH SYNOPSIS\n.B calo\n\\fICOMMAND\\fR [\\fIOPTIONS\\fR]\n.SH COMMANDS\n";

void print_main_page() {
  cli::put(fmt::format(".TH CALO 1 \"\" \"calo {}\" \"User Commands\"\n{}", CALO_VERSION,
                       main_page_begin));
  for (const Command& command : commands) {
    cli::put(fmt::format(".TP\n.BR calo\\-{} (1)\n{}\n", command.name, cli::roff(command.summary)));
  }
  cli::put(
      ".SH EXIT STATUS\n0 for success, 1 for failure, 2 for wrong usage. \\fBcalo run\\fR "
      "exits with the status of the program.\n");
}

/// Help in other forms than for a terminal: `calo help --man run`, `--markdown`, `--commands`.
std::optional<int> help_in_form(const std::vector<std::string>& arguments) {
  const std::string form = arguments.size() > 1 ? arguments[1] : "";
  if (form == "--commands") {
    for (const Command& command : commands) cli::put(fmt::format("{}\n", command.name));
    return cli::exit_ok;
  }
  if (form == "--markdown") {
    cli::put("# Commands and options\n\nWritten by `calo help --markdown`.\n\n");
    const std::vector<std::string> as_markdown = {"--help-as=markdown"};
    for (const Command& command : commands) command.function(as_markdown);
    return cli::exit_ok;
  }
  if (form != "--man") return std::nullopt;
  if (arguments.size() == 2) {
    print_main_page();
    return cli::exit_ok;
  }
  const auto command = std::ranges::find(commands, arguments[2], &Command::name);
  if (command == commands.end()) {
    cli::say(fmt::format("there is no command '{}'. See 'calo --help'.", arguments[2]));
    return cli::exit_usage;
  }
  const std::vector<std::string> as_man = {"--help-as=man"};
  return command->function(as_man);
}

int completion(const std::vector<std::string>& arguments) {
  const std::string_view script =
      arguments.size() == 2 ? cli::completion_script(arguments[1]) : std::string_view{};
  if (script.empty()) {
    cli::say("say for which shell: calo completion bash, or calo completion zsh.");
    return cli::exit_usage;
  }
  cli::put(script);
  return cli::exit_ok;
}

int dispatch(const std::vector<std::string>& arguments) {
  if (arguments.empty()) {
    print_help();
    return cli::exit_usage;
  }
  const std::string& first = arguments.front();
  if (first == "--help" || first == "-h" || first == "help") {
    if (const auto status = help_in_form(arguments)) return *status;
    const bool of_command = first == "help" && arguments.size() > 1;
    if (of_command) return dispatch({arguments[1], "--help"});
    print_help();
    return cli::exit_ok;
  }
  if (first == "--version" || first == "-V") {
    cli::put(fmt::format("calo {}\n", CALO_VERSION));
    return cli::exit_ok;
  }
  if (first == "completion") return completion(arguments);
  const auto command = std::ranges::find(commands, first, &Command::name);
  if (command == commands.end()) {
    cli::say(fmt::format("there is no command '{}'. See 'calo --help'.", first));
    return cli::exit_usage;
  }
  return command->function(cli::Arguments{arguments}.subspan(1));
}

int guarded(int argc, char** argv) {
  try {
    const int status = dispatch({argv + std::min(argc, 1), argv + argc});
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
      cli::say("writing to standard output failed.");
      return status == cli::exit_ok ? cli::exit_failed : status;
    }
    return status;
  } catch (const std::system_error& error) {
    cli::say(fmt::format("the system does not give calo what it needs: {}.",
                         error.code().message()));  // a thread: `ulimit -u`, `ulimit -v`
    return cli::exit_run_failed;
  } catch (const std::exception& error) {
    const bool no_memory = dynamic_cast<const std::bad_alloc*>(&error) != nullptr;
    cli::say(no_memory ? "there is not enough memory for calo."
                       : fmt::format("internal error: {}. Please report this.", error.what()));
    return cli::exit_run_failed;
  }
}

}  // namespace

int main(int argc, char** argv) {
  calo::os::hold_standard_descriptors();
  calo::os::expect_children();
  calo::os::survive_file_size_limit();
  return calo::os::on_enough_stack(guarded, argc, argv);
}
