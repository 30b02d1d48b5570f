#include "measure/agent.hpp"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <utility>

#include "attribution/teams.hpp"
#include "base/text.hpp"
#include "base/try.hpp"
#include "sampling/resolve.hpp"
#include "store/run_file.hpp"

namespace calo::measure {

namespace {

constexpr std::string_view library = "libcalo-agent.so";

}  // namespace

Result<std::filesystem::path> find_agent() {
  if (const char* const named = std::getenv("CALO_AGENT"); named != nullptr && *named != '\0') {
    std::error_code failure;
    auto path = std::filesystem::absolute(named, failure);
    if (!failure && std::filesystem::is_regular_file(path, failure)) return path;
    return fail(Category::not_found, "CALO_AGENT=" + text::printable(named) + " is no file",
                "Unset it to use the agent that came with calo");
  }
  std::error_code failure;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", failure);
  if (!failure) {
    const auto prefix = program.parent_path().parent_path();
    for (const char* const directory : {"lib", "lib/calo", "lib/x86_64-linux-gnu/calo"}) {
      auto path = prefix / directory / library;
      if (std::filesystem::is_regular_file(path, failure)) return path;
    }
  }
  return fail(Category::not_found, std::string{library} + " is not installed with this calo",
              "Build it with script/build, or name it by CALO_AGENT");
}

Result<std::optional<model::Profile>> read_stacks(const std::filesystem::path& run, Teams teams) {
  CALO_TRY(auto profile, store::read_profile(run));
  if (profile && !profile->uses.empty()) {
    sampling::resolve(*profile, sampling::settings_from_environment());
    if (teams == Teams::joined) attribution::join_teams(*profile);
  }
  return profile;
}

Result<model::Profile> stacks_of(const std::filesystem::path& run) {
  CALO_TRY(auto profile, read_stacks(run, Teams::joined));
  if (profile && !profile->uses.empty()) return *std::move(profile);
  return fail(Category::not_found, run.string() + " holds no stacks",
              "Measure again without --no-stacks, a program that runs for longer than a few ms");
}

Result<StackSource> open_stacks(const Stacks& wanted) {
  CALO_TRY(const auto agent, find_agent());
  ring::SessionSettings settings;
  settings.period = wanted.period;
  CALO_TRY(auto session, ring::Session::create(settings));
  CALO_TRY(auto environment, session.environment(agent));
  std::optional<sampling::PythonTrace> traced;
  if (wanted.traced) {
    CALO_TRY(traced, sampling::PythonTrace::prepare(session.directory()));
    std::ranges::move(traced->environment(), std::back_inserter(environment));
  }
  return StackSource{std::move(session), std::move(environment), std::move(traced)};
}

}  // namespace calo::measure
