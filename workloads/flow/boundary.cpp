#include "boundary.hpp"

#include <algorithm>
#include <cmath>

namespace flow {
namespace {

bool is_solid(const Geometry& geometry, std::ptrdiff_t x, std::ptrdiff_t y) {
  return geometry.obstacle && geometry.obstacle->contains(x, y);
}

void add_links_of_cell(const Geometry& geometry, std::ptrdiff_t x, std::ptrdiff_t y, Links& links) {
  const Layout& layout = geometry.layout;
  const auto slot = [&](std::size_t i, std::ptrdiff_t cell) {
    return static_cast<std::ptrdiff_t>(i) * layout.plane() + cell;
  };
  for (std::size_t i = 1; i < velocities; ++i) {
    const std::ptrdiff_t from_x = x - velocity_x[i];
    const std::ptrdiff_t from_y = y - velocity_y[i];
    const bool beyond_end = from_x < 0 || from_x >= layout.nx;
    const bool beyond_side = from_y < 0 || from_y >= layout.ny;
    if (beyond_end && geometry.ends == Ends::inflow_outflow) continue;
    const std::ptrdiff_t wrapped_x = (from_x + layout.nx) % layout.nx;
    const std::ptrdiff_t wrapped_y = (from_y + layout.ny) % layout.ny;
    const std::ptrdiff_t target = slot(i, layout.at(from_x, from_y));
    const Link bounce{.to = target, .from = slot(opposite[i], layout.at(x, y))};
    if (beyond_side && geometry.sides == Sides::no_slip) {
      links.domain.push_back(bounce);
    } else if (is_solid(geometry, wrapped_x, wrapped_y)) {
      links.obstacle.push_back({.link = bounce, .incoming = opposite[i]});
    } else if (beyond_end || beyond_side) {
      links.domain.push_back({.to = target, .from = slot(i, layout.at(wrapped_x, wrapped_y))});
    }
  }
}

}  // namespace

Links links_of(const Geometry& geometry) {
  Links links;
  const Layout& layout = geometry.layout;
  for (std::ptrdiff_t y = 0; y < layout.ny; ++y) {
    for (std::ptrdiff_t x = 0; x < layout.nx; ++x) {
      if (!is_solid(geometry, x, y)) add_links_of_cell(geometry, x, y, links);
    }
  }
  return links;
}

std::vector<Span> fluid_spans(const Geometry& geometry, std::ptrdiff_t y) {
  std::vector<Span> spans;
  const bool is_open = geometry.ends == Ends::inflow_outflow;
  const std::ptrdiff_t first = is_open ? 1 : 0;
  const std::ptrdiff_t last = geometry.layout.nx - first;
  if (geometry.obstacle && is_solid(geometry, geometry.obstacle->x, y)) {
    const Block& block = *geometry.obstacle;
    if (first < block.x) spans.push_back({first, block.x});
    if (block.x + block.width < last) spans.push_back({block.x + block.width, last});
  } else {
    spans.push_back({first, last});
  }
  return spans;
}

void regularise(Cell& g, End end, const Moments& wanted) {
  const Cell target = equilibrium(wanted);
  Cell excess{};
  for (std::size_t i = 0; i < velocities; ++i) excess[i] = g[i] - target[i];
  for (const std::size_t i : end == End::left ? std::array<std::size_t, 3>{1, 5, 8}
                                              : std::array<std::size_t, 3>{3, 6, 7}) {
    excess[i] = excess[opposite[i]];
  }
  double xx = 0, yy = 0, xy = 0;
  for (std::size_t i = 1; i < velocities; ++i) {
    xx += velocity_x[i] * velocity_x[i] * excess[i];
    yy += velocity_y[i] * velocity_y[i] * excess[i];
    xy += velocity_x[i] * velocity_y[i] * excess[i];
  }
  for (std::size_t i = 0; i < velocities; ++i) {
    const double cx = velocity_x[i], cy = velocity_y[i];
    const double stress = (cx * cx - sound_speed_squared) * xx +
                          (cy * cy - sound_speed_squared) * yy + 2 * cx * cy * xy;
    g[i] = target[i] + 4.5 * weight[i] * stress;
  }
}

Moments inflow_moments(const Cell& g, double ux) {
  // The weights of the populations summed here add up to one, as density does.
  const double known = g[0] + g[2] + g[4] + 2 * (g[3] + g[6] + g[7]);
  return {.excess_density = (known + ux) / (1 - ux), .ux = ux, .uy = 0};
}

Moments outflow_moments(const Moments& end, const Moments& before, double length) {
  // One-sided differences of first order: with the forward step in time they are stable at the
  // speed of sound, those of second order are not.
  const double density_slope = end.excess_density - before.excess_density;
  const double ux_slope = end.ux - before.ux;
  const double uy_slope = end.uy - before.uy;

  const double sound = std::sqrt(sound_speed_squared);
  const double outgoing =
      (end.ux + sound) * (sound_speed_squared * density_slope + end.density() * sound * ux_slope);
  // 0.25 is the strength that Poinsot and Lele recommend: larger reflects more, smaller lets the
  // mean density wander.
  const double incoming = 0.25 * sound / length * sound_speed_squared * end.excess_density;
  const double convected = std::max(end.ux, 0.0) * uy_slope;
  return {.excess_density = end.excess_density - (outgoing + incoming) / (2 * sound_speed_squared),
          .ux = end.ux - (outgoing - incoming) / (2 * end.density() * sound),
          .uy = end.uy - convected};
}

}  // namespace flow
