#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace jets {

/// What a row holds, in order: 15 real numbers, then 9 whole ones. Energies, momenta and masses in
/// GeV, lengths in cm, angles in radians.
inline constexpr std::array<std::string_view, 24> columns{"pt",
                                                          "eta",
                                                          "phi",
                                                          "mass",
                                                          "energy",
                                                          "emEnergy",
                                                          "hadEnergy",
                                                          "invisibleEnergy",
                                                          "auxiliaryEnergy",
                                                          "vertexX",
                                                          "vertexY",
                                                          "vertexZ",
                                                          "jetArea",
                                                          "width",
                                                          "ptD",
                                                          "nConstituents",
                                                          "nCharged",
                                                          "nNeutral",
                                                          "nPhotons",
                                                          "nMuons",
                                                          "charge3",
                                                          "flavour",
                                                          "jetsInEvent",
                                                          "rank"};
inline constexpr std::size_t real_columns = 15;

/// `rows` jets, row by row. They come in events of two to nine jets that share a vertex, in order
/// of falling transverse momentum; the last event is cut off where the rows end. Equal seeds give
/// equal bits on every machine.
std::vector<double> generate(std::size_t rows, std::uint64_t seed);

}  // namespace jets
