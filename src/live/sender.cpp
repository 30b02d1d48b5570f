#include "live/sender.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <random>
#include <utility>

#include "base/try.hpp"
#include "formats/gzip.hpp"

namespace calo::live {

namespace {

constexpr std::size_t most_lines = 5000;
constexpr std::chrono::seconds longest_open{1};
constexpr std::size_t longest_queue = std::size_t{64} << 20;  // bytes: the disk stands still
constexpr Seconds longest_pause = Seconds::of(15.0);
constexpr Seconds longest_asked_for = Seconds::of(3600.0);
constexpr int attempts_at_once = 6;

double random_share() {
  thread_local std::minstd_rand generator{std::random_device{}()};
  return std::uniform_real_distribution<double>{0.0, 1.0}(generator);
}

std::vector<std::string> headers_of(const Target& target, bool gzip) {
  std::vector<std::string> headers{"Content-Type: text/plain; charset=utf-8"};
  if (gzip) headers.emplace_back("Content-Encoding: gzip");
  if (!target.authorization.empty()) headers.push_back("Authorization: " + target.authorization);
  return headers;
}

}  // namespace

Seconds pause_before(int attempt, std::optional<Seconds> asked_for, double random) {
  const double steps = std::exp2(static_cast<double>(std::min(attempt, 20) - 1));
  const Seconds own = std::min(longest_pause, Seconds::of(0.25 * steps * (1.0 + random)));
  return std::max(own, std::min(asked_for.value_or(Seconds{}), longest_asked_for));
}

Result<std::unique_ptr<Sender>> Sender::start(Target target, Options options) {
  std::unique_ptr<Sender> sender{new Sender{std::move(target), std::move(options)}};
  CALO_TRY(sender->client_, HttpClient::create(sender->abort_));
  const Spool::State state = sender->spool_.state();
  if (state.trouble && sender->options_.say) {
    sender->options_.say(fmt::format("points that cannot be sent are kept in memory only: {}",
                                     state.trouble->text()));
  }
  sender->writer_ = std::thread{[raw = sender.get()] { raw->write(); }};
  sender->sender_ = std::thread{[raw = sender.get()] { raw->send(); }};
  return sender;
}

Sender::Sender(Target target, Options options)
    : target_{std::move(target)},
      options_{std::move(options)},
      spool_{options_.spool, target_.shown, options_.spool_limit} {}

Sender::~Sender() {
  stop(Seconds{});
}

void Sender::put(const Lines& lines) {
  if (lines.count == 0) return;
  {
    const std::lock_guard guard{mutex_};
    if (queue_.size() > longest_queue) {
      state_.dropped += lines.count;
      return;
    }
    queue_ += lines.text;
    queued_ += lines.count;
  }
  wake_.notify_all();
}

void Sender::write() {
  os::Instant opened = os::monotonic_now();
  std::unique_lock lock{mutex_};
  for (;;) {
    // An open batch is looked at again when its second is over.
    wake_.wait_for(lock, std::chrono::milliseconds{250}, [&] { return queued_ > 0 || stopping_; });
    const bool last = stopping_;
    const std::string text = std::exchange(queue_, {});
    const std::size_t count = std::exchange(queued_, 0);
    lock.unlock();
    if (count > 0) {
      if (spool_.open_lines() == 0) opened = os::monotonic_now();
      spool_.append(text, count);
    }
    // While an earlier batch cannot leave, this one grows: fewer and larger files.
    const bool old = os::monotonic_now() - opened >= longest_open && !spool_.has_batches();
    if (spool_.open_lines() >= most_lines || old || last) spool_.cut();
    lock.lock();
    if (last) {
      written_ = true;
      wake_.notify_all();
      return;
    }
    wake_.notify_all();
  }
}

void Sender::send() {
  for (;;) {
    const auto batch = spool_.next();
    if (!batch) {
      std::unique_lock lock{mutex_};
      if (written_) return;
      wake_.wait_for(lock, std::chrono::milliseconds{250},
                     [&] { return written_ || spool_.has_batches(); });
      if (written_ && !spool_.has_batches()) return;
      continue;
    }
    if (attempt(*batch)) continue;
    const std::lock_guard guard{mutex_};
    if (deadline_ && os::monotonic_now() >= *deadline_) return;
  }
}

/// True when the batch is done with, one way or the other.
bool Sender::attempt(const Spool::Batch& batch) {
  const auto content = Spool::content(batch);
  if (!content) {
    {
      const std::lock_guard guard{mutex_};
      state_.dropped += batch.lines;
    }
    if (options_.say) options_.say("points were lost: " + content.error().text());
    spool_.done(batch);
    return true;
  }
  const Reply reply =
      client_->send("POST", target_.url, headers_of(target_, batch.is_gzip), *content);
  if (!reply.is_temporary()) {
    {
      const std::lock_guard guard{mutex_};
      (reply.is_success() ? state_.sent : state_.refused) += batch.lines;
      failures_ = 0;
    }
    spool_.done(batch);
    wake_.notify_all();
    reply.is_success() ? note_success() : note_failure(reply);
    return true;
  }
  note_failure(reply);
  wait_until(os::monotonic_now() +
             nanoseconds(pause_before(++failures_, reply.retry_after, random_share())));
  return false;
}

/// Or until there is no time left.
void Sender::wait_until(os::Instant when) {
  std::unique_lock lock{mutex_};
  const auto is_over = [&] {
    return os::monotonic_now() >= when || (deadline_ && os::monotonic_now() >= *deadline_);
  };
  while (!is_over()) wake_.wait_until(lock, deadline_ ? std::min(when, *deadline_) : when);
}

void Sender::note_failure(const Reply& reply) {
  if (!options_.say || abort_) return;
  if (!reply.is_temporary()) {
    if (std::exchange(refusal_told_, true)) return;
    options_.say(
        fmt::format("{} refuses points, which are dropped: {}", target_.shown, reply.text()));
  } else if (!std::exchange(told_, true)) {
    options_.say(fmt::format("{} cannot take points now: {}. They are kept and sent later.",
                             target_.shown, reply.text()));
  }
}

void Sender::note_success() {
  if (!options_.say || !std::exchange(told_, false)) return;
  options_.say(fmt::format("{} takes points again.", target_.shown));
}

Sender::State Sender::state() const {
  const std::lock_guard guard{mutex_};
  State state = state_;
  const Spool::State spool = spool_.state();
  state.dropped += spool.dropped;
  state.waiting = spool.waiting + queued_;
  return state;
}

Sender::State Sender::stop(Seconds patience) {
  if (std::exchange(stopped_, true)) return state();
  {
    const std::lock_guard guard{mutex_};
    stopping_ = true;
    deadline_ = os::monotonic_now() + nanoseconds(patience);
  }
  wake_.notify_all();
  if (writer_.joinable()) writer_.join();
  {
    // A request that is on its way ends at the deadline.
    std::unique_lock lock{mutex_};
    wake_.wait_until(lock, *deadline_, [&] { return !spool_.has_batches(); });
  }
  abort_ = spool_.has_batches();
  if (sender_.joinable()) sender_.join();
  const State end = state();
  if (!options_.say) return end;
  if (end.dropped > 0)
    options_.say(fmt::format("{} points for {} were dropped: the spool was full", end.dropped,
                             target_.shown));
  if (end.refused > 0)
    options_.say(fmt::format("{} points were refused by {}", end.refused, target_.shown));
  if (end.waiting > 0) {
    options_.say(
        fmt::format("{} points wait in {}; the next calo that sends to {} takes them along",
                    end.waiting, spool_.directory().string(), target_.shown));
  }
  return end;
}

Result<void> send_now(HttpClient& client, const Target& target, std::string_view lines) {
  const std::string packed = formats::gzip(lines);
  for (int attempt = 1;; ++attempt) {
    const Reply reply = client.send("POST", target.url, headers_of(target, true), packed);
    if (reply.is_success()) return {};
    if (!reply.is_temporary() || attempt == attempts_at_once) {
      return fail(reply.status == 401 || reply.status == 403 ? Category::permission : Category::io,
                  fmt::format("sending to {}: {}", target.shown, reply.text()),
                  reply.status == 401 || reply.status == 403
                      ? "Set INFLUX_TOKEN, or give --influx-token-file"
                      : "");
    }
    std::this_thread::sleep_for(
        nanoseconds(pause_before(attempt, reply.retry_after, random_share())));
  }
}

}  // namespace calo::live
