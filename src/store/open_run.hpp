#pragma once

#include <filesystem>
#include <memory>

#include "base/error.hpp"
#include "store/sqlite.hpp"

namespace calo::store {

/// A run file that is open for reading, inside a read transaction: what is read is one commit.
struct OpenRun {
  /// Copy in a temporary directory, where the run could not be recovered in its own place; removed
  /// with this object.
  struct Copy {
    std::filesystem::path directory;
    ~Copy();
  };
  std::unique_ptr<Copy> copy;
  Database database;
  int schema_version = 0;
};

/// Opens a run file of any version this calo knows and checks its tables. Changes nothing, but for
/// one case: if a killed calo left a half-written commit (a journal beside the file), that commit
/// is taken back, in the file if it can be written, else in a temporary copy.
///
/// Errors do not name the file: the caller does.
Result<OpenRun> open_run(const std::filesystem::path& path);

}  // namespace calo::store
