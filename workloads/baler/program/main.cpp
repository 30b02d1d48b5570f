#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <new>
#include <string>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/try.hpp"
#include "calo_hooks.hpp"
#include "config_file.hpp"
#include "modes.hpp"
#include "options.hpp"
#include "project.hpp"
#include "say.hpp"

namespace baler {
namespace {

calo::Result<Config> config_of(const Options& options, const Project& project) {
  auto read = read_config(project.config());
  if (!read) {
    if (read.error().category == calo::Category::not_found) {
      read.error().remedy =
          "Make the project with --mode newProject, in the directory that holds "
          "workspaces/";
    }
    return std::unexpected{std::move(read).error()};
  }
  for (const std::string& warning : read->warnings) {
    complain(fmt::format("baler: warning: {}\n", warning));
  }
  if (options.is_verbose) {
    for (const std::string& note : read->notes) complain(fmt::format("baler: {}\n", note));
  }
  return std::move(read->config);
}

calo::Result<Status> run(const Options& options) {
  CALO_TRY(const auto project, Project::named(options.workspace, options.project));
  if (options.mode == Mode::new_project) return run_new_project(project);
  CALO_TRY(auto config, config_of(options, project));
  if (options.wants_energy_profile) return run_energy_profile(options, project);
  if (options.wants_call_profile) return run_call_profile(options, project);
  const Job job{options, project, std::move(config)};
  end_start_up();
  switch (options.mode) {
    case Mode::train:
      return run_train(job);
    case Mode::compress:
      return run_compress(job);
    case Mode::decompress:
      return run_decompress(job);
    case Mode::plot:
      return run_plot(job);
    case Mode::info:
    case Mode::new_project:
      break;
  }
  return run_info(job);
}

int status_of(const calo::Error& error) {
  complain(fmt::format("baler: {}\n", calo::text::printable(error.text(), 1000)));
  return static_cast<int>(error.category == calo::Category::usage ? Status::wrong_usage
                                                                  : Status::failed);
}

/// Output that could not be written is a failure, too: a full disk behind `> file`.
int checked(int status) {
  if (has_been_heard()) return status;
  complain("baler: writing to standard output failed. Make room where it goes.\n");
  return static_cast<int>(Status::failed);
}

}  // namespace
}  // namespace baler

int main(int count, char** arguments) {
  try {
    baler::begin_start_up();
    // Whoever reads along, in a pipe or a log, sees each line when it is written.
    static_cast<void>(std::setvbuf(stdout, nullptr, _IOLBF, BUFSIZ));
    const auto line = baler::parse_options(count, arguments);
    if (!line) return baler::status_of(line.error());
    if (!line->options) {
      baler::say(line->text);
      return baler::checked(0);
    }
    const auto status = baler::run(*line->options);
    if (!status) {
      std::fflush(stdout);
      return baler::status_of(status.error());
    }
    return baler::checked(static_cast<int>(*status));
  } catch (const std::bad_alloc&) {
    std::fputs("baler: there is not enough memory for these data. Use fewer rows.\n", stderr);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "baler: unexpected: %s\n", error.what());
  }
  return 1;
}
