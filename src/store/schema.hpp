#pragma once

#include <string_view>

#include "base/embedded.hpp"

/// The statements that make a run file (schema.sql).
CALO_EMBEDDED(schema_sql, run_file_schema);
