#include "generator.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>

#include "random.hpp"

namespace jets {
namespace {

constexpr double least_pt = 20;       ///< GeV
constexpr double largest_pt = 3000;   ///< GeV: no collider gives more
constexpr double largest_eta = 4.7;   ///< the end of the calorimeters
constexpr double radius = 0.4;        ///< of the jets, in eta and phi
constexpr double largest_mean = 180;  ///< constituents of a jet
constexpr int most_further_jets = 7;  ///< beyond the two of the hard collision

/// What the jets of one collision share.
struct Event {
  double x, y, z;  ///< vertex, cm
  double phi;      ///< direction of the hardest jet
  int jets;
};

Event draw_event(Random& random) {
  return {.x = 0.01 + 0.0015 * random.normal(),
          .y = 0.04 + 0.0015 * random.normal(),
          .z = 3.5 * random.normal(),
          .phi = random.uniform(-std::numbers::pi, std::numbers::pi),
          .jets = 2 + std::min(random.poisson(1.6), most_further_jets)};
}

double within_pi(double phi) {
  if (phi >= std::numbers::pi) return phi - 2 * std::numbers::pi;
  return phi < -std::numbers::pi ? phi + 2 * std::numbers::pi : phi;
}

/// Flavours as the Particle Data Group numbers them; gluons are the most frequent jets.
int draw_flavour(Random& random) {
  const double chance = random.uniform();
  if (chance < 0.62) return 21;
  const int quark = chance < 0.76   ? 2
                    : chance < 0.86 ? 1
                    : chance < 0.92 ? 3
                    : chance < 0.97 ? 4
                                    : 5;
  return random.uniform() < 0.55 ? quark : -quark;
}

void append_jet(Random& random, const Event& event, int rank, double pt, std::vector<double>& out) {
  const double eta = std::clamp(1.9 * random.normal(), -largest_eta, largest_eta);
  // The two hardest jets are back to back.
  const double phi = within_pi(event.phi + (rank == 1 ? std::numbers::pi : 0) +
                               (rank < 2 ? 0.15 : 1.8) * random.normal() / 2);
  const int flavour = draw_flavour(random);
  const bool is_gluon = flavour == 21;
  const double width = std::clamp((is_gluon ? 0.13 : 0.09) * (1 + 0.25 * random.normal()) *
                                      std::sqrt(std::sqrt(least_pt * 3 / pt)),
                                  0.005, radius);
  const double mass = pt * width * (1 + 0.12 * random.normal());
  const double cosh_eta = (exponential(eta) + exponential(-eta)) / 2;
  const double energy = std::sqrt(pt * pt * cosh_eta * cosh_eta + mass * mass);

  const double electromagnetic = std::clamp(0.27 + 0.11 * random.normal(), 0.0, 0.9);
  const double invisible = random.uniform() < 0.15 ? 0.04 * random.uniform() : 0;
  const double auxiliary = 0.01 * random.uniform();
  const double hadronic = std::max(0.0, 1 - electromagnetic - invisible - auxiliary);

  const double mean_constituents =
      std::min(largest_mean, (is_gluon ? 3.2 : 2.3) * std::sqrt(pt) * (1 + width));
  const int constituents = 2 + random.poisson(mean_constituents);
  const int charged = random.successes(constituents, 0.62);
  const int photons = random.successes(constituents - charged, 0.75);
  const int muons = random.successes(charged, std::abs(flavour) == 5 ? 0.02 : 0.002);
  const int positive = random.successes(charged, 0.5);
  const double pt_d = std::clamp(
      (is_gluon ? 0.3 : 0.4) * (1 + 0.2 * random.normal()) * std::sqrt(30.0 / constituents), 0.05,
      1.0);

  out.insert(out.end(),
             {pt, eta, phi, mass, energy, electromagnetic * energy, hadronic * energy,
              invisible * energy, auxiliary * energy, event.x, event.y, event.z,
              std::numbers::pi * radius * radius * (1 + 0.03 * random.normal()), width, pt_d});
  for (const int whole : {constituents, charged, constituents - charged, photons, muons,
                          3 * (2 * positive - charged), flavour, event.jets, rank}) {
    out.push_back(whole);
  }
}

}  // namespace

std::vector<double> generate(std::size_t rows, std::uint64_t seed) {
  Random random{seed};
  std::vector<double> table;
  table.reserve((rows + most_further_jets + 2) * columns.size());
  while (table.size() < rows * columns.size()) {
    const Event event = draw_event(random);
    std::vector<double> momenta;
    momenta.reserve(static_cast<std::size_t>(event.jets));
    for (int i = 0; i < event.jets; ++i) {
      momenta.push_back(std::min(random.falling(least_pt), largest_pt));
    }
    std::ranges::sort(momenta, std::greater{});
    for (int rank = 0; rank < event.jets; ++rank) {
      append_jet(random, event, rank, momenta[static_cast<std::size_t>(rank)], table);
    }
  }
  table.resize(rows * columns.size());
  return table;
}

}  // namespace jets
