#include "solver.hpp"

#include <cmath>

namespace flow {
namespace {

/// How many threads OpenMP would use if it were not told.
int default_threads() {
  int threads = 0;
#pragma omp parallel reduction(+ : threads)
  threads += 1;
  return threads;
}

}  // namespace

double parabola(double peak, std::ptrdiff_t y, std::ptrdiff_t ny) {
  const double s = (static_cast<double>(y) + 0.5) / static_cast<double>(ny);
  return 4 * peak * s * (1 - s);
}

Solver::Solver(const Problem& problem, int threads, const Initial& initial)
    : problem_{problem},
      relaxation_{Relaxation::from(problem.viscosity, problem.magic, problem.acceleration)},
      threads_{threads > 0 ? threads : default_threads()},
      links_{links_of(problem.geometry)},
      even_{problem.geometry.layout},
      odd_{problem.geometry.layout} {
  const Layout& layout = problem_.geometry.layout;
  outflow_.resize(static_cast<std::size_t>(layout.ny));
  for (std::ptrdiff_t y = 0; y < layout.ny; ++y) {
    spans_.push_back(fluid_spans(problem_.geometry, y));
    for (std::ptrdiff_t x = 0; x < layout.nx; ++x) fluid_cells_ += is_solid(x, y) ? 0 : 1;
  }
#pragma omp parallel for schedule(static) num_threads(threads_)
  for (std::ptrdiff_t y = 0; y < layout.ny; ++y) {
    for (std::ptrdiff_t x = 0; x < layout.nx; ++x) {
      const Moments start = is_solid(x, y) ? Moments{} : initial(x, y);
      even_.set(layout.at(x, y), equilibrium(start));
      odd_.set(layout.at(x, y), Cell{});
      if (x == layout.nx - 1) outflow_[static_cast<std::size_t>(y)] = start;
    }
  }
  // Corner ghosts of an open channel are pulled from before they are reconstructed, and have no
  // link.
  for (Populations* populations : {&even_, &odd_}) {
    for (std::ptrdiff_t y = -1; y <= layout.ny; ++y) {
      populations->set(layout.at(-1, y), Cell{});
      populations->set(layout.at(layout.nx, y), Cell{});
    }
  }
}

bool Solver::is_solid(std::ptrdiff_t x, std::ptrdiff_t y) const {
  return problem_.geometry.obstacle && problem_.geometry.obstacle->contains(x, y);
}

void Solver::advance(std::int64_t steps) {
  const std::ptrdiff_t ny = problem_.geometry.layout.ny;
  const std::size_t domain_links = links_.domain.size();
  // One team for all steps: threads meet twice in a step, when the links are copied and when all
  // rows are done.
#pragma omp parallel num_threads(threads_)
  for (std::int64_t step = 0; step < steps; ++step) {
    const bool is_even = (steps_ + step) % 2 == 0;
    Populations& from = is_even ? even_ : odd_;
    Populations& to = is_even ? odd_ : even_;
#pragma omp single nowait
    copy_obstacle_links(from);
#pragma omp for schedule(static)
    for (std::size_t i = 0; i < domain_links; ++i) {
      from[links_.domain[i].to] = from[links_.domain[i].from];
    }
#pragma omp for schedule(static)
    for (std::ptrdiff_t y = 0; y < ny; ++y) step_row(y, from, to);
  }
  steps_ += steps;
}

void Solver::step_row(std::ptrdiff_t y, const Populations& from, Populations& to) {
  const Layout& layout = problem_.geometry.layout;
  for (const Span& span : spans_[static_cast<std::size_t>(y)]) {
    stream_and_collide(from, to, layout.pitch(), layout.at(span.first, y), span.last - span.first,
                       relaxation_);
  }
  if (problem_.geometry.ends == Ends::inflow_outflow) {
    step_inflow(y, from, to);
    step_outflow(y, from, to);
  }
}

void Solver::step_inflow(std::ptrdiff_t y, const Populations& from, Populations& to) const {
  const Layout& layout = problem_.geometry.layout;
  Cell g = pull(from, layout.pitch(), layout.at(0, y));
  const double ux = parabola(problem_.peak_velocity, y, layout.ny);
  regularise(g, End::left, inflow_moments(g, ux));
  collide(g, relaxation_);
  to.set(layout.at(0, y), g);
}

void Solver::step_outflow(std::ptrdiff_t y, const Populations& from, Populations& to) {
  const Layout& layout = problem_.geometry.layout;
  const std::ptrdiff_t at = layout.at(layout.nx - 1, y);
  Cell g = pull(from, layout.pitch(), at);
  Moments& end = outflow_[static_cast<std::size_t>(y)];
  end = outflow_moments(end, moments_of(from.cell(at - 1)), static_cast<double>(layout.nx));
  regularise(g, End::right, end);
  collide(g, relaxation_);
  to.set(at, g);
}

void Solver::copy_obstacle_links(Populations& from) {
  Force force;
  for (const ObstacleLink& obstacle : links_.obstacle) {
    const double g = from[obstacle.link.from];
    from[obstacle.link.to] = g;
    force.x += 2 * velocity_x[obstacle.incoming] * g;
    force.y += 2 * velocity_y[obstacle.incoming] * g;
  }
  force_sum_.x += force.x;
  force_sum_.y += force.y;
  if (++steps_in_sample_ == problem_.steps_per_sample) {
    const auto n = static_cast<double>(steps_in_sample_);
    if (!links_.obstacle.empty()) forces_.push_back({force_sum_.x / n, force_sum_.y / n});
    force_sum_ = {};
    steps_in_sample_ = 0;
  }
}

Moments Solver::moments(std::ptrdiff_t x, std::ptrdiff_t y) const {
  if (is_solid(x, y)) return {};
  const Populations& now = steps_ % 2 == 0 ? even_ : odd_;
  Moments m = moments_of(now.cell(problem_.geometry.layout.at(x, y)));
  // The populations are those after the collision, which adds the whole force; the velocity of the
  // step is the one with half of it. Before the first step none has been added.
  if (steps_ > 0) m.ux -= 0.5 * problem_.acceleration;
  return m;
}

double Solver::mass() const {
  const Layout& layout = problem_.geometry.layout;
  double excess = 0;
  for (std::ptrdiff_t y = 0; y < layout.ny; ++y) {
    double row = 0;
    for (std::ptrdiff_t x = 0; x < layout.nx; ++x) row += moments(x, y).excess_density;
    excess += row;
  }
  return static_cast<double>(fluid_cells_) + excess;
}

bool Solver::is_sound() const {
  const Layout& layout = problem_.geometry.layout;
  bool sound = true;
  for (std::ptrdiff_t y = 0; y < layout.ny; ++y) {
    for (std::ptrdiff_t x = 0; x < layout.nx; ++x) {
      const Moments m = moments(x, y);
      // Written so that not-a-number fails.
      sound = sound && std::abs(m.excess_density) < 0.5 &&
              m.ux * m.ux + m.uy * m.uy < sound_speed_squared;
    }
  }
  return sound;
}

}  // namespace flow
