#include "live/outlets.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "base/try.hpp"
#include "live/target.hpp"
#include "os/file.hpp"

namespace calo::live {

class LatestOnly {
 public:
  using Act = std::function<Result<void>(const std::string&)>;
  LatestOnly(Act act, Say say)
      : act_{std::move(act)}, say_{std::move(say)}, thread_{[this] { run(); }} {}
  ~LatestOnly() {
    {
      const std::lock_guard guard{mutex_};
      stopping_ = true;
    }
    wake_.notify_all();
    thread_.join();
  }
  LatestOnly(const LatestOnly&) = delete;
  LatestOnly& operator=(const LatestOnly&) = delete;

  void set(std::string text) {
    {
      const std::lock_guard guard{mutex_};
      text_ = std::move(text);
    }
    wake_.notify_all();
  }

 private:
  void run() {
    std::unique_lock lock{mutex_};
    for (;;) {
      wake_.wait(lock, [this] { return text_ || stopping_; });
      if (!text_) return;
      const std::string text = *std::exchange(text_, std::nullopt);
      lock.unlock();
      const auto done = act_(text);
      lock.lock();
      if (!done && !std::exchange(failing_, true) && say_) say_(done.error().text());
      if (done) failing_ = false;
      wake_.wait_for(lock, std::chrono::seconds{1}, [this] { return stopping_; });
    }
  }

  Act act_;
  Say say_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::optional<std::string> text_;
  bool stopping_ = false, failing_ = false;
  std::thread thread_;
};

namespace {

constexpr std::size_t mib = std::size_t{1} << 20;

/// The stop flag and the client that belongs to it.
struct Push {
  std::atomic<bool> stop = false;
  std::optional<HttpClient> client;
};

Result<LatestOnly::Act> pushed_to(const Target& target) {
  auto push = std::make_shared<Push>();
  CALO_TRY(push->client, HttpClient::create(push->stop));
  return [push, target](const std::string& text) -> Result<void> {
    const Reply reply =
        push->client->send("PUT", target.url, {"Content-Type: text/plain; version=0.0.4"}, text);
    if (reply.is_success()) return {};
    return fail(Category::io, fmt::format("pushing to {}: {}", target.shown, reply.text()));
  };
}

}  // namespace

Result<std::unique_ptr<Outlets>> Outlets::open(const OutletSettings& settings,
                                               const model::RunHeader& header, const Say& say) {
  std::unique_ptr<Outlets> outlets{new Outlets};
  const std::string host = settings.host.empty() ? host_name() : settings.host;
  outlets->common_ = common_labels(host, header);
  std::vector<Target> targets;
  if (!settings.influx.empty()) {
    CALO_TRY(const std::string token, influx_token(settings.token_file));
    for (const std::string& url : settings.influx) {
      CALO_TRY(auto target, influx_target(url, token));
      targets.push_back(std::move(target));
    }
  }
  std::optional<Target> gateway;
  if (!settings.pushgateway.empty()) {
    CALO_TRY(gateway, pushgateway_target(settings.pushgateway, host, header.name));
  }
  if (!settings.prometheus.empty()) {
    CALO_TRY(outlets->exporter_, Exporter::start(settings.prometheus));
  }
  if (!settings.textfile.empty()) {
    // Refused now rather than in an hour: node_exporter reads nothing else, and the directory is
    // its.
    if (!settings.textfile.ends_with(".prom")) {
      return fail(Category::usage,
                  fmt::format("--textfile {}: its name does not end in .prom", settings.textfile),
                  "node_exporter reads *.prom of its --collector.textfile.directory only");
    }
    CALO_TRY_DO(os::write_file(settings.textfile, "# calo has begun\n"));
    outlets->latest_.push_back(std::make_unique<LatestOnly>(
        [path = settings.textfile](const std::string& text) { return os::write_file(path, text); },
        say));
  }
  if (gateway) {
    CALO_TRY(auto act, pushed_to(*gateway));
    outlets->latest_.push_back(std::make_unique<LatestOnly>(std::move(act), say));
  }
  for (Target& target : targets) {
    CALO_TRY(auto sender, Sender::start(std::move(target),
                                        {spool_directory(), settings.spool_limit_mib * mib, say}));
    outlets->senders_.push_back(std::move(sender));
  }
  return outlets;
}

Outlets::~Outlets() = default;

void Outlets::put(const Frame& frame) {
  if (!senders_.empty()) {
    const Lines lines = influx_lines(frame, common_);
    for (const auto& sender : senders_) sender->put(lines);
  }
  if (!exporter_ && latest_.empty()) return;
  const std::string text = exposition(frame, common_);
  if (exporter_) exporter_->set(text);
  for (const auto& latest : latest_) latest->set(text);
}

void Outlets::stop(Seconds patience) {
  for (const auto& sender : senders_) sender->stop(patience);
  latest_.clear();
  exporter_.reset();
}

std::string what_is_served(const model::RunHeader& header, const OutletSettings& outlets) {
  std::vector<std::string> to;
  for (const std::string& url : outlets.influx) {
    if (const auto target = influx_target(url, "")) to.push_back(target->shown);
  }
  if (!outlets.prometheus.empty()) to.push_back("scrapes at " + outlets.prometheus);
  if (!outlets.textfile.empty()) to.push_back(outlets.textfile);
  if (!outlets.pushgateway.empty()) to.emplace_back("a Pushgateway");
  std::string scope;
  for (const model::Domain& domain : header.domains) {
    if (domain.role == model::Role::total)
      scope += fmt::format("{}{} ({})", scope.empty() ? "" : ", ", domain.name, domain.meter);
  }
  return fmt::format("measuring {} for {}", scope.empty() ? "what comes" : scope,
                     fmt::join(to, ", "));
}

}  // namespace calo::live
