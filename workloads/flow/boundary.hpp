#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "grid.hpp"
#include "lattice.hpp"

namespace flow {

/// What closes the channel at x = 0 and x = nx - 1.
enum class Ends { periodic, inflow_outflow };
/// What closes it at y = 0 and y = ny - 1. Walls lie half a cell outside the outermost cells.
enum class Sides { periodic, no_slip };

/// A solid block of cells, at rest, inside the channel: [x, x + width) x [y, y + height).
struct Block {
  std::ptrdiff_t x = 0;
  std::ptrdiff_t y = 0;
  std::ptrdiff_t width = 0;
  std::ptrdiff_t height = 0;

  [[nodiscard]] constexpr bool contains(std::ptrdiff_t cx, std::ptrdiff_t cy) const {
    return cx >= x && cx < x + width && cy >= y && cy < y + height;
  }
};

/// Shape of the channel.
struct Geometry {
  Layout layout;
  Ends ends = Ends::periodic;
  Sides sides = Sides::periodic;
  std::optional<Block> obstacle;
};

/// A population copied before each step into the ghost or solid cell that a fluid cell pulls from.
struct Link {
  std::ptrdiff_t to = 0;
  std::ptrdiff_t from = 0;
};

/// A link that bounces back from the obstacle; the obstacle takes up twice the momentum that
/// direction `incoming` carries (momentum exchange, Ladd 1994).
struct ObstacleLink {
  Link link;
  std::size_t incoming = 0;
};

/// Everything the row loop must find in ghost and solid cells. No two links share a target, and no
/// source is a target, so they may be copied in any order and by any thread.
struct Links {
  std::vector<Link> domain;            ///< periodic copies, and halfway bounce-back from walls
  std::vector<ObstacleLink> obstacle;  ///< halfway bounce-back from the obstacle
};

/// Populations that enter through open ends have no link: `inflow` and `outflow` construct them.
Links links_of(const Geometry& geometry);

/// The stretches of fluid cells of a row, as [first, last) in x.
struct Span {
  std::ptrdiff_t first = 0;
  std::ptrdiff_t last = 0;
};
std::vector<Span> fluid_spans(const Geometry& geometry, std::ptrdiff_t y);

/// Which end of the channel a cell lies at.
enum class End { left, right };

/// Replaces the populations of an end cell by regularised ones (Latt, Chopard, Malaspinas, Deville,
/// Michler 2008): equilibrium at `wanted` plus the viscous stress of the populations, where those
/// that enter through the end are guessed by bouncing back the non-equilibrium part.
void regularise(Cell& g, End end, const Moments& wanted);

/// Moments of a cell at the left end whose velocity is (ux, 0): its density follows from the
/// populations that are known there (Zou, He 1997).
Moments inflow_moments(const Cell& g, double ux);

/// The next moments of a cell at the right end: the outgoing waves leave as they come, the incoming
/// one only draws the mean density slowly back to 1 (Poinsot, Lele 1992; for lattice Boltzmann,
/// Izquierdo, Fueyo 2008). `before` is the neighbour upstream, `length` the length of the channel
/// in cells.
Moments outflow_moments(const Moments& end, const Moments& before, double length);

}  // namespace flow
