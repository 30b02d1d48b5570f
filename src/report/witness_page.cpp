#include "report/witness_page.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "report/amounts.hpp"
#include "report/html_table.hpp"

namespace calo::report {

namespace {

using model::Witness;

std::string number(const Witness& witness, double value) {
  if (witness.unit == "B") return text::bytes(value);
  if (!witness.unit.empty()) return fmt::format("{:.3f} {}", value, witness.unit);
  return fmt::format("{:.0f}", value);
}

std::string limit(const Witness& witness) {
  const char* const sign = witness.bound == Witness::Bound::equal      ? "+-"
                           : witness.bound == Witness::Bound::at_least ? "-"
                                                                       : "+";
  return sign + number(witness, witness.limit);
}

}  // namespace

std::string witness_page(std::span<const Witness> witnesses) {
  if (witnesses.empty())
    return "no witnesses: the run was cut off, imported, or made by an older calo\n";
  std::string page =
      fmt::format("{}{:>14}{:>14}{:>12}\n", padded("witnesses", 31), "calo", "other", "limit");
  std::size_t wrong = 0;
  for (const Witness& witness : witnesses) {
    page +=
        fmt::format("{}{:>14}{:>14}{:>12}  {}{}\n", padded(text::printable(witness.what, 30), 31),
                    number(witness, witness.calo), number(witness, witness.other), limit(witness),
                    witness.ok() ? "" : "DISAGREES: ", text::printable(witness.whose, 60));
    if (!witness.ok()) ++wrong;
  }
  page += wrong == 0 ? "all witnesses agree\n"
                     : fmt::format("{} of {} witnesses DISAGREE\n", wrong, witnesses.size());
  return page;
}

std::string witness_html(std::span<const Witness> witnesses) {
  if (witnesses.empty()) return {};
  HtmlTable table{"How sure: the run's numbers beside counts that are not calo's",
                  {"what", "calo", "other", "may differ by", "agrees", "who says the other"}};
  for (const Witness& witness : witnesses) {
    table.add({witness.what, number(witness, witness.calo), number(witness, witness.other),
               limit(witness), witness.ok() ? "yes" : "NO", witness.whose});
  }
  return table.html();
}

}  // namespace calo::report
