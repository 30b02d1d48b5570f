#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "base/error.hpp"
#include "base/quantity.hpp"
#include "measure/request.hpp"
#include "series/plan.hpp"
#include "series/series.hpp"

namespace calo::measure {

/// Runs to be made into a directory, and how each is measured.
struct Campaign {
  series::Plan plan;
  /// Of every run; command, name, file and one more tag come from the plan.
  Request request;
  std::filesystem::path directory;  ///< of a new series (begin_series), or of one that goes on
  bool keeps_going = false;         ///< after a command has failed, whose run does not count
  /// What the commands print goes to standard error, since standard output is for a result.
  bool is_apart = false;
};

/// How far a campaign is, after a run.
struct Progress {
  std::size_t runs = 0;                    ///< that there are
  std::size_t planned = 0;                 ///< with the warm-ups that are foreseen
  Seconds left{};                          ///< as long as the runs so far took
  const series::Series* series = nullptr;  ///< that the last run is in; null: it could not be read
};

/// Who hears of a campaign. What is empty is not told.
struct CampaignListener {
  /// What has failed.
  std::function<void(const std::string&)> warn;
  /// What one may want to know.
  std::function<void(const std::string&)> remark;
  std::function<void(const Progress&)> on_run;
  /// The interval is as narrow as the plan wants it, after so many blocks: the campaign ends.
  std::function<void(std::int64_t blocks)> on_precise;
  /// What is being waited for, about once a second.
  std::function<void(const std::string&)> on_waiting;
  /// Measures one run, in its own process, and gives the status to exit with. Empty: nobody
  /// listens to it.
  std::function<int(const Request&)> measure;
};

/// Makes the directory of a new series, and writes its plan there. `where` empty: a new one here,
/// with the name of the first command. Fails where another series is.
Result<std::filesystem::path> begin_series(const series::Plan& plan,
                                           const std::filesystem::path& where);

/// The request of one run of a campaign; blocks of warm-ups are below zero.
Request request_of(const Campaign& campaign, const series::Plan::Command& command,
                   std::int64_t block);

/// Makes the runs of a plan that its directory does not hold, each in a process of its own: it
/// begins as any other, and nothing is left of the one before.
///
/// `stop` ends it before the next run: somebody else sets it, and a signal to us alone that asks to
/// end. The status of a command: 0, 1 where a command has failed, 128 + SIGINT when it was stopped,
/// 125 to 127 where one could not be measured (one_run.hpp).
int run(const Campaign& campaign, const CampaignListener& listener, std::atomic<bool>& stop);

}  // namespace calo::measure
