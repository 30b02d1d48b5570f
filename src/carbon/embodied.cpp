#include "carbon/embodied.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/expect.hpp"
#include "base/text.hpp"
#include "carbon/table_rows.hpp"
#include "carbon/tables.hpp"

namespace calo::carbon {

namespace {

// Columns of data/carbon/embodied.csv.
enum FactorColumn : std::size_t { item, kind, value };

constexpr double gigabyte = 1e9;

/// A factor of the table, in the unit its row states.
double factor(std::string_view of, std::string_view which) {
  std::optional<double> found;
  for_each_row(embodied_csv(), [&](const Row& row) {
    if (!found && row[item] == of && row[kind] == which) found = text::to_double(row[value]);
  });
  CALO_EXPECT(found.has_value(), "data/carbon/embodied.csv has the factors that are asked for");
  return *found;
}

Making made(double kilograms, std::string source) {
  const Grams carbon = Grams::of(1000.0 * kilograms);
  return {Estimate<Grams>{carbon, u_rel_of_making * carbon, Kind::assumed, std::nullopt},
          std::move(source)};
}

std::unexpected<Error> nonsense(std::string what, std::string remedy) {
  return fail(Category::usage, "computing embodied carbon: " + std::move(what), std::move(remedy));
}

}  // namespace

Result<Estimate<Grams>> embodied_share(const Estimate<Grams>& making,
                                       const Reservation& reservation) {
  const bool sensible = making.value >= Grams{} && reservation.time >= Seconds{} &&
                        reservation.lifetime > Seconds{} && reservation.reserved >= 0.0 &&
                        reservation.total > 0.0 && std::isfinite(making.value.value());
  if (!sensible) {
    return nonsense(
        "a negative or missing quantity",
        "Give the hardware's carbon, time, lifetime and resources as positive numbers.");
  }
  if (reservation.reserved > reservation.total) {
    return nonsense(
        fmt::format("{} of {} resources reserved", reservation.reserved, reservation.total),
        "Give at most all of them.");
  }
  const double share =
      (reservation.time / reservation.lifetime) * (reservation.reserved / reservation.total);
  return Estimate<Grams>{making.value * share, making.u * share, Kind::assumed, std::nullopt};
}

Result<Making> making_of(const Server& server) {
  if (server.sockets < 1 || server.solid_state_disks < 0 || server.hard_disks < 0 ||
      server.gpus < 0 || !(server.memory >= Bytes{})) {
    return nonsense("a server with fewer than one socket or less than nothing of its parts",
                    "Count sockets from 1 and other parts from 0.");
  }
  const double base_gb = 16.0;
  const double more_gb = std::max(server.memory.value() / gigabyte - base_gb, 0.0);
  const double kilograms = factor("server_base", "per_unit") +
                           (server.sockets - 1) * factor("server_extra_cpu", "per_unit") +
                           more_gb * factor("ram", "per_gb_simple") +
                           server.solid_state_disks * factor("ssd", "per_unit_simple") +
                           server.hard_disks * factor("hdd", "per_unit_simple") +
                           server.gpus * factor("gpu_simple", "per_unit");
  return made(kilograms, fmt::format("Cloud Carbon Footprint coefficients 2026-04: server with {} "
                                     "socket(s), {:.0f} GB, {} SSD, {} "
                                     "hard disks, {} GPU",
                                     server.sockets, server.memory.value() / gigabyte,
                                     server.solid_state_disks, server.hard_disks, server.gpus));
}

Result<Making> making_of_cpu(double die_mm2) {
  if (!(die_mm2 > 0.0) || !std::isfinite(die_mm2)) {
    return nonsense(fmt::format("a die of {} mm2", die_mm2), "Give the area of the die in mm2.");
  }
  return made(die_mm2 * factor("cpu", "per_mm2_die") + factor("cpu", "fixed"),
              fmt::format("Boavizta 2026-05: CPU with {:.0f} mm2 of die", die_mm2));
}

Result<Making> making_of_memory_module(Bytes capacity) {
  if (!(capacity > Bytes{}) || !std::isfinite(capacity.value())) {
    return nonsense("a memory module without capacity", "Give its capacity.");
  }
  const double gb = capacity.value() / gigabyte;
  return made(gb / factor("ram", "density") * factor("ram", "per_cm2_die") + factor("ram", "fixed"),
              fmt::format("Boavizta 2026-05: memory module of {:.0f} GB", gb));
}

}  // namespace calo::carbon
