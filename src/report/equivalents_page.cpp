#include "report/equivalents_page.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "carbon/equivalents.hpp"
#include "report/energy_lines.hpp"

namespace calo::report {

namespace {
/// Less than a thousandth of something familiar is not familiar.
constexpr double smallest_shown = 1e-3;
}  // namespace

std::string equivalents_page(const analysis::Analysis& analysis) {
  if (!analysis.totals) return "equivalents " + no_energy_reason(analysis.run.header) + "\n";
  if (!analysis.knows_energy()) return "equivalents unavailable: the energy is below resolution\n";
  const auto list =
      carbon::equivalents(analysis.books()->total.attributed.value, analysis.totals->carbon.value);
  std::string page;
  for (const carbon::Equivalent& e : list) {
    if (e.value < smallest_shown) continue;
    page += fmt::format("{} {}, {} ({}; {})\n", text::significant(e.value, 2), e.unit, e.text,
                        e.factor, e.source);
  }
  return page.empty() ? "equivalents: less than a thousandth of each\n" : page;
}

}  // namespace calo::report
