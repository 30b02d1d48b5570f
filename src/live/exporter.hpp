#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace calo::live {

/// Answers Prometheus' scrapes of /metrics with the latest text, in a thread of its own.
///
/// libmicrohttpd is loaded when the first exporter starts.
class Exporter {
 public:
  /// "9464" listens on 127.0.0.1 only, "0.0.0.0:9464" on every address; port 0 is one that is free.
  /// Fails with `usage` for what is no address, with `io` where the port is taken.
  static Result<std::unique_ptr<Exporter>> start(std::string_view address);
  ~Exporter();
  Exporter(const Exporter&) = delete;
  Exporter& operator=(const Exporter&) = delete;

  void set(std::string text);
  [[nodiscard]] std::string text() const;
  [[nodiscard]] int port() const { return port_; }

 private:
  Exporter() = default;
  mutable std::mutex mutex_;
  std::string text_;
  void* daemon_ = nullptr;
  int port_ = 0;
};

}  // namespace calo::live
