#include "options.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>
#include <variant>

namespace flow {
namespace {

using Failure = std::unexpected<std::string>;

/// Where the value of an option goes, with the values it may take.
struct Integer {
  std::int64_t* target;
  std::int64_t least;
  std::int64_t most;
};
struct Real {
  double* target;
};
struct Text {
  std::string* target;
};
struct Flag {
  bool* target;
};

struct Option {
  std::string_view name;
  std::variant<Integer, Real, Text, Flag> kind;
};

constexpr std::int64_t most_cells_along = 1'000'000;
constexpr std::int64_t most_steps = 1'000'000'000;
constexpr std::int64_t most_pixels = 100'000;

/// Reynolds number divided by cells across the obstacle, that is velocity / viscosity. Runs
/// at 15 fail at every resolution, runs at 10 at none (4, 10 and 20 cells; velocities 0.05 to
/// 0.17).
constexpr double most_reynolds_per_cell = 10;

/// The velocities, in cells per step, at which the method is stable and nearly incompressible.
struct VelocityRange {
  double least;
  double most;
};

VelocityRange velocity_range(const Options& o) {
  const double reynolds_per_cell = o.reynolds / static_cast<double>(o.diameter);
  const auto nx = static_cast<double>(o.nx);
  const auto ny = static_cast<double>(o.ny);
  // Runs with a viscosity of 0.01 are stable, those with 0.005 are not.
  const double stable = 0.01 * reynolds_per_cell;
  // A Mach number of 0.3.
  const double subsonic = 0.17;
  // A relaxation time of 2: the error of the method grows with it.
  const double accurate = 0.5 * reynolds_per_cell;
  // Viscosity lowers the density by 24 viscosity velocity nx / ny^2 along the channel: 2 %.
  const double incompressible = std::sqrt(0.02 / 24 * reynolds_per_cell * ny * ny / nx);
  return {.least = stable, .most = std::min({subsonic, accurate, incompressible})};
}

std::expected<void, std::string> assign(std::string_view name, const Integer& kind,
                                        std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < kind.least ||
      value > kind.most) {
    return Failure{fmt::format("{} is '{}': give a whole number from {} to {}", name, text,
                               kind.least, kind.most)};
  }
  *kind.target = value;
  return {};
}

std::expected<void, std::string> assign(std::string_view name, const Real& kind,
                                        std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value) ||
      value <= 0) {
    return Failure{fmt::format("{} is '{}': give a number above zero", name, text)};
  }
  *kind.target = value;
  return {};
}

std::expected<void, std::string> assign(std::string_view name, const Text& kind,
                                        std::string_view text) {
  if (text.empty()) return Failure{fmt::format("{} is empty: give the name of a file", name)};
  *kind.target = text;
  return {};
}

std::expected<void, std::string> assign(std::string_view name, const Flag&, std::string_view text) {
  return Failure{fmt::format("{} takes no value, but has '{}'", name, text)};
}

/// Steps in which the inflow travels one side of the obstacle.
double convective_steps(const Options& options) {
  return static_cast<double>(options.diameter) / options.velocity;
}

