#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "attribution/call_tree.hpp"
#include "model/profile.hpp"

namespace calo::attribution {

/// What a program is at by itself, told from its stacks.
enum class Stage : std::uint8_t {
  start_up,  ///< before main(), or before the first line of a Python script
  imports,   ///< Python modules being imported, with all they run
  main,      ///< the program's own work, in all threads
  exit,      ///< after main(): destructors, exit handlers, the end of the interpreter
};
inline constexpr std::array all_stages = {Stage::start_up, Stage::imports, Stage::main,
                                          Stage::exit};
std::string_view name(Stage stage);

/// The stage of each stack (docs/methods/attribution.md, "Stages"). Requires: resolved.
std::vector<Stage> stages(const model::Profile& profile);

/// What each stage cost, in the order of all_stages. They sum to all uses.
std::array<Cost, all_stages.size()> by_stage(const model::Profile& profile);

}  // namespace calo::attribution
