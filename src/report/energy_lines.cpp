#include "report/energy_lines.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "model/whole_machine.hpp"
#include "report/amounts.hpp"

namespace calo::report {

namespace {

using attribution::Balance;
using attribution::Books;
using attribution::StaticPolicy;

constexpr std::size_t amount_width = 16;
constexpr std::size_t kind_width = 11;
constexpr std::size_t most_domains = 8;

std::string row(std::string_view amount_text, std::string_view kind, std::string_view rest) {
  return padded(amount_text, amount_width) + padded(kind, kind_width) + std::string{rest};
}

std::string row(const Estimate<Joules>& energy, std::string_view rest) {
  const std::string skewed = skewed_interval(energy);
  return row(amount(energy), name(energy.kind),
             skewed.empty() ? std::string{rest} : fmt::format("{}  {}", rest, skewed));
}

/// A negative energy is kept in the data; shown, it is nothing, and says why.
std::string row_from_zero(const Estimate<Joules>& energy, std::string_view rest) {
  if (energy.value >= Joules{}) return row(energy, rest);
  return row("0 J", name(energy.kind), fmt::format("({}: below idle)", amount(energy)));
}

/// What is left of the idle energy for nobody, and who pays for the rest.
std::string idle_row(const Books& books, const attribution::BooksOptions& options) {
  const std::string all = books.total.baseline ? amount(*books.total.baseline) : "idle energy";
  switch (books.policy) {
    case StaticPolicy::none:
      return row(*books.total.idle, "charged to nobody");
    case StaticPolicy::exclusive:
      return row("0 J", "", all + " charged to the program");
    case StaticPolicy::reserved:
      return row(*books.total.idle,
                 fmt::format("program pays {} of {}", text::percent(options.reserved_share), all));
    case StaticPolicy::proportional:
      return row("0 J", "", all + " charged by CPU time");
  }
  return {};
}

std::string share_text(const Books& books, const attribution::BooksOptions& options) {
  if (!books.total.idle) {
    return text::percent(books.tree_share) +
           " of the busy CPU time; idle energy, nobody knows whose, is shared alike";
  }
  return fmt::format("{} of the busy CPU time; static={}{}", text::percent(books.tree_share),
                     policy_text(books.policy, options.reserved_share),
                     books.policy_chosen ? "" : ", as asked");
}

std::string domain_rest(const model::Domain& domain, const model::DomainState& state) {
  std::string rest =
      fmt::format("{}, {}", text::printable(domain.scope, 30), text::printable(domain.meter, 30));
  if (domain.role == model::Role::inside) rest += ", inside another";
  if (domain.role == model::Role::alternative) rest += ", another view";
  if (is_lower_bound(state)) rest += ", at least";
  return rest;
}

void add_domains(Page& page, const model::Run& run, const Books& books) {
  const auto& domains = run.header.domains;
  std::size_t shown = 0;
  for (std::size_t i = 0; i < domains.size() && shown < most_domains; ++i, ++shown) {
    const std::string label = "  " + text::printable(domains[i].name, 30);
    const auto found = std::ranges::find(books.domains, i, &attribution::DomainBalance::domain);
    if (found == books.domains.end()) {
      page.add(label, row("unavailable", "", "gave no reading"));
    } else {
      page.add(label, row(found->balance.gross, domain_rest(domains[i], run.end.states[i])));
    }
  }
  if (domains.size() > shown) {
    page.add("", fmt::format("and {} more: calo show --json", domains.size() - shown));
  }
}

void add_bound(Page& page, const Books& books) {
  const std::string bound = books.upper_bound
                                ? "gross < " + text::with_prefix(books.upper_bound->value(), "J", 2)
                                : "the counters did not step";
  page.add("energy",
           fmt::format("below resolution: {}  ({}); repeat it inside one run to resolve it", bound,
                       text::printable(books.scope, 40)),
           Page::Look::strong);
}

/// ", at least" where a counter of the total was reset or may have wrapped twice.
std::string bound_text(const model::Run& run, const Books& books) {
  const bool is_bound =
      std::ranges::any_of(books.domains, [&](const attribution::DomainBalance& one) {
        return run.header.domains[one.domain].role == model::Role::total &&
               is_lower_bound(run.end.states[one.domain]);
      });
  return is_bound ? ", at least" : "";
}

}  // namespace

std::string policy_text(StaticPolicy policy, double reserved_share) {
  if (policy != StaticPolicy::reserved) return std::string{name(policy)};
  return fmt::format("reserved={}", reserved_share);
}

bool is_lower_bound(const model::DomainState& state) {
  return state.lost + state.ambiguous > 0;
}

std::string energy_heading(const analysis::Analysis& analysis) {
  const Books* const books = analysis.books();
  if (books == nullptr) return fmt::format("energy {}\n", no_energy_reason(analysis.run.header));
  if (books->below_resolution) return "energy unavailable: below resolution\n";
  return fmt::format("energy: {}, {}, attributed by CPU time, static={}\n",
                     name(books->total.attributed.kind), text::printable(books->scope, 40),
                     policy_text(books->policy, analysis.policy.reserved_share));
}

const char* why_no_baseline(const model::RunHeader& header) {
  const bool is_imported = !header.domains.empty() &&
                           std::ranges::all_of(header.domains, [](const model::Domain& domain) {
                             return domain.meter == "powermetrics";
                           });
  return is_imported ? "powermetrics tells no idle power" : no_baseline_reason;
}

std::string no_energy_reason(const model::RunHeader& header) {
  return header.domains.empty() ? "unavailable: no energy meter and no power model for this machine"
                                : "unavailable: no meter gave a reading";
}

void add_energy(Page& page, const analysis::Analysis& analysis) {
  const model::Run& run = analysis.run;
  const Books& books = *analysis.books();
  const attribution::BooksOptions& options = analysis.policy;
  const std::string scope = text::printable(books.scope, 40);
  if (books.below_resolution) {
    add_bound(page, books);
    return;
  }
  const Balance& total = books.total;
  const std::string bound = bound_text(run, books);
  const std::string whose =
      total.idle ? "program" : "program; how much of it is the idle machine's is not known";
  page.add("energy", row_from_zero(total.attributed, whose + bound), Page::Look::strong);
  page.add("  gross", row(total.gross, scope + bound));
  const std::string no_baseline = std::string{"unavailable: "} + why_no_baseline(run.header);
  page.add("  idle", total.idle ? idle_row(books, options) : no_baseline);
  // A record of a whole machine tells nobody apart.
  const bool has_others = !model::is_whole_machine(run.end);
  if (has_others) page.add("  others", row_from_zero(total.other, "calo included"));
  page.add("  net", total.net ? row_from_zero(*total.net, "gross less idle") : no_baseline);
  if (has_others) page.add("  share", share_text(books, options));
  add_domains(page, run, books);
}

void add_energy_in_short(Page& page, const analysis::Analysis& analysis) {
  const Books& books = *analysis.books();
  if (books.below_resolution) {
    add_bound(page, books);
    return;
  }
  page.add("energy",
           row_from_zero(books.total.attributed,
                         fmt::format("program{}; gross {} of {}", bound_text(analysis.run, books),
                                     amount(books.total.gross), text::printable(books.scope, 40))),
           Page::Look::strong);
}

}  // namespace calo::report