std::expected<void, std::string> check_flow(const Options& o) {
  if (o.ny < 2 * o.diameter || o.nx < 10 * o.diameter) {
    return Failure{
        fmt::format("a channel of {} x {} cells is too small for an obstacle of {}: it needs --nx "
                    "{} and --ny {} "
                    "at least",
                    o.nx, o.ny, o.diameter, 10 * o.diameter, 2 * o.diameter)};
  }
  if (o.reynolds > most_reynolds_per_cell * static_cast<double>(o.diameter)) {
    return Failure{fmt::format(
        "--re {} with --diameter {} is unstable (relaxation time {:.4f}, close to 0.5): give a "
        "--diameter of {:.0f} at least, or --re of {:g} at most",
        o.reynolds, o.diameter, o.relaxation_time(), std::ceil(o.reynolds / most_reynolds_per_cell),
        most_reynolds_per_cell * static_cast<double>(o.diameter))};
  }
  if (const auto [least, most] = velocity_range(o); o.velocity < least || o.velocity > most) {
    return Failure{fmt::format(
        "--velocity {} with --re {} and --diameter {} is {} (Mach number {:.2f}, relaxation time "
        "{:.4g}): give a --velocity from {:.4g} to {:.4g}",
        o.velocity, o.reynolds, o.diameter,
        o.velocity < least ? "unstable" : "too compressible or inaccurate",
        o.velocity / std::sqrt(sound_speed_squared), o.relaxation_time(), least, most)};
  }
  const auto cells = static_cast<double>(o.nx) * static_cast<double>(o.ny);
  const double bytes = 2 * velocities * sizeof(double) * cells;
  const double memory =
      static_cast<double>(::sysconf(_SC_PHYS_PAGES)) * static_cast<double>(::sysconf(_SC_PAGESIZE));
  if (bytes > 0.9 * memory) {
    return Failure{fmt::format(
        "{} x {} cells take {:.1f} GB, but this machine has {:.1f} GB: give smaller --nx, --ny",
        o.nx, o.ny, bytes / 1e9, memory / 1e9)};
  }
  return {};
}

/// Frames are in memory until they are written.
constexpr double most_frame_bytes = 4e9;

std::expected<void, std::string> check_frames(const Options& o) {
  if (o.frames > 0 && o.output.empty()) {
    return Failure{"--frames needs a file to write them to: add -o FILE.npz"};
  }
  if (o.frames == 0) return {};
  // Products of checked numbers: at most 1e9 x 1e9 steps, which fits.
  const std::int64_t needed = (o.frames - 1) * o.every;
  if (needed > o.steps) {
    return Failure{
        fmt::format("{} frames every {} steps need {} steps, but --steps is {}: give more steps or "
                    "fewer frames",
                    o.frames, o.every, needed, o.steps)};
  }
  const double values = static_cast<double>(o.frames) * static_cast<double>(o.frame_size.rows) *
                        static_cast<double>(o.frame_size.columns);
  if (const double bytes = values * sizeof(double); bytes > most_frame_bytes) {
    return Failure{fmt::format(
        "{} frames of {} x {} take {:.1f} GB, above the 4 GB that are kept until the end", o.frames,
        o.frame_size.rows, o.frame_size.columns, bytes / 1e9)};
  }
  return {};
}

}  // namespace

Problem Options::problem() const {
  const double samples = convective_steps(*this) / 100;
  return {.geometry = {.layout = {.nx = nx, .ny = ny},
                       .ends = Ends::inflow_outflow,
                       .sides = Sides::no_slip,
                       .obstacle = obstacle()},
          .viscosity = viscosity(),
          .peak_velocity = velocity,
          // An even number of steps: populations of the two colours of the checkerboard hardly mix
          // at small viscosity, so odd and even steps can differ a little.
          .steps_per_sample = 2 * std::max<std::int64_t>(1, std::llround(samples / 2))};
}

ForceScale Options::force_scale() const {
  return {.velocity = velocity,
          .diameter = static_cast<double>(diameter),
          .steps_per_sample = static_cast<double>(problem().steps_per_sample)};
}

std::string help() {
  return R"(Usage: flow [options]

Computes the flow past a square obstacle in a plane channel (lattice Boltzmann, D2Q9, two relaxation
times) and prints the Strouhal number, the drag and the speed. Lengths are in cells.

Flow
  --diameter D        side of the obstacle (20, or an eighth of --ny)
  --nx N, --ny N      length and height of the channel (32 D and 8 D)
  --re RE             Reynolds number of the obstacle and the peak inflow velocity (100)
  --velocity U        peak inflow velocity, cells per step, at most 0.17 (0.1)
  --steps N           time steps (300 D / U: the inflow passes the obstacle 300 times)
  --seed N            of the small disturbance that starts the shedding (1)

Frames of the x-velocity around the obstacle, the last of them at the last step
  -o, --output FILE   write them to this .npz
  --frames N          how many (60 with -o)
  --every N           steps between two of them (a quarter of D / U)
  --frame-height H, --frame-width W    pixels (50 x 50)

Running
  --threads N         (OMP_NUM_THREADS, else all cores)
  --quiet             print nothing but errors
  --help, --version

Exit status: 0 done, 1 failed while running, 2 wrong arguments, 130 interrupted (Ctrl-C writes the
frames so far).
)";
}

