#include "stack_table/stack_table.hpp"

namespace calo::stack_table {

namespace {

template <typename Rows>
StackTable::Number next_of(const Rows& rows) {
  return static_cast<StackTable::Number>(rows.size());
}

std::uint64_t both(StackTable::Number a, StackTable::Number b) {
  return std::uint64_t{static_cast<std::uint32_t>(a)} << 32 | static_cast<std::uint32_t>(b);
}

}  // namespace

StackTable::Row StackTable::module(const std::string& path, const std::string& identity,
                                   const std::string& build_id) {
  const auto [at, is_new] =
      modules_.try_emplace(std::pair{path, identity}, next_of(profile_.modules));
  if (is_new) profile_.modules.push_back({path, build_id, false});
  return {at->second, is_new};
}

StackTable::Number StackTable::python_function(std::string name, std::string file, int first_line) {
  const auto [at, is_new] = python_functions_.try_emplace(
      Named{std::move(name), std::move(file), first_line}, next_of(profile_.functions));
  if (is_new) {
    model::Function function;
    std::tie(function.name, function.file, function.first_line) = at->first;
    function.language = model::Language::python;
    profile_.functions.push_back(std::move(function));
  }
  return at->second;
}

StackTable::Number StackTable::made_function(Number module, std::string name, std::string file,
                                             int first_line) {
  const auto [at, is_new] = made_functions_.try_emplace(
      Named{std::move(name), std::move(file), first_line}, next_of(profile_.functions));
  if (is_new) {
    model::Function function;
    std::tie(function.name, function.file, function.first_line) = at->first;
    function.module = module;
    profile_.functions.push_back(std::move(function));
  }
  return at->second;
}

StackTable::Number StackTable::add_location(model::Location location) {
  const Number number = next_of(profile_.locations);
  profile_.locations.push_back(std::move(location));
  return number;
}

StackTable::Number StackTable::location(Number module, std::uint64_t address) {
  const auto [at, is_new] = locations_[address].try_emplace(module, next_of(profile_.locations));
  if (is_new) add_location({module, address, {}});
  return at->second;
}

StackTable::Number StackTable::python_location(Number function, int line) {
  const auto [at, is_new] =
      python_locations_.try_emplace(std::pair{function, line}, next_of(profile_.locations));
  if (is_new) add_location({std::nullopt, 0, {{function, line}}});
  return at->second;
}

StackTable::Row StackTable::made_location(Number module, Number function, std::uint64_t address) {
  const auto [at, is_new] =
      made_locations_.try_emplace(std::pair{module, function}, next_of(profile_.locations));
  if (is_new) add_location({module, address, {{function, 0}}});
  return {at->second, is_new};
}

StackTable::Number StackTable::unnamed_location(Number module, std::uint64_t address) {
  return add_location({module, address, {}});
}

void StackTable::name(Number location, Number module, Number function) {
  model::Location& place = profile_.locations[static_cast<std::size_t>(location)];
  place.module = module;
  place.lines = {{function, 0}};
}

StackTable::Number StackTable::stack(Number parent, Number location) {
  const auto [at, is_new] = stacks_.try_emplace(both(parent, location), next_of(profile_.stacks));
  if (is_new) profile_.stacks.push_back({parent, location});
  return at->second;
}

}  // namespace calo::stack_table
