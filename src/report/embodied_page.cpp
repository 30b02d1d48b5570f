#include "report/embodied_page.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "report/amounts.hpp"

namespace calo::report {

std::string embodied_page(const analysis::Embodied& e) {
  std::string page = fmt::format("embodied     {}  {}  {} of the machine for the time of the run\n",
                                 amount(e.value), name(e.value.kind), text::percent(e.share));
  page += fmt::format("  making     {}, over 4 years: {}\n", amount(e.making),
                      text::printable(e.source, 300));
  page += e.sci ? fmt::format("SCI          {}  {}  operational + embodied\n",
                              amount_per(*e.sci, text::printable(e.unit, 30)), name(e.sci->kind))
                : std::string{"SCI          unavailable: the energy is not known\n"};
  return page;
}

}  // namespace calo::report
