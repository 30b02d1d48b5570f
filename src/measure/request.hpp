#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "attribution/books.hpp"
#include "base/error.hpp"
#include "base/quantity.hpp"
#include "carbon/settings.hpp"
#include "live/outlets.hpp"
#include "measure/agent.hpp"
#include "measure/sources.hpp"
#include "model/run.hpp"

namespace calo::measure {

/// What is to be measured, and how: all that `calo run` can be asked for, as values.
struct Request {
  std::vector<std::string> command;
  std::string name;                                       ///< empty: default_name(command)
  std::vector<std::pair<std::string, std::string>> tags;  ///< key, not empty, and value
  std::filesystem::path file;           ///< to write; must not exist; empty: default_output(name)
  std::optional<model::Units> units;    ///< of work that the command does
  Seconds interval = Seconds::of(0.1);  ///< between readings
  Stacks stacks;                        ///< whether and how they are taken
  bool adopts_orphans = true;           ///< false: what the program leaves behind goes to init
  SourceOptions sources;                ///< of energy
  carbon::Stated stated;                ///< before what environment and configuration state
  attribution::BooksOptions books;      ///< who pays for the idle energy
  live::OutletSettings outlets;         ///< where else the readings go
};

/// Fails with `usage` where a request contradicts itself.
Result<void> check(const Request& request);

}  // namespace calo::measure
