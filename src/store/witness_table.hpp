#pragma once

#include <span>
#include <vector>

#include "base/error.hpp"
#include "model/witness.hpp"
#include "store/sqlite.hpp"

namespace calo::store {

/// Puts `witnesses` in place of those that are there. Inside a transaction.
Result<void> replace_witnesses(Database& database, std::span<const model::Witness> witnesses);

Result<std::vector<model::Witness>> read_witnesses(Database& database);

}  // namespace calo::store
