#pragma once

#include <sys/socket.h>
#include <sys/un.h>

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/quantity.hpp"
#include "os/clock.hpp"
#include "os/file.hpp"

namespace calo::processes {

/// What a program says of its phases through include/calo/phases.h (docs/formats/phases.md).
struct Mark {
  enum class What { begin, end, since_start, count };
  What what = What::begin;
  std::int64_t pid = 0;  ///< as the kernel vouches for it, in our pid namespace
  os::Instant time;      ///< when the program said it
  Seconds cpu{};         ///< CPU time of the process then
  double count = 0.0;
  std::string name;
};

/// Where marks arrive: a datagram socket with an unguessable abstract name, which vanishes with us.
/// It never makes a program wait: when it is full, marks are lost.
class MarkSocket {
 public:
  static Result<MarkSocket> open();

  /// What a program finds in its environment: "CALO_MARKS=@...".
  [[nodiscard]] const std::string& environment() const { return environment_; }
  /// Readable when marks have arrived (poll(2)).
  [[nodiscard]] int descriptor() const { return socket_.get(); }

  /// Takes what has arrived, in order of arrival. Malformed messages are left out. Questions are
  /// answered with `so_far`, NaN for unknown.
  std::vector<Mark> drain(Joules so_far);

 private:
  void answer(const sockaddr_un& to, socklen_t length, Joules so_far) const;

  os::FileDescriptor socket_;
  std::string environment_;
};

}  // namespace calo::processes
