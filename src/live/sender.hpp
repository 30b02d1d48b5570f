#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "live/http.hpp"
#include "live/metrics.hpp"
#include "live/spool.hpp"
#include "live/target.hpp"
#include "os/clock.hpp"

namespace calo::live {

/// Says something to the user, from any thread.
using Say = std::function<void(const std::string&)>;

/// How long to wait before the attempt number `attempt` (1, 2, ...) after as many failures: a
/// random time in 0.25 s * [2^(n-1), 2^n], at most 15 s; what the server asks for, if that is
/// longer, but at most an hour.  `random`: 0..1.
Seconds pause_before(int attempt, std::optional<Seconds> asked_for, double random);

/// Brings lines to an InfluxDB or its like, by threads of its own: `put` never waits for disk or
/// network.
///
/// One thread writes to the spool at once, another one sends batches of up to 5000 lines, or of one
/// second, in order. A batch is sent again after connection errors, 429 and 5xx for as long as it
/// takes; what the server refuses otherwise is dropped, counted and told.
class Sender {
 public:
  struct Options {
    std::filesystem::path spool;                       ///< directory of all spools
    std::size_t spool_limit = std::size_t{512} << 20;  ///< bytes
    Say say;
  };
  static Result<std::unique_ptr<Sender>> start(Target target, Options options);
  ~Sender();
  Sender(const Sender&) = delete;
  Sender& operator=(const Sender&) = delete;

  void put(const Lines& lines);

  struct State {
    std::size_t sent = 0, refused = 0, dropped = 0, waiting = 0;  ///< lines
  };
  [[nodiscard]] State state() const;
  /// Tries to bring away what is left, for at most `patience`. The rest stays in the spool for the
  /// next calo with the same target; says so. Once.
  State stop(Seconds patience);

 private:
  Sender(Target target, Options options);
  void write();
  void send();
  bool attempt(const Spool::Batch& batch);
  void wait_until(os::Instant when);
  void note_failure(const Reply& reply);
  void note_success();

  Target target_;
  Options options_;
  std::atomic<bool> abort_ = false;
  std::optional<HttpClient> client_;
  Spool spool_;

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::string queue_;
  std::size_t queued_ = 0;
  bool stopping_ = false, written_ = false, stopped_ = false;
  std::optional<os::Instant> deadline_;
  State state_;
  int failures_ = 0;
  bool told_ = false, refusal_told_ = false;
  std::thread writer_, sender_;
};

/// Sends lines at once and waits for the answer, with up to six attempts.
Result<void> send_now(HttpClient& client, const Target& target, std::string_view lines);

}  // namespace calo::live
