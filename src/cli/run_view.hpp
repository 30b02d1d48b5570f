#pragma once

#include <memory>

#include "attribution/books.hpp"
#include "cli/settings.hpp"
#include "measure/one_run.hpp"

namespace calo::cli {

/// What a person sees of a run while it goes on: a line on standard error, a page in a browser,
/// and what has gone wrong.
class RunView {
 public:
  /// `settings` outlives this.
  RunView(const RunSettings& settings, const attribution::BooksOptions& books);
  ~RunView();
  RunView(const RunView&) = delete;
  RunView& operator=(const RunView&) = delete;

  /// Calls this, which must outlive it.
  measure::Listener listener();

 private:
  Result<void> begin(const model::RunHeader& header);
  void enter(const model::Interval& interval, std::span<const model::DomainState> states);

  struct Shown;
  const RunSettings& settings_;
  attribution::BooksOptions books_;
  std::unique_ptr<Shown> shown_;  ///< empty until the run begins
};

}  // namespace calo::cli
