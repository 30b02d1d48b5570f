#include "store/profile_table.hpp"

#include <bit>
#include <utility>

#include "base/try.hpp"
#include "store/columns.hpp"
#include "store/rows.hpp"

namespace calo::store {

namespace {

Result<void> insert_locations(Database& database, const std::vector<model::Location>& locations) {
  CALO_TRY_DO(insert_rows(database, "location", locations,
                          [](auto& visit, std::int64_t id, const model::Location& location) {
                            location_columns(visit, id, location,
                                             std::bit_cast<std::int64_t>(location.address));
                          }));
  ColumnNames names;
  location_line_columns(names, std::int64_t{0}, std::int64_t{0}, model::Line{});
  CALO_TRY(auto statement, database.prepare(names.insert_into("location_line")));
  for (std::size_t i = 0; i < locations.size(); ++i) {
    for (std::size_t position = 0; position < locations[i].lines.size(); ++position) {
      Binder bind{statement};
      location_line_columns(bind, i, position, locations[i].lines[position]);
      CALO_TRY_DO(bind.run());
    }
  }
  return {};
}

/// Rows come in the order of locations and positions.
Result<void> read_lines(Database& database, std::vector<model::Location>& locations) {
  std::int64_t at = 0;
  std::int64_t position = 0;
  model::Line line;
  return each_row(
      database, "location_line", "location, position",
      [&](auto& visit) { location_line_columns(visit, at, position, line); },
      [&]() -> Result<void> {
        if (std::cmp_greater_equal(at, locations.size()) ||
            std::cmp_not_equal(position, locations[static_cast<std::size_t>(at)].lines.size())) {
          return damaged("a line belongs to no location");
        }
        locations[static_cast<std::size_t>(at)].lines.push_back(line);
        return {};
      });
}

bool is_index(std::int32_t number, std::size_t size) {
  return number >= 0 && std::cmp_less(number, size);
}

/// Nothing that comes from a file is trusted to lead where it should.
Result<void> check(const model::Profile& profile) {
  const auto no_module = [&](const std::optional<std::int32_t>& module) {
    return module && !is_index(*module, profile.modules.size());
  };
  for (const model::Function& function : profile.functions) {
    if (no_module(function.module)) return damaged("a function belongs to no module");
  }
  for (const model::Location& location : profile.locations) {
    if (no_module(location.module)) return damaged("a location belongs to no module");
    if (profile.resolved && location.lines.empty()) return damaged("a location has no function");
    for (const model::Line& line : location.lines) {
      if (!is_index(line.function, profile.functions.size()))
        return damaged("a line belongs to no function");
    }
  }
  for (std::size_t i = 0; i < profile.stacks.size(); ++i) {
    const model::StackNode& stack = profile.stacks[i];
    if (stack.parent < -1 || std::cmp_greater_equal(stack.parent, i) ||
        !is_index(stack.location, profile.locations.size())) {
      return damaged("a stack leads nowhere");
    }
  }
  for (const model::TracedCall& call : profile.traced_calls) {
    if (!is_index(call.caller, profile.traced.size()) ||
        !is_index(call.callee, profile.traced.size()))
      return damaged("a counted call belongs to no function");
  }
  for (const model::StackUse& use : profile.uses) {
    if (!is_index(use.bucket, profile.buckets.size()) ||
        !is_index(use.thread, profile.threads.size()) ||
        !is_index(use.stack, profile.stacks.size())) {
      return damaged("a use belongs to no stack, thread or time");
    }
  }
  return {};
}

}  // namespace

Result<void> replace_profile(Database& database, const model::Profile& profile) {
  CALO_TRY_DO(
      database.execute("DELETE FROM traced_call; DELETE FROM traced_function; DELETE FROM "
                       "stack_use; DELETE FROM bucket; DELETE FROM thread; DELETE FROM "
                       "stack; DELETE FROM location_line; DELETE FROM location; DELETE FROM "
                       "function; DELETE FROM module; DELETE FROM profile"));
  CALO_TRY_DO(
      insert_row(database, "profile", [&](auto& visit) { profile_columns(visit, profile); }));
  CALO_TRY_DO(insert_rows(
      database, "module", profile.modules,
      [](auto& visit, std::int64_t id, const auto& row) { module_columns(visit, id, row); }));
  CALO_TRY_DO(insert_rows(
      database, "function", profile.functions,
      [](auto& visit, std::int64_t id, const auto& row) { function_columns(visit, id, row); }));
  CALO_TRY_DO(insert_locations(database, profile.locations));
  CALO_TRY_DO(insert_rows(
      database, "stack", profile.stacks,
      [](auto& visit, std::int64_t id, const auto& row) { stack_columns(visit, id, row); }));
  CALO_TRY_DO(insert_rows(
      database, "thread", profile.threads,
      [](auto& visit, std::int64_t id, const auto& row) { thread_columns(visit, id, row); }));
  CALO_TRY_DO(insert_rows(
      database, "bucket", profile.buckets,
      [](auto& visit, std::int64_t id, const auto& row) { bucket_columns(visit, id, row); }));
  CALO_TRY_DO(insert_rows(database, "traced_function", profile.traced,
                          [](auto& visit, std::int64_t id, const auto& row) {
                            traced_function_columns(visit, id, row);
                          }));
  CALO_TRY_DO(insert_rows(
      database, "traced_call", profile.traced_calls,
      [](auto& visit, std::int64_t id, const auto& row) { traced_call_columns(visit, id, row); }));
  return insert_rows(
      database, "stack_use", profile.uses,
      [](auto& visit, std::int64_t, const auto& row) { stack_use_columns(visit, row); });
}

Result<std::optional<model::Profile>> read_profile(Database& database) {
  model::Profile profile;
  bool any = false;
  CALO_TRY_DO(each_row(
      database, "profile", "", [&](auto& visit) { profile_columns(visit, profile); },
      [&]() -> Result<void> {
        if (std::exchange(any, true)) return damaged("table profile has more than one row");
        return {};
      }));
  if (!any) return std::optional<model::Profile>{};
  CALO_TRY(profile.modules, numbered_rows<model::Module>(database, "module", "id",
                                                         [](auto& visit, auto& id, auto& row) {
                                                           module_columns(visit, id, row);
                                                         }));
  CALO_TRY(profile.functions, numbered_rows<model::Function>(database, "function", "id",
                                                             [](auto& visit, auto& id, auto& row) {
                                                               function_columns(visit, id, row);
                                                             }));
  std::int64_t address = 0;
  model::Location location;
  std::int64_t id = 0;
  CALO_TRY_DO(each_row(
      database, "location", "id",
      [&](auto& visit) { location_columns(visit, id, location, address); },
      [&]() -> Result<void> {
        if (std::cmp_not_equal(id, profile.locations.size()))
          return damaged("a row of table location is missing");
        location.address = std::bit_cast<std::uint64_t>(address);
        profile.locations.push_back(location);
        return {};
      }));
  CALO_TRY_DO(read_lines(database, profile.locations));
  CALO_TRY(profile.stacks, numbered_rows<model::StackNode>(database, "stack", "id",
                                                           [](auto& visit, auto& id2, auto& row) {
                                                             stack_columns(visit, id2, row);
                                                           }));
  CALO_TRY(profile.threads, numbered_rows<model::SampledThread>(
                                database, "thread", "id", [](auto& visit, auto& id2, auto& row) {
                                  thread_columns(visit, id2, row);
                                }));
  CALO_TRY(profile.buckets, numbered_rows<model::Bucket>(database, "bucket", "id",
                                                         [](auto& visit, auto& id2, auto& row) {
                                                           bucket_columns(visit, id2, row);
                                                         }));
  model::StackUse use;
  CALO_TRY_DO(each_row(
      database, "stack_use", "bucket, thread, stack",
      [&](auto& visit) { stack_use_columns(visit, use); },
      [&]() -> Result<void> {
        profile.uses.push_back(use);
        return {};
      }));
  CALO_TRY(profile.traced,
           numbered_rows<model::TracedFunction>(database, "traced_function", "id",
                                                [](auto& visit, auto& id2, auto& row) {
                                                  traced_function_columns(visit, id2, row);
                                                }));
  CALO_TRY(profile.traced_calls,
           numbered_rows<model::TracedCall>(
               database, "traced_call", "id",
               [](auto& visit, auto& id2, auto& row) { traced_call_columns(visit, id2, row); }));
  CALO_TRY_DO(check(profile));
  return std::optional{std::move(profile)};
}

}  // namespace calo::store
