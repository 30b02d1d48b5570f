#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <new>
#include <optional>
#include <span>
#include <vector>

#include "frames.hpp"
#include "npz/npz.hpp"
#include "observables.hpp"
#include "options.hpp"
#include "progress.hpp"
#include "start.hpp"

namespace flow {
namespace {

enum Status : std::uint8_t { done = 0, failed = 1, wrong_arguments = 2, interrupted = 130 };

volatile std::sig_atomic_t stop_requested = 0;

extern "C" void request_stop(int signal) {
  stop_requested = 1;
  std::signal(signal, SIG_DFL);  // a second Ctrl-C ends the program at once
}

/// Cell updates between two looks at the signal and the clock: a few hundredths of a second.
constexpr std::int64_t updates_per_look = 4'000'000;

struct Frames {
  std::vector<double> values;
  std::int64_t count = 0;
};

/// Steps from `now` to the next frame; empty when all are taken.
std::optional<std::int64_t> steps_to_frame(const Options& options, const Frames& frames,
                                           std::int64_t now) {
  if (frames.count == options.frames) return std::nullopt;
  return options.steps - (options.frames - 1 - frames.count) * options.every - now;
}

/// False when the flow became unstable.
bool run(const Options& options, Solver& solver, Progress& progress, Frames& frames) {
  const Problem& problem = solver.problem();
  const FrameSampler sampler{
      window_around(options.obstacle(), problem.geometry.layout, options.frame_size),
      options.frame_size, problem.geometry.layout};
  const std::int64_t look = std::max<std::int64_t>(1, updates_per_look / solver.fluid_cells());
  const ForceScale scale = options.force_scale();
  while (stop_requested == 0) {
    const auto to_frame = steps_to_frame(options, frames, solver.steps());
    if (to_frame == 0) {
      sampler.append(solver, frames.values);
      ++frames.count;
      continue;
    }
    if (solver.steps() == options.steps) break;
    solver.advance(std::min({look, options.steps - solver.steps(), to_frame.value_or(look)}));
    // Written so that not-a-number fails. A hundred is far above the drag of any flow.
    if (!solver.forces().empty() &&
        !(std::abs(scale.coefficient(solver.forces().back().x)) < 1e3)) {
      return false;
    }
    progress.report(solver.steps(), Progress::Clock::now());
  }
  return solver.is_sound();
}

void print_summary(const Options& options, const Solver& solver, double mlups, double start_mass) {
  fmt::print("channel    {} x {} cells, obstacle {} cells, blockage {:.3f}\n", options.nx,
             options.ny, options.diameter,
             static_cast<double>(options.diameter) / static_cast<double>(options.ny));
  fmt::print("flow       Re {:g}, peak velocity {:g}, relaxation time {:.4f}\n", options.reynolds,
             options.velocity, options.relaxation_time());
  fmt::print("steps      {}\n", solver.steps());
  fmt::print("speed      {:.1f} MLUPS\n", mlups);
  const ForceScale scale = options.force_scale();
  const auto wake = shedding(solver.forces(), scale);
  if (wake && wake->is_settled) {
    fmt::print("Strouhal   {:.4f} +- {:.4f} (standard deviation of {} periods)\n",
               wake->strouhal.mean, wake->strouhal.deviation, wake->periods);
    fmt::print("drag       {:.4f} +- {:.4f} (mean coefficient, standard deviation of {} periods)\n",
               wake->drag.mean, wake->drag.deviation, wake->periods);
    fmt::print("lift       {:.4f} (root mean square coefficient)\n", wake->lift_rms);
  } else {
    fmt::print("Strouhal   not determined: {}\n",
               wake ? "the shedding still changes from period to period; give more --steps"
                    : "fewer than three shedding periods in the second half of the run");
    if (solver.forces().size() < 4) {
      fmt::print("drag       not determined: too few steps\n");
    } else {
      const Spread drag = mean_drag(solver.forces(), scale);
      fmt::print(
          "drag       {:.4f} +- {:.4f} (mean coefficient and drift, second half of the run)\n",
          drag.mean, drag.deviation);
    }
  }
  fmt::print("mass       {:+.2e} (relative change since the start)\n",
             solver.mass() / start_mass - 1);
}

Status write_frames(const Options& options, const Frames& frames) {
  if (frames.count == 0) {
    if (options.frames > 0) {
      fmt::print(stderr, "flow: stopped before the first frame; {} is not written\n",
                 options.output);
    }
    return done;
  }
  const std::array members{
      npz::Entry{.name = "data",
                 .shape = {static_cast<std::size_t>(frames.count), options.frame_size.rows,
                           options.frame_size.columns},
                 .bytes = std::as_bytes(std::span{frames.values})},
      npz::Entry{.name = "names", .shape = {0}, .bytes = {}}};
  if (const auto written = npz::write(options.output, members); !written) {
    fmt::print(stderr, "flow: {}\n", written.error().text());
    return failed;
  }
  if (!options.is_quiet) {
    fmt::print("frames     {} of {} x {} in {}\n", frames.count, options.frame_size.rows,
               options.frame_size.columns, options.output);
  }
  return done;
}

Status compute(const Options& options) {
  if (!options.output.empty()) {
    if (const auto writable = npz::check_writable(options.output); !writable) {
      fmt::print(stderr, "flow: {}\n", writable.error().text());
      return failed;
    }
  }
  std::signal(SIGINT, request_stop);
  std::signal(SIGXFSZ, SIG_IGN);  // a file past the limit is a failed write

  Frames frames;
  frames.values.reserve(static_cast<std::size_t>(options.frames) * options.frame_size.rows *
                        options.frame_size.columns);
  Solver solver{options.problem(), options.threads, disturbed_start(options)};
  const double start_mass = solver.mass();
  Progress progress{options.steps, solver.fluid_cells(), options.is_quiet};
  const bool is_sound = run(options, solver, progress, frames);
  const double mlups = progress.mlups(solver.steps(), Progress::Clock::now());
  progress.end();
  if (!is_sound) {
    fmt::print(stderr,
               "flow: the flow became unstable before step {}. Give more cells (--diameter) or a "
               "lower --re; nothing is written\n",
               solver.steps());
    return failed;
  }
  if (!options.is_quiet) print_summary(options, solver, mlups, start_mass);
  const Status written = write_frames(options, frames);
  if (written != done) return written;
  if (std::fflush(stdout) != 0) {
    fmt::print(stderr, "flow: cannot write the summary to standard output\n");
    return failed;
  }
  if (stop_requested != 0) {
    fmt::print(stderr, "flow: interrupted after {} of {} steps\n", solver.steps(), options.steps);
    return interrupted;
  }
  return done;
}

Status start(int argc, char** argv) {
  const auto options = parse_options({argv + 1, static_cast<std::size_t>(std::max(argc - 1, 0))});
  if (!options) {
    fmt::print(stderr, "flow: {}\n", options.error());
    return wrong_arguments;
  }
  if (options->wants_help) {
    fmt::print("{}", help());
    return done;
  }
  if (options->wants_version) {
    fmt::print("flow {}\n", FLOW_VERSION);
    return done;
  }
  return compute(*options);
}

}  // namespace
}  // namespace flow

int main(int argc, char** argv) {
  try {
    return flow::start(argc, argv);
  } catch (const std::bad_alloc&) {
    std::fputs("flow: not enough memory. Give smaller --nx, --ny or fewer frames\n", stderr);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "flow: %s\n", error.what());
  }
  return flow::failed;
}
