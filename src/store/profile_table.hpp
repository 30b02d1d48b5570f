#pragma once

#include <optional>

#include "base/error.hpp"
#include "model/profile.hpp"
#include "store/sqlite.hpp"

namespace calo::store {

/// Puts `profile` into the tables of stacks, in place of what is there. Inside a transaction.
Result<void> replace_profile(Database& database, const model::Profile& profile);

/// Empty if no stacks were taken. Every reference in the result leads somewhere.
Result<std::optional<model::Profile>> read_profile(Database& database);

}  // namespace calo::store
