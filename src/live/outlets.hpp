#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "live/exporter.hpp"
#include "live/metrics.hpp"
#include "live/sender.hpp"

namespace calo::live {

/// Where metrics are to go, as the user says it; empty: nowhere.
struct OutletSettings {
  std::vector<std::string> influx;  ///< URLs
  std::string token_file;
  std::string prometheus;   ///< PORT or ADDRESS:PORT
  std::string textfile;     ///< for the textfile collector of node_exporter
  std::string pushgateway;  ///< URL
  std::string host;         ///< instead of this machine's name
  std::size_t spool_limit_mib = 512;

  [[nodiscard]] bool any() const {
    return !influx.empty() || !prometheus.empty() || !textfile.empty() || !pushgateway.empty();
  }
};

/// "measuring package-0 (rapl-powercap) for http://..., scrapes at 9464": what goes out, to whom.
std::string what_is_served(const model::RunHeader& header, const OutletSettings& settings);

/// How long one waits at the end for points that are still to be sent.
inline constexpr Seconds patience_at_end = Seconds::of(5.0);

/// Keeps one latest value and does something with it in a thread of its own, at most once a second.
class LatestOnly;

/// All ways out of calo. `put` never waits for a disk or a network.
class Outlets {
 public:
  /// Everything that can be refused is refused here. `say`: for what happens later.
  static Result<std::unique_ptr<Outlets>> open(const OutletSettings& settings,
                                               const model::RunHeader& header, const Say& say);
  ~Outlets();
  Outlets(const Outlets&) = delete;
  Outlets& operator=(const Outlets&) = delete;

  void put(const Frame& frame);
  /// Brings away what is left, for at most `patience`.
  void stop(Seconds patience);
  [[nodiscard]] int prometheus_port() const { return exporter_ ? exporter_->port() : 0; }

 private:
  Outlets() = default;
  Labels common_;
  std::vector<std::unique_ptr<Sender>> senders_;
  std::unique_ptr<Exporter> exporter_;
  std::vector<std::unique_ptr<LatestOnly>> latest_;
};

}  // namespace calo::live
