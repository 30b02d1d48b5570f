#include "report/books_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <limits>

#include "base/text.hpp"
#include "report/amounts.hpp"
#include "report/energy_lines.hpp"

namespace calo::report {

namespace {

using attribution::Balance;
using model::EnergyShares;

/// |a - b| in parts of the largest of `a`, `b` and `scale`; infinite if one is not a number.
double disagreement(Joules a, Joules b, Joules scale) {
  const double largest =
      std::max({std::abs(a.value()), std::abs(b.value()), std::abs(scale.value())});
  const double difference = std::abs((a - b).value());
  if (!std::isfinite(difference)) return std::numeric_limits<double>::infinity();
  return largest > 0.0 ? difference / largest : 0.0;
}

/// The worst disagreement of one check and where it was.
struct Worst {
  double imbalance = 0.0;
  std::string where;

  void add(double found, std::string_view place) {
    if (!(found > imbalance)) return;
    imbalance = found;
    where = place;
  }
};

Worst check_intervals(const model::Run& run) {
  Worst worst;
  for (std::size_t k = 0; k < run.intervals.size(); ++k) {
    const auto& energy = run.intervals[k].energy;
    for (std::size_t i = 0; i < std::min(energy.size(), run.header.domains.size()); ++i) {
      const EnergyShares& e = energy[i];
      const Joules parts = e.idle + e.tree_dynamic + e.own_dynamic + e.other_dynamic;
      const double found = disagreement(e.gross, parts, e.idle);
      if (found > worst.imbalance) {
        worst.add(found, fmt::format("interval {} at {}, {}", k + 1,
                                     text::duration(run.intervals[k].begin),
                                     text::printable(run.header.domains[i].name, 30)));
      }
    }
  }
  return worst;
}

Worst check_totals(const model::Run& run) {
  Worst worst;
  std::vector<EnergyShares> sums(run.end.totals.size());
  for (const model::Interval& interval : run.intervals) {
    for (std::size_t i = 0; i < std::min(interval.energy.size(), sums.size()); ++i) {
      sums[i] += interval.energy[i];
    }
  }
  constexpr std::array fields = {&EnergyShares::gross,         &EnergyShares::idle,
                                 &EnergyShares::tree_dynamic,  &EnergyShares::own_dynamic,
                                 &EnergyShares::other_dynamic, &EnergyShares::tree_static,
                                 &EnergyShares::own_static,    &EnergyShares::share_u};
  for (std::size_t i = 0; i < std::min(sums.size(), run.header.domains.size()); ++i) {
    const EnergyShares& total = run.end.totals[i];
    for (const auto field : fields) {
      worst.add(disagreement(sums[i].*field, total.*field, std::max(total.gross, total.idle)),
                text::printable(run.header.domains[i].name, 30));
    }
  }
  return worst;
}

Worst check_processes(const model::Run& run) {
  Joules dynamic{};
  Joules fixed{};
  for (const model::ProcessRecord& process : run.processes) {
    dynamic += process.dynamic;
    fixed += process.static_share;
  }
  EnergyShares tree;
  for (std::size_t i = 0; i < std::min(run.end.totals.size(), run.header.domains.size()); ++i) {
    if (run.header.domains[i].role == model::Role::total) tree += run.end.totals[i];
  }
  Worst worst;
  const Joules size = std::max(tree.gross, tree.idle);
  worst.add(disagreement(dynamic, tree.tree_dynamic, size), "dynamic energy");
  worst.add(disagreement(fixed, tree.tree_static, size), "share of the idle energy");
  return worst;
}

std::string in_short(double imbalance) {
  return imbalance == 0.0 ? "0" : fmt::format("{:.0e}", imbalance);
}

/// Joules in a column, all with the same unit so that a person can add them up.
std::string cell(const std::optional<Estimate<Joules>>& e) {
  return fmt::format("{:>14}", e ? fmt::format("{:.6f}", e->value.value()) : "unavailable");
}

std::string balance_line(std::string_view label, const Balance& balance, double imbalance) {
  return fmt::format("{}{}{}{}{}  {}\n", padded(label, 12), cell(balance.gross),
                     cell(balance.attributed), cell(balance.other), cell(balance.idle),
                     in_short(imbalance));
}

std::string check_line(std::string_view claim, const Worst& worst) {
  return fmt::format("{}{}{}\n", padded(claim, 60), in_short(worst.imbalance),
                     worst.imbalance > largest_imbalance ? "  (" + worst.where + ")" : "");
}

}  // namespace

BooksPage books_page(const analysis::Analysis& analysis) {
  const model::Run& run = analysis.run;
  const attribution::Books* const books = analysis.books();
  if (books == nullptr) return {no_energy_reason(run.header) + ": there are no books\n", true};

  BooksPage page;
  double worst = attribution::imbalance(books->total);
  page.text = fmt::format("energy in J, {}, static={}\n", text::printable(books->scope, 40),
                          policy_text(books->policy, analysis.policy.reserved_share));
  page.text += fmt::format("{}{:>14}{:>14}{:>14}{:>14}  imbalance\n", padded("", 12), "gross",
                           "attributed", "other", "idle");
  page.text += balance_line("all", books->total, worst);
  for (const attribution::DomainBalance& domain : books->domains) {
    const double imbalance = attribution::imbalance(domain.balance);
    page.text += balance_line(text::printable(run.header.domains[domain.domain].name, 30),
                              domain.balance, imbalance);
    if (!(imbalance <= worst)) worst = imbalance;
  }
  page.text += '\n';
  const std::string intervals =
      fmt::format("gross = idle + program + calo + others, {} interval{}", run.intervals.size(),
                  run.intervals.size() == 1 ? "" : "s");
  for (const auto& [claim, check] : std::initializer_list<std::pair<std::string, Worst>>{
           {intervals, check_intervals(run)},
           {"the intervals add up to the totals", check_totals(run)},
           {fmt::format("process records ({}) add up to the program", run.processes.size()),
            check_processes(run)}}) {
    page.text += check_line(claim, check);
    worst = std::max(worst, check.imbalance);
  }
  page.balanced = worst <= largest_imbalance;
  page.text += page.balanced ? fmt::format("books balance to {}\n", in_short(worst))
                             : fmt::format("books DO NOT balance: off by {}\n", in_short(worst));
  return page;
}

}  // namespace calo::report
