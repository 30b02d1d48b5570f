#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdio>

#include "base/text.hpp"
#include "cli/cli.hpp"
#include "measure/sources.hpp"
#include "recorder/idle_baseline.hpp"

namespace calo::cli {

namespace {
constexpr int shortest_s = 10;
constexpr int longest_s = 3600;
}  // namespace

int idle(Arguments arguments) {
  int length = 20;
  bool forget = false;
  std::string meter;
  CLI::App app{"Measures the idle power of this machine, which net energies are counted from.",
               "calo idle"};
  app.footer(
      "The machine must rest: below 2 % of its CPU time. The result is the median of one-second "
      "windows; it is kept in\n"
      "~/.local/state/calo/ with the state of the machine, and calo run uses it from then on.\n\n"
      "Examples:\n  calo idle\n  calo idle --for 60");
  app.add_option("--for", length, "Seconds, at least 10 (default 20)")
      ->check(CLI::Range(shortest_s, longest_s));
  app.add_option("--meter", meter, "Use this meter only");
  app.add_flag("--forget", forget, "Remove the stored baseline");
  if (const auto status = parse(app, arguments)) return *status;

  const auto path = recorder::idle_baseline_path();
  if (!path)
    return report({Category::usage,
                   "storing the idle baseline: neither HOME nor XDG_STATE_HOME is set",
                   "Set HOME"});
  if (forget) {
    std::error_code error;
    const bool removed = std::filesystem::remove(*path, error);
    if (error) return report(system_error(error.value(), "removing " + path->string()));
    put(fmt::format("{}\n",
                    removed ? "The idle baseline is forgotten." : "There was no idle baseline."));
    return exit_ok;
  }

  const auto root = os::SystemRoot::from_environment();
  measure::SourceOptions wanted;
  wanted.meter = meter;
  wanted.idle_baseline = false;
  auto found = measure::find_sources(root, wanted);
  if (!found) return report(found.error());
  const bool live = ::isatty(STDERR_FILENO) != 0;
  const auto progress = [&](int window) {
    if (live)
      tell(fmt::format("\rmeasuring idle power: {} of {} s{}", window, length,
                       window == length ? "\n" : ""));
  };
  const auto baseline =
      recorder::measure_idle(root, found->machine, std::move(found->sources), length, progress);
  if (!baseline) return report(baseline.error());
  if (auto saved = recorder::save_idle_baseline(*path, *baseline); !saved)
    return report(saved.error());
  put(fmt::format("Idle power over {}, {:.2f} % of the CPU time used:\n",
                  text::duration(baseline->length), 100.0 * baseline->busy_share));
  for (const auto& [name, power] : baseline->domains) {
    put(fmt::format("  {:<32} {}\n", name,
                    text::with_uncertainty(power.power.value(), power.u.value(), "W")));
  }
  put(fmt::format("Kept in {}\n", path->string()));
  return exit_ok;
}

}  // namespace calo::cli
