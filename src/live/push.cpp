#include "live/push.hpp"

#include <atomic>

#include "base/try.hpp"
#include "live/http.hpp"
#include "live/metrics.hpp"
#include "live/sender.hpp"
#include "live/target.hpp"

namespace calo::live {

Result<std::size_t> send_run(const model::Run& run, const PushSettings& settings) {
  CALO_TRY(const std::string token, influx_token(settings.token_file));
  CALO_TRY(const Target target, influx_target(settings.to, token));
  const std::atomic<bool> stop = false;
  CALO_TRY(auto client, HttpClient::create(stop));
  const Labels common =
      common_labels(settings.host.empty() ? host_name() : settings.host, run.header);
  RunFrames frames{run.header};
  constexpr std::size_t most_lines = 5000;
  Lines batch;
  std::size_t sent = 0;
  const auto flush = [&]() -> Result<void> {
    if (batch.count == 0) return {};
    CALO_TRY_DO(send_now(client, target, batch.text));
    sent += batch.count;
    batch = {};
    return {};
  };
  for (const model::Interval& interval : run.intervals) {
    const std::string phase =
        model::phase_at(0.5 * (interval.begin + interval.end), run.end.phases, run.end.phase_spans);
    Lines lines = influx_lines(frames.enter(interval, phase), common);
    if (batch.count + lines.count > most_lines) CALO_TRY_DO(flush());
    batch.text += lines.text;
    batch.count += lines.count;
  }
  CALO_TRY_DO(flush());
  return sent;
}

}  // namespace calo::live
