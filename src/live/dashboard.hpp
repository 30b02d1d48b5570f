#pragma once

#include <cstdint>
#include <deque>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace calo::live {

/// Shows events in a browser on this machine: a page, and server-sent events that it listens to.
///
/// Listens on 127.0.0.1 only, or on a socket in the file system that only its user may use, for
/// machines that many share: their ports are everybody's. Everything is below a random token in the
/// path; a request without it, or for a host of another name (DNS rebinding), gets 403. No other
/// origin may read anything. A client that reads slowly skips events, and is told how many: none of
/// them costs more memory than one event. The last 600 events are kept for those who come (back).
/// At most 50 listen at once. Half a request is waited for 5 s; up to 512 may be at it.
class Dashboard {
 public:
  /// `port` 0: one that is free. Fails with `io` where it is taken.
  static Result<std::unique_ptr<Dashboard>> start(std::string page, std::uint16_t port);
  /// The same on a socket at `path`, for `ssh -L 8080:path`. What is left there by a calo that was
  /// killed is replaced; fails with `io` where anything else is.
  static Result<std::unique_ptr<Dashboard>> start_at(std::string page, const std::string& path);
  ~Dashboard();
  Dashboard(const Dashboard&) = delete;
  Dashboard& operator=(const Dashboard&) = delete;

  /// To be opened in a browser: "http://127.0.0.1:40211/0f3c.../"; with a socket, whose port is the
  /// user's choice, port 8080.
  [[nodiscard]] std::string url() const;
  [[nodiscard]] int port() const { return port_; }

  /// Tells all listeners; `json` is one line. Never waits.
  void put(std::string_view json);

  /// What the user has asked for since the last call: true to begin recording, false to end it.
  std::optional<bool> take_wish();

  struct Impl;  ///< what the server's callbacks see

 private:
  explicit Dashboard(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
  int port_ = 0;      ///< 0: a socket
  std::string path_;  ///< of the socket
};

}  // namespace calo::live
