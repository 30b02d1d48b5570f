#include "os/service_manager.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>

#include "base/text.hpp"
#include "os/file.hpp"

namespace calo::os {

namespace {

std::string_view variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

ServiceManager ServiceManager::from_environment() {
  ServiceManager manager;
  manager.socket_ = variable("NOTIFY_SOCKET");
  // The watchdog of a parent is not ours (sd_watchdog_enabled(3)).
  const std::string_view pid = variable("WATCHDOG_PID");
  const auto microseconds = text::to_u64(variable("WATCHDOG_USEC"));
  if (microseconds && *microseconds > 0 && (pid.empty() || pid == std::to_string(::getpid())))
    manager.watchdog_ = Seconds::of(static_cast<double>(*microseconds) * 1e-6);
  return manager;
}

void ServiceManager::status(std::string_view text) const {
  tell("STATUS=" + text::printable(text));
}

void ServiceManager::tell(std::string_view text) const {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (socket_.size() < 2 || socket_.size() >= sizeof address.sun_path) return;
  if (socket_[0] != '/' && socket_[0] != '@') return;
  std::ranges::copy(socket_, address.sun_path);
  if (socket_[0] == '@') address.sun_path[0] = '\0';
  const FileDescriptor socket{::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
  if (!socket) return;
  const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + socket_.size());
  // A manager that has gone, or does not listen, is no reason to stop measuring.
  static_cast<void>(::sendto(socket.get(), text.data(), text.size(), MSG_NOSIGNAL | MSG_DONTWAIT,
                             reinterpret_cast<const sockaddr*>(&address), length));
}

}  // namespace calo::os
