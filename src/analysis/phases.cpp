#include "analysis/phases.hpp"

#include <algorithm>
#include <utility>

#include "attribution/mixing.hpp"
#include "attribution/parts.hpp"
#include "carbon/footprint.hpp"

namespace calo::analysis {

namespace {

/// A row for each phase, in the order of their numbers, so that parents come first.
std::vector<PhaseCost> own_rows(const std::vector<model::Phase>& phases) {
  std::vector<PhaseCost> rows;
  rows.reserve(phases.size());
  for (std::size_t i = 0; i < phases.size(); ++i) {
    const model::Phase& phase = phases[i];
    PhaseCost row;
    row.phase = static_cast<std::int32_t>(i);
    row.parent = phase.parent;
    row.name = i == 0 ? "outside of phases" : phase.name;
    row.times = phase.times;
    row.count = phase.count;
    row.begin = phase.begin;
    row.end = phase.end;
    row.wall = phase.wall;
    row.cpu = phase.cpu;
    if (phase.parent >= 0) row.depth = rows[static_cast<std::size_t>(phase.parent)].depth + 1;
    rows.push_back(std::move(row));
  }
  return rows;
}

/// Numbers of all phases, each followed by those inside it; the outside comes last.
std::vector<std::size_t> as_a_tree(const std::vector<model::Phase>& phases) {
  std::vector<std::vector<std::size_t>> inside(phases.size());
  std::vector<std::size_t> outermost;
  for (std::size_t i = 1; i < phases.size(); ++i) {
    if (phases[i].parent >= 0) {
      inside[static_cast<std::size_t>(phases[i].parent)].push_back(i);
    } else {
      outermost.push_back(i);
    }
  }
  const auto by_begin = [&](std::size_t a, std::size_t b) {
    return phases[a].begin != phases[b].begin ? phases[a].begin < phases[b].begin : a < b;
  };
  const auto sort = [&](std::vector<std::size_t>& list) { std::ranges::sort(list, by_begin); };
  sort(outermost);
  std::vector<std::size_t> order;
  std::vector<std::size_t> todo(outermost.rbegin(), outermost.rend());
  while (!todo.empty()) {
    const std::size_t next = todo.back();
    todo.pop_back();
    order.push_back(next);
    sort(inside[next]);
    todo.insert(todo.end(), inside[next].rbegin(), inside[next].rend());
  }
  order.push_back(0);
  return order;
}

}  // namespace

std::vector<PhaseCost> phase_costs(const model::Run& run, const attribution::Books* books) {
  const std::vector<model::Phase>& phases = run.end.phases;
  if (phases.empty()) return {};
  std::vector<PhaseCost> rows = own_rows(phases);
  std::vector<Joules> energy(phases.size());
  std::vector<attribution::PartUse> uses;
  const std::vector<attribution::Mixed> mixed = attribution::mixed(run);
  const auto estimate = [&](std::size_t i, Joules mixed_u) {
    auto e = attribution::estimate_of_part(energy[i], uses[i], *books,
                                           static_cast<double>(phases[i].times));
    e.u = in_quadrature(e.u, mixed_u);
    return e;
  };
  if (books != nullptr) {
    uses.reserve(phases.size());
    for (const model::Phase& phase : phases)
      uses.push_back({phase.dynamic, phase.static_by_cpu, phase.static_by_time});
    energy = attribution::energies(uses, *books);
    for (std::size_t i = 0; i < phases.size(); ++i) rows[i].own_energy = estimate(i, mixed[i].own);
  }
  // Children come after their parents: from the last to the first, each adds to the one around it.
  for (std::size_t i = phases.size(); i-- > 1;) {
    if (phases[i].parent < 0) continue;
    const auto parent = static_cast<std::size_t>(phases[i].parent);
    rows[parent].wall += rows[i].wall;
    rows[parent].cpu += rows[i].cpu;
    if (books == nullptr) continue;
    energy[parent] += energy[i];
    uses[parent].dynamic += uses[i].dynamic;
    uses[parent].static_by_cpu += uses[i].static_by_cpu;
    uses[parent].static_by_time += uses[i].static_by_time;
  }
  std::vector<PhaseCost> tree;
  tree.reserve(rows.size());
  for (const std::size_t i : as_a_tree(phases)) {
    if (books != nullptr) {
      rows[i].energy = estimate(i, mixed[i].inclusive);
      rows[i].carbon = carbon::operational(*rows[i].energy, run.header.carbon);
    }
    tree.push_back(std::move(rows[i]));
  }
  return tree;
}

}  // namespace calo::analysis
