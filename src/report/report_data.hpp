#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "analysis/analysis.hpp"
#include "model/profile.hpp"
#include "model/run.hpp"
#include "model/witness.hpp"

namespace calo::report {

/// Lines of a source file, as they were when the report was written.
struct SourceExcerpt {
  std::string path;  ///< as Function::file has it
  int first_line = 1;
  std::vector<std::string> lines;
  bool is_newer = false;  ///< the file was changed after the run began
};

/// What a report's page shows.
struct ReportInput {
  const analysis::Analysis& analysis;
  std::string file;  ///< of the run, for people
  std::vector<SourceExcerpt> sources;
  bool fold_interpreter = true;
  std::vector<model::Witness> witnesses{};
};

/// More uses than this are merged into longer buckets, more intervals into longer ones.
inline constexpr std::size_t most_uses = 250'000;
inline constexpr std::size_t most_intervals = 20'000;

/// The container with all data of a run (docs/formats/report.md).
std::string report_data(const ReportInput& input);

/// How the numbers were obtained, as a paragraph for a paper.
std::string methods_paragraph(const analysis::Analysis& analysis);

}  // namespace calo::report
