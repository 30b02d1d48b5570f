#include "store/interval_table.hpp"

#include <fmt/format.h>

#include <utility>
#include <vector>

#include "base/try.hpp"
#include "store/columns.hpp"
#include "store/rows.hpp"

namespace calo::store {

namespace {

constexpr std::int64_t rows_at_a_time = 512;

ColumnNames interval_names() {
  ColumnNames names;
  interval_columns(names, std::int64_t{}, model::Interval{});
  return names;
}

ColumnNames energy_names() {
  ColumnNames names;
  interval_energy_columns(names, std::int64_t{}, std::int64_t{}, model::EnergyShares{},
                          model::Outcome::good);
  return names;
}

}  // namespace

Result<IntervalReader> IntervalReader::open(Database& database, std::size_t domains,
                                            std::int64_t after, std::int64_t most) {
  CALO_TRY(auto intervals, database.prepare(interval_names().select_from("interval") +
                                            " WHERE id > ? ORDER BY id LIMIT ?"));
  intervals.bind(0, after);
  intervals.bind(1, most);
  CALO_TRY(auto energies, database.prepare(energy_names().select_from("interval_energy") +
                                           " WHERE interval > ? ORDER BY interval, domain"));
  energies.bind(0, after);
  return IntervalReader{std::move(intervals), std::move(energies), domains, after, most < 0};
}

Result<std::optional<NumberedInterval>> IntervalReader::next() {
  CALO_TRY(const bool is_row, intervals_.next());
  if (!is_row) {
    if (to_the_end_) {
      CALO_TRY(const bool is_more, energies_.next());
      if (is_more) return damaged("there are energies of intervals that do not exist");
    }
    energies_.reset();
    return std::nullopt;
  }
  NumberedInterval row;
  Extractor extract{intervals_};
  interval_columns(extract, row.id, row.interval);
  CALO_TRY_DO(extract.done("interval"));
  if (row.id <= previous_ || row.interval.end < row.interval.begin) {
    return damaged(fmt::format("interval {} is out of order", row.id));
  }
  previous_ = row.id;
  row.interval.energy.resize(domains_);
  row.interval.outcomes.resize(domains_);
  for (std::size_t i = 0; i < domains_; ++i) {
    CALO_TRY(const bool is_energy, energies_.next());
    std::int64_t interval = -1, domain = -1;
    if (is_energy) {
      Extractor extract_energy{energies_};
      interval_energy_columns(extract_energy, interval, domain, row.interval.energy[i],
                              row.interval.outcomes[i]);
      CALO_TRY_DO(extract_energy.done("interval_energy"));
    }
    if (interval != row.id || std::cmp_not_equal(domain, i)) {
      return damaged(fmt::format("the energy of domain {} in interval {} is missing", i, row.id));
    }
  }
  return row;
}

Result<IntervalTable> IntervalTable::open(Database& database, std::size_t domains) {
  CALO_TRY(auto interval, database.prepare(interval_names().insert_into("interval", true)));
  CALO_TRY(auto energy, database.prepare(energy_names().insert_into("interval_energy", true)));
  CALO_TRY(auto erase_interval, database.prepare("DELETE FROM interval WHERE id > ? AND id <= ?"));
  CALO_TRY(auto erase_energy,
           database.prepare("DELETE FROM interval_energy WHERE interval > ? AND interval <= ?"));
  return IntervalTable{domains, std::move(interval), std::move(energy), std::move(erase_interval),
                       std::move(erase_energy)};
}

Result<void> IntervalTable::insert(std::int64_t id, const model::Interval& interval) {
  if (interval.energy.size() != domains_ || interval.outcomes.size() != domains_ ||
      interval.end < interval.begin) {
    return fail(Category::internal,
                fmt::format("interval {} has {} energies and {} outcomes for {} domains, from {} s "
                            "to {} s",
                            id, interval.energy.size(), interval.outcomes.size(), domains_,
                            interval.begin.value(), interval.end.value()));
  }
  Binder bind{interval_};
  interval_columns(bind, id, interval);
  CALO_TRY_DO(bind.run());
  for (std::size_t i = 0; i < domains_; ++i) {
    Binder bind_energy{energy_};
    interval_energy_columns(bind_energy, id, i, interval.energy[i], interval.outcomes[i]);
    CALO_TRY_DO(bind_energy.run());
  }
  return {};
}

Result<void> IntervalTable::erase(std::int64_t after, std::int64_t last) {
  for (Statement* statement : {&erase_interval_, &erase_energy_}) {
    statement->bind(0, after);
    statement->bind(1, last);
    CALO_TRY_DO(statement->run());
  }
  return {};
}

Result<std::size_t> IntervalTable::join(Database& database, Seconds longest) {
  struct Group {
    NumberedInterval joined;
    std::int64_t last = 0;
  };
  std::optional<Group> group;
  std::size_t groups = 0;
  // A group is stored under the number of its first interval, which was read before: rows that are
  // still to be read are never written.
  const auto store = [&](const Group& finished) -> Result<void> {
    ++groups;
    if (finished.last == finished.joined.id) return {};
    CALO_TRY_DO(insert(finished.joined.id, finished.joined.interval));
    return erase(finished.joined.id, finished.last);
  };

  std::int64_t after = -1;
  std::vector<NumberedInterval> rows;
  do {
    rows.clear();
    {
      CALO_TRY(auto reader, IntervalReader::open(database, domains_, after, rows_at_a_time));
      for (;;) {
        CALO_TRY(auto row, reader.next());
        if (!row) break;
        rows.push_back(*std::move(row));
      }
    }
    for (NumberedInterval& row : rows) {
      after = row.id;
      if (group && row.interval.end - group->joined.interval.begin <= longest) {
        group->joined.interval = model::merged(group->joined.interval, row.interval);
        group->last = row.id;
        continue;
      }
      if (group) CALO_TRY_DO(store(*group));
      group = Group{std::move(row), after};
    }
  } while (!rows.empty());
  if (group) CALO_TRY_DO(store(*group));
  return groups;
}

}  // namespace calo::store
