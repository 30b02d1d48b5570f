#include "processes/marks.hpp"

#include <calo/phases.h>
#include <sys/random.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <optional>

namespace calo::processes {

namespace {

constexpr std::size_t most_at_once = 4096;
constexpr int room_bytes = 4 << 20;

/// 128 random bits, hexadecimal.
Result<std::string> unguessable() {
  std::array<unsigned char, 16> bits{};
  if (::getrandom(bits.data(), bits.size(), 0) != static_cast<ssize_t>(bits.size())) {
    return std::unexpected{system_error(errno, "drawing random bits")};
  }
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const unsigned char byte : bits) {
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

/// The process that sent a message, as the kernel says.
std::optional<std::int64_t> sender(msghdr& header) {
  for (cmsghdr* part = CMSG_FIRSTHDR(&header); part != nullptr; part = CMSG_NXTHDR(&header, part)) {
    if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_CREDENTIALS) continue;
    ucred credentials{};
    std::memcpy(&credentials, CMSG_DATA(part), sizeof credentials);
    return credentials.pid;
  }
  return std::nullopt;
}

std::optional<Mark::What> meaning(std::string_view word) {
  if (word == "beg") return Mark::What::begin;
  if (word == "end") return Mark::What::end;
  if (word == "sta") return Mark::What::since_start;
  if (word == "cnt") return Mark::What::count;
  return std::nullopt;
}

bool is_question(const calo_mark_message& message) {
  return std::memcmp(message.what, "ask", 4) == 0;
}

std::optional<Mark> mark_of(const calo_mark_message& message, std::int64_t pid) {
  const auto what = meaning({message.what, ::strnlen(message.what, sizeof message.what)});
  if (!what || message.process_cpu_ns < 0 || !std::isfinite(message.count)) return std::nullopt;
  Mark mark;
  mark.what = *what;
  mark.pid = pid;
  mark.time = os::Instant{std::chrono::nanoseconds{message.monotonic_ns}};
  mark.cpu = Seconds::of(1e-9 * static_cast<double>(message.process_cpu_ns));
  mark.count = message.count;
  mark.name.assign(message.name, ::strnlen(message.name, sizeof message.name));
  return mark;
}

}  // namespace

Result<MarkSocket> MarkSocket::open() {
  const std::string attempted = "opening a socket for phases";
  MarkSocket result;
  result.socket_ =
      os::FileDescriptor{::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
  if (!result.socket_) return std::unexpected{system_error(errno, attempted)};
  const int on = 1;
  ::setsockopt(result.socket_.get(), SOL_SOCKET, SO_PASSCRED, &on, sizeof on);
  ::setsockopt(result.socket_.get(), SOL_SOCKET, SO_RCVBUF, &room_bytes, sizeof room_bytes);
  auto random = unguessable();
  if (!random) return std::unexpected{std::move(random).error().within(attempted)};
  const std::string name = "@calo-" + *random;
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  name.copy(address.sun_path, name.size());
  address.sun_path[0] = '\0';
  const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name.size());
  if (::bind(result.socket_.get(), reinterpret_cast<const sockaddr*>(&address), length) != 0) {
    return std::unexpected{system_error(errno, attempted)};
  }
  result.environment_ = "CALO_MARKS=" + name;
  return result;
}

std::vector<Mark> MarkSocket::drain(Joules so_far) {
  std::vector<Mark> marks;
  for (std::size_t i = 0; i < most_at_once; ++i) {
    calo_mark_message message{};
    iovec part{&message, sizeof message};
    alignas(cmsghdr) std::array<std::byte, CMSG_SPACE(sizeof(ucred))> control{};
    sockaddr_un from{};
    msghdr header{};
    header.msg_name = &from;
    header.msg_namelen = sizeof from;
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    header.msg_control = control.data();
    header.msg_controllen = control.size();
    const ssize_t got = ::recvmsg(socket_.get(), &header, MSG_DONTWAIT);
    if (got < 0) break;
    if (got != static_cast<ssize_t>(sizeof message) || std::memcmp(message.magic, "cal1", 4) != 0) {
      continue;
    }
    if (is_question(message)) {
      answer(from, header.msg_namelen, so_far);
      continue;
    }
    const auto pid = sender(header);
    if (!pid) continue;
    if (auto mark = mark_of(message, *pid)) marks.push_back(std::move(*mark));
  }
  return marks;
}

void MarkSocket::answer(const sockaddr_un& to, socklen_t length, Joules so_far) const {
  calo_mark_answer answer{};
  std::memcpy(answer.magic, "cal1", 4);
  std::memcpy(answer.what, "eng", 4);
  answer.joules = so_far.value();
  // Nobody may be there any more to hear it.
  [[maybe_unused]] const ssize_t sent =
      ::sendto(socket_.get(), &answer, sizeof answer, MSG_DONTWAIT | MSG_NOSIGNAL,
               reinterpret_cast<const sockaddr*>(&to), length);
}

}  // namespace calo::processes