std::expected<Options, std::string> parse_options(std::span<const char* const> arguments) {
  Options o;
  std::int64_t rows = 50, columns = 50, threads = 0, seed = 1, diameter = 0, frames = -1;
  const std::array<Option, 18> table{{
      {"--nx", Integer{&o.nx, 1, most_cells_along}},
      {"--ny", Integer{&o.ny, 1, most_cells_along}},
      {"--diameter", Integer{&diameter, 4, most_cells_along / 32}},
      {"--re", Real{&o.reynolds}},
      {"--velocity", Real{&o.velocity}},
      {"--steps", Integer{&o.steps, 1, most_steps}},
      {"--frames", Integer{&frames, 0, most_steps}},
      {"--every", Integer{&o.every, 1, most_steps}},
      {"--frame-height", Integer{&rows, 1, most_pixels}},
      {"--frame-width", Integer{&columns, 1, most_pixels}},
      {"--threads", Integer{&threads, 1, 1024}},
      {"--seed", Integer{&seed, 0, INT64_MAX}},
      {"--output", Text{&o.output}},
      {"-o", Text{&o.output}},
      {"--quiet", Flag{&o.is_quiet}},
      {"--help", Flag{&o.wants_help}},
      {"-h", Flag{&o.wants_help}},
      {"--version", Flag{&o.wants_version}},
  }};

  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view argument = arguments[i];
    const std::size_t equals = argument.starts_with("--") ? argument.find('=') : argument.npos;
    const std::string_view name = argument.substr(0, equals);
    const auto option = std::ranges::find(table, name, &Option::name);
    if (option == table.end()) {
      return Failure{fmt::format("'{}' is not an option: see flow --help", argument)};
    }
    if (const Flag* flag = std::get_if<Flag>(&option->kind); flag && equals == argument.npos) {
      *flag->target = true;
      continue;
    }
    std::optional<std::string_view> value;
    if (equals != argument.npos) {
      value = argument.substr(equals + 1);
    } else if (i + 1 < arguments.size()) {
      value = arguments[++i];
    }
    if (!value) return Failure{fmt::format("{} needs a value: see flow --help", name)};
    const auto assigned =
        std::visit([&](const auto& kind) { return assign(name, kind, *value); }, option->kind);
    if (!assigned) return Failure{assigned.error()};
  }
  if (o.wants_help || o.wants_version) return o;

  if (diameter == 0 && o.ny > 0) diameter = std::max<std::int64_t>(4, o.ny / 8);
  if (diameter > 0) o.diameter = diameter;
  if (o.ny == 0) o.ny = 8 * o.diameter;
  if (o.nx == 0) o.nx = 32 * o.diameter;
  o.frame_size = {.rows = static_cast<std::size_t>(rows),
                  .columns = static_cast<std::size_t>(columns)};
  o.threads = static_cast<int>(threads);
  o.seed = static_cast<std::uint64_t>(seed);
  if (frames < 0) frames = o.output.empty() ? 0 : 60;
  o.frames = frames;
  if (const auto checked = check_flow(o); !checked) return Failure{checked.error()};
  // A very slow inflow asks for more steps than the limit; the user can still state fewer.
  const double passage = std::min(convective_steps(o), static_cast<double>(most_steps) / 300);
  if (o.every == 0) o.every = std::max<std::int64_t>(1, std::llround(passage / 4));
  if (o.steps == 0) o.steps = std::max<std::int64_t>(1, std::llround(passage * 300));
  if (const auto checked = check_frames(o); !checked) return Failure{checked.error()};
  if (!o.output.empty() && o.frames == 0) {
    return Failure{"-o without frames would write an empty file: give --frames of 1 at least"};
  }
  return o;
}

}  // namespace flow
