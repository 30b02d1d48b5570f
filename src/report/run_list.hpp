#pragma once

#include <span>
#include <string>

#include "attribution/books.hpp"
#include "store/find_runs.hpp"

namespace calo::report {

/// One row for each run that can be read: `calo list`.
struct RunList {
  std::string table;  ///< empty: there is none
  /// The idle energy is in the energy of some runs and not in that of others.
  bool mixes_policies = false;
};
RunList run_list(std::span<const store::FoundRun> runs, const attribution::BooksOptions& options);

/// A table to paste into a report: every number with its uncertainty and kind.
std::string run_list_markdown(std::span<const store::FoundRun> runs,
                              const attribution::BooksOptions& options);

/// An array for programs; runs that cannot be read say why.
std::string run_list_json(std::span<const store::FoundRun> runs,
                          const attribution::BooksOptions& options);

}  // namespace calo::report
