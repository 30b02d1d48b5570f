#include "cli/stacks.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iterator>
#include <utility>

#include "attribution/teams.hpp"
#include "base/text.hpp"
#include "base/try.hpp"
#include "sampling/resolve.hpp"
#include "store/run_file.hpp"

namespace calo::cli {

namespace {

constexpr std::string_view library = "libcalo-agent.so";

}  // namespace

Result<double> parse_rate(const std::string& text) {
  std::string_view number = text;
  double scale = 1.0;
  for (const auto& [unit, factor] : {std::pair{"kHz", 1e3}, std::pair{"Hz", 1.0}}) {
    if (!number.ends_with(unit)) continue;
    number.remove_suffix(std::string_view{unit}.size());
    scale = factor;
    break;
  }
  const auto value = text::to_double(text::trimmed(number));
  if (!value || !(*value * scale >= 1.0) || !(*value * scale <= 10'000.0)) {
    return fail(Category::usage,
                "--rate " + text::printable(text) + ": not a rate from 1 to 10000 per second",
                "Say for example --rate 997");
  }
  return *value * scale;
}

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

Result<Sampler> parse_sampler(const std::string& text) {
  if (text == "auto") return Sampler::automatic;
  if (text == "outside") return Sampler::outside;
  if (text == "inside") return Sampler::inside;
  return fail(Category::usage, "--sampler " + text::printable(text) + ": no such sampler",
              "Say auto, outside or inside");
}

Result<StackSource> open_stacks(double rate, bool trace) {
  CALO_TRY(const auto agent, find_agent());
  ring::SessionSettings settings;
  settings.period = std::chrono::nanoseconds{std::llround(1e9 / rate)};
  CALO_TRY(auto session, ring::Session::create(settings));
  CALO_TRY(auto environment, session.environment(agent));
  std::optional<sampling::PythonTrace> traced;
  if (trace) {
    CALO_TRY(traced, sampling::PythonTrace::prepare(session.directory()));
    std::ranges::move(traced->environment(), std::back_inserter(environment));
  }
  return StackSource{std::move(session), std::move(environment), std::move(traced)};
}

}  // namespace calo::cli
