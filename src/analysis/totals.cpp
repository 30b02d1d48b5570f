#include "analysis/totals.hpp"

#include <utility>

#include "carbon/footprint.hpp"

namespace calo::analysis {

std::optional<Totals> totals(const model::RunHeader& header, const attribution::EnergySums& sums,
                             const attribution::BooksOptions& policy) {
  auto books = attribution::books(header.domains, sums, policy);
  if (!books) return std::nullopt;
  const auto carbon = carbon::operational(books->total.attributed, header.carbon);
  const auto gross = carbon::operational(books->total.gross, header.carbon);
  return Totals{std::move(*books), carbon, gross};
}

std::optional<Estimate<Watts>> gross_power(const model::RunHeader& header,
                                           const attribution::EnergySums& sums) {
  const auto all = totals(header, sums);
  if (!all || !(sums.wall > Seconds{})) return std::nullopt;
  const Estimate<Joules>& energy = all->books.total.gross;
  Estimate<Watts> power{energy.value / sums.wall, energy.u / sums.wall, energy.kind, {}};
  if (energy.asymmetric90) {
    power.asymmetric90 = {energy.asymmetric90->first / sums.wall,
                          energy.asymmetric90->second / sums.wall};
  }
  return power;
}

Seconds program_time(const model::RunEnd& end) {
  return end.program_wall > Seconds{} ? end.program_wall : end.wall;
}

std::optional<PerUnit> per_unit(const model::Run& run, const Totals* totals) {
  const auto& units = run.header.units;
  if (!units || !(units->count > 0.0)) return std::nullopt;
  PerUnit result{units->singular(), units->count, {}, {}, program_time(run.end) / units->count};
  if (totals != nullptr) {
    result.energy = divided(totals->books.total.attributed, units->count);
    result.carbon = divided(totals->carbon, units->count);
  }
  return result;
}

}  // namespace calo::analysis
