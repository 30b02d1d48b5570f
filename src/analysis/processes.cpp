#include "analysis/processes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "attribution/parts.hpp"

namespace calo::analysis {

namespace {

ProcessCost cost_of(const model::ProcessRecord& process) {
  return {process.name,    process.count,        process.user + process.system,
          process.dynamic, process.static_share, {},
          process.peak_rss};
}

void add(ProcessCost& sum, const ProcessCost& other) {
  sum.count += other.count;
  sum.cpu += other.cpu;
  sum.dynamic += other.dynamic;
  sum.static_share += other.static_share;
  sum.peak_rss = std::max(sum.peak_rss, other.peak_rss);
}

/// Hands each the idle energy that the program pays for it.
void add_energy(std::vector<ProcessCost>& costs, const attribution::Books& books) {
  std::vector<attribution::PartUse> uses;
  uses.reserve(costs.size());
  for (const ProcessCost& cost : costs)
    uses.push_back({cost.dynamic, cost.static_share, cost.static_share});
  const std::vector<Joules> energies = attribution::energies(uses, books);
  for (std::size_t i = 0; i < costs.size(); ++i) {
    costs[i].energy = attribution::estimate_of_part(energies[i], uses[i], books,
                                                    static_cast<double>(costs[i].count));
  }
}

Joules energy_of(const ProcessCost& cost) {
  return cost.energy ? cost.energy->value : Joules{};
}

}  // namespace

std::vector<ProcessCost> process_costs(const model::Run& run, const attribution::Books* books) {
  std::vector<ProcessCost> costs;
  costs.reserve(run.processes.size());
  for (const model::ProcessRecord& process : run.processes) costs.push_back(cost_of(process));
  if (books != nullptr) add_energy(costs, *books);
  return costs;
}

std::vector<ProcessCost> program_costs(const model::Run& run, const attribution::Books* books,
                                       std::size_t most) {
  std::map<std::string, ProcessCost> by_name;
  for (const model::ProcessRecord& process : run.processes) {
    ProcessCost& sum = by_name[process.name];
    sum.name = process.name;
    add(sum, cost_of(process));
  }
  std::vector<ProcessCost> costs;
  costs.reserve(by_name.size());
  for (auto& [name, cost] : by_name) costs.push_back(std::move(cost));
  if (books != nullptr) add_energy(costs, *books);
  std::ranges::sort(costs, [](const ProcessCost& a, const ProcessCost& b) {
    if (energy_of(a) != energy_of(b)) return energy_of(a) > energy_of(b);
    return a.cpu != b.cpu ? a.cpu > b.cpu : a.name < b.name;
  });
  if (costs.size() <= most) return costs;
  ProcessCost rest;
  rest.name = fmt::format("({} more names)", costs.size() - most);
  for (std::size_t i = most; i < costs.size(); ++i) add(rest, costs[i]);
  if (books != nullptr) {
    Joules energy{};
    for (std::size_t i = most; i < costs.size(); ++i) energy += energy_of(costs[i]);
    rest.energy =
        attribution::estimate_of_part(energy, {rest.dynamic, rest.static_share, rest.static_share},
                                      *books, static_cast<double>(rest.count));
  }
  costs.resize(most);
  costs.push_back(std::move(rest));
  return costs;
}

}  // namespace calo::analysis
