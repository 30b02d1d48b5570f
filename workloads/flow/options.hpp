#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <span>
#include <string>

#include "frames.hpp"
#include "observables.hpp"
#include "solver.hpp"

namespace flow {

/// What the command line asks for, complete and checked.
struct Options {
  std::int64_t nx = 0;         ///< cells along the channel
  std::int64_t ny = 0;         ///< cells across it
  std::int64_t diameter = 20;  ///< side of the square obstacle, cells
  double reynolds = 100;       ///< peak inflow velocity x diameter / viscosity
  double velocity = 0.1;       ///< peak inflow velocity, cells per step
  std::int64_t steps = 0;
  std::int64_t frames = 0;
  std::int64_t every = 0;  ///< steps between frames
  FrameSize frame_size{.rows = 50, .columns = 50};
  int threads = 0;  ///< 0: as OpenMP decides
  std::uint64_t seed = 1;
  std::string output;  ///< empty: no file
  bool is_quiet = false;
  bool wants_help = false;
  bool wants_version = false;

  [[nodiscard]] double viscosity() const {
    return velocity * static_cast<double>(diameter) / reynolds;
  }
  /// Relaxation time of the even moments, steps.
  [[nodiscard]] double relaxation_time() const { return 3 * viscosity() + 0.5; }
  /// The obstacle is centred across the channel, and a quarter of the length from the inflow.
  [[nodiscard]] Block obstacle() const {
    return {.x = nx / 4 - diameter / 2,
            .y = (ny - diameter) / 2,
            .width = diameter,
            .height = diameter};
  }
  [[nodiscard]] Problem problem() const;
  [[nodiscard]] ForceScale force_scale() const;
};

/// The text of --help.
std::string help();

/// Reads the arguments after the program's name, fills in defaults and checks that the flow can be
/// computed. The error is one sentence for a person, without a line end.
std::expected<Options, std::string> parse_options(std::span<const char* const> arguments);

}  // namespace flow
