#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/quantity.hpp"

namespace calo::os {

/// What started this process as a service, told how it does: the protocol of sd_notify(3), a
/// datagram to the socket in NOTIFY_SOCKET, without libsystemd. Nothing is told where nobody asked.
class ServiceManager {
 public:
  static ServiceManager from_environment();

  void ready() const { tell("READY=1"); }
  void stopping() const { tell("STOPPING=1"); }
  void alive() const {
    if (watchdog_) tell("WATCHDOG=1");
  }
  /// One line for `systemctl status`.
  void status(std::string_view text) const;

  /// `alive` has to be called more often than this; empty: nobody waits for it.
  [[nodiscard]] const std::optional<Seconds>& watchdog() const { return watchdog_; }

 private:
  void tell(std::string_view text) const;

  std::string socket_;  ///< path; with '@' before it: abstract
  std::optional<Seconds> watchdog_;
};

}  // namespace calo::os
