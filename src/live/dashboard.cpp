#include "live/dashboard.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "base/text.hpp"
#include "base/try.hpp"
#include "live/microhttpd.hpp"
#include "os/file.hpp"

namespace calo::live {

namespace {

constexpr std::size_t events_kept = 600;
constexpr std::size_t most_listeners = 50;
constexpr unsigned most_viewers = 512;
/// Who is silent so long in the middle of a request or an answer is cut off. Listeners that wait
/// for the next event are suspended, which does not count (libmicrohttpd, MHD_suspend_connection).
constexpr unsigned patience_s = 5;
constexpr std::size_t block = 16384;

struct Listener {
  Dashboard::Impl* owner = nullptr;
  MHD_Connection* connection = nullptr;
  std::uint64_t next = 0;  ///< number of the event it gets next
  std::string rest;        ///< of the event on its way
  bool is_suspended = false;
};

}  // namespace

struct Dashboard::Impl {
  std::string page, token;
  int port = 0;
  MHD_Daemon* daemon = nullptr;

  std::mutex mutex;
  std::deque<std::string> events;  ///< the last ones
  std::uint64_t first = 1;         ///< number of events.front()
  std::list<std::unique_ptr<Listener>> listeners;
  std::optional<bool> wish;
  bool stopping = false;

  MHD_Result answer(MHD_Connection* connection, std::string_view url, std::string_view method);
  MHD_Result listen(MHD_Connection* connection);
  [[nodiscard]] bool is_own_host(MHD_Connection* connection) const;
  void resume_all();
};

namespace {

MHD_Result reply(MHD_Connection* connection, unsigned status, std::string_view text,
                 const char* type) {
  const Microhttpd& m = *microhttpd();
  // The library copies the text, and does not write to it.
  MHD_Response* response =
      m.response(text.size(), const_cast<char*>(text.data()), MHD_RESPMEM_MUST_COPY);
  m.header(response, "Content-Type", type);
  m.header(response, "Cache-Control", "no-store");
  m.header(response, "X-Content-Type-Options", "nosniff");
  m.header(response, "X-Frame-Options", "DENY");
  m.header(response, "Referrer-Policy", "no-referrer");
  m.header(response, "Cross-Origin-Resource-Policy", "same-origin");
  const MHD_Result queued = m.queue(connection, status, response);
  m.destroy(response);
  return queued;
}

constexpr const char* plain = "text/plain; charset=utf-8";

/// The same time for equal and different tokens.
bool equal(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  unsigned difference = 0;
  for (std::size_t i = 0; i < a.size(); ++i) difference |= static_cast<unsigned>(a[i] ^ b[i]);
  return difference == 0;
}

ssize_t next_bytes(void* state, std::uint64_t /*position*/, char* buffer, std::size_t size) {
  auto& listener = *static_cast<Listener*>(state);
  Dashboard::Impl& owner = *listener.owner;
  const std::lock_guard guard{owner.mutex};
  if (owner.stopping) return MHD_CONTENT_READER_END_OF_STREAM;
  if (listener.rest.empty()) {
    if (listener.next < owner.first) {
      listener.rest = fmt::format("event: lost\ndata: {}\n\n", owner.first - listener.next);
      listener.next = owner.first;
    } else if (listener.next < owner.first + owner.events.size()) {
      listener.rest = fmt::format("id: {}\ndata: {}\n\n", listener.next,
                                  owner.events[listener.next - owner.first]);
      ++listener.next;
    } else {
      listener.is_suspended = true;
      microhttpd()->suspend(listener.connection);
      return 0;
    }
  }
  const std::size_t count = std::min(size, listener.rest.size());
  std::memcpy(buffer, listener.rest.data(), count);
  listener.rest.erase(0, count);
  return static_cast<ssize_t>(count);
}

void forget(void* state) {
  auto* listener = static_cast<Listener*>(state);
  Dashboard::Impl& owner = *listener->owner;
  const std::lock_guard guard{owner.mutex};
  owner.listeners.remove_if([&](const auto& other) { return other.get() == listener; });
}

MHD_Result handle(void* impl, MHD_Connection* connection, const char* url, const char* method,
                  const char* /*version*/, const char* /*data*/, std::size_t* size, void** state) {
  // The first call comes before a body, the last one after it.
  static int begun = 0;
  if (*state == nullptr) {
    *state = &begun;
    return MHD_YES;
  }
  if (*size > 0) {  // no body says anything here
    *size = 0;
    return MHD_YES;
  }
  return static_cast<Dashboard::Impl*>(impl)->answer(connection, url, method);
}

}  // namespace

bool Dashboard::Impl::is_own_host(MHD_Connection* connection) const {
  const char* host = microhttpd()->lookup(connection, MHD_HEADER_KIND, "Host");
  if (host == nullptr) return false;
  const std::string_view given = host;
  // Through a tunnel to a socket the port is the one that the user chose at the other end.
  if (port == 0) {
    const auto colon = given.rfind(':');
    const std::string_view name = given.substr(0, colon);
    return (name == "127.0.0.1" || name == "localhost") &&
           (colon == std::string_view::npos || text::to_u64(given.substr(colon + 1)));
  }
  return given == fmt::format("127.0.0.1:{}", port) || given == fmt::format("localhost:{}", port);
}

MHD_Result Dashboard::Impl::answer(MHD_Connection* connection, std::string_view url,
                                   std::string_view method) {
  if (!is_own_host(connection)) return reply(connection, 403, "calo: not this host\n", plain);
  const auto slash = url.find('/', 1);
  if (url.empty() ||
      !equal(url.substr(1, slash == std::string_view::npos ? slash : slash - 1), token))
    return reply(connection, 403, "calo: open the address that calo has printed\n", plain);
  const std::string_view rest = slash == std::string_view::npos ? "" : url.substr(slash);
  const bool get = method == "GET" || method == "HEAD";
  if (get && rest == "/") return reply(connection, 200, page, "text/html; charset=utf-8");
  if (method == "GET" && rest == "/events") return listen(connection);
  if (rest == "/record" || rest == "/stop") {
    if (method != "POST") return reply(connection, 405, "calo: POST it\n", plain);
    const std::lock_guard guard{mutex};
    wish = rest == "/record";
    return reply(connection, 202, "", plain);
  }
  return reply(connection, 404, "calo: no such page\n", plain);
}

MHD_Result Dashboard::Impl::listen(MHD_Connection* connection) {
  const Microhttpd& m = *microhttpd();
  auto listener = std::make_unique<Listener>();
  Listener* raw = listener.get();
  raw->owner = this;
  raw->connection = connection;
  {
    const std::lock_guard guard{mutex};
    if (listeners.size() >= most_listeners)
      return reply(connection, 503, "calo: 50 browsers listen already\n", plain);
    raw->next = first;
    // A browser that comes back says what it had last.
    const char* last = m.lookup(connection, MHD_HEADER_KIND, "Last-Event-ID");
    if (const auto had = last == nullptr ? std::nullopt : text::to_u64(last);
        had && *had < first + events.size())
      raw->next = *had + 1;
    raw->rest = "retry: 1000\n\n";
    listeners.push_back(std::move(listener));
  }
  MHD_Response* response = m.stream(MHD_SIZE_UNKNOWN, block, next_bytes, raw, forget);
  m.header(response, "Content-Type", "text/event-stream");
  m.header(response, "Cache-Control", "no-store");
  m.header(response, "X-Content-Type-Options", "nosniff");
  const MHD_Result queued = m.queue(connection, 200, response);
  m.destroy(response);
  return queued;
}

void Dashboard::Impl::resume_all() {
  for (const auto& listener : listeners) {
    if (std::exchange(listener->is_suspended, false)) microhttpd()->resume(listener->connection);
  }
}

Dashboard::Dashboard(std::unique_ptr<Impl> impl) : impl_{std::move(impl)} {}

namespace {

/// The page below a token that nobody can guess.
Result<std::unique_ptr<Dashboard::Impl>> with_token(std::string page) {
  if (!microhttpd()) return std::unexpected{microhttpd().error()};
  auto impl = std::make_unique<Dashboard::Impl>();
  impl->page = std::move(page);
  std::array<unsigned char, 16> random{};
  if (::getrandom(random.data(), random.size(), 0) != static_cast<ssize_t>(random.size()))
    return std::unexpected{system_error(errno, "making a random address")};
  for (const unsigned char byte : random) impl->token += fmt::format("{:02x}", byte);
  return impl;
}

/// Connections are descriptors, of which the measurement needs some as well.
unsigned viewers_at_once() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return most_viewers;
  return static_cast<unsigned>(std::clamp<rlim_t>(limit.rlim_cur / 2, 4, most_viewers));
}

constexpr unsigned how = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC;

/// A listening socket at `path` for this user only.
Result<os::FileDescriptor> socket_at(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string what = "listening on " + text::printable(path);
  if (path.empty() || path.size() >= sizeof address.sun_path)
    return fail(Category::usage, what + ": too long for a socket, or empty",
                "Choose a shorter path");
  path.copy(address.sun_path, path.size());
  const auto* at = reinterpret_cast<const sockaddr*>(&address);
  os::FileDescriptor socket{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
  if (!socket) return std::unexpected{system_error(errno, what)};
  // A killed calo leaves a socket that refuses; everything else stays.
  if (::connect(socket.get(), at, sizeof address) != 0 && errno == ECONNREFUSED) {
    struct stat status{};
    if (::lstat(path.c_str(), &status) == 0 && S_ISSOCK(status.st_mode)) ::unlink(path.c_str());
  }
  socket = os::FileDescriptor{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
  // Before it has a name nobody can connect: the mode is that of the socket from the beginning
  // (unix(7), "Pathname socket ownership and permissions").
  if (!socket || ::fchmod(socket.get(), S_IRUSR | S_IWUSR) != 0 ||
      ::bind(socket.get(), at, sizeof address) != 0 || ::listen(socket.get(), SOMAXCONN) != 0) {
    return std::unexpected{system_error(errno, what, "Choose a path where nothing is")};
  }
  return socket;
}

}  // namespace

Result<std::unique_ptr<Dashboard>> Dashboard::start(std::string page, std::uint16_t port) {
  CALO_TRY(auto impl, with_token(std::move(page)));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  errno = 0;
  impl->daemon = microhttpd()->start(how, 0, nullptr, nullptr, handle, impl.get(),
                                     MHD_OPTION_SOCK_ADDR, reinterpret_cast<sockaddr*>(&address),
                                     MHD_OPTION_CONNECTION_LIMIT, viewers_at_once(),
                                     MHD_OPTION_CONNECTION_TIMEOUT, patience_s, MHD_OPTION_END);
  if (impl->daemon == nullptr) {
    return std::unexpected{system_error(errno == 0 ? EADDRINUSE : errno,
                                        fmt::format("listening on 127.0.0.1:{}", port),
                                        "Choose another port with --web-port")};
  }
  const MHD_DaemonInfo* info = microhttpd()->info(impl->daemon, MHD_DAEMON_INFO_BIND_PORT);
  impl->port = info != nullptr ? info->port : port;
  std::unique_ptr<Dashboard> dashboard{new Dashboard{std::move(impl)}};
  dashboard->port_ = dashboard->impl_->port;
  return dashboard;
}

Result<std::unique_ptr<Dashboard>> Dashboard::start_at(std::string page, const std::string& path) {
  CALO_TRY(auto impl, with_token(std::move(page)));
  CALO_TRY(const auto socket, socket_at(path));
  const int theirs = ::fcntl(socket.get(), F_DUPFD_CLOEXEC, 0);  // the library closes it
  impl->daemon =
      microhttpd()->start(how, 0, nullptr, nullptr, handle, impl.get(), MHD_OPTION_LISTEN_SOCKET,
                          theirs, MHD_OPTION_CONNECTION_LIMIT, viewers_at_once(),
                          MHD_OPTION_CONNECTION_TIMEOUT, patience_s, MHD_OPTION_END);
  if (impl->daemon == nullptr) {
    ::unlink(path.c_str());
    return fail(Category::io, "listening on " + text::printable(path));
  }
  std::unique_ptr<Dashboard> dashboard{new Dashboard{std::move(impl)}};
  dashboard->path_ = path;
  return dashboard;
}

Dashboard::~Dashboard() {
  {
    const std::lock_guard guard{impl_->mutex};
    impl_->stopping = true;
    impl_->resume_all();  // the library wants nobody suspended when it stops
  }
  microhttpd()->stop(impl_->daemon);
  if (!path_.empty()) ::unlink(path_.c_str());
}

std::string Dashboard::url() const {
  constexpr int of_a_tunnel = 8080;
  return fmt::format("http://127.0.0.1:{}/{}/", port_ == 0 ? of_a_tunnel : port_, impl_->token);
}

void Dashboard::put(std::string_view json) {
  const std::lock_guard guard{impl_->mutex};
  impl_->events.emplace_back(text::trimmed(json));
  if (impl_->events.size() > events_kept) {
    impl_->events.pop_front();
    ++impl_->first;
  }
  impl_->resume_all();
}

std::optional<bool> Dashboard::take_wish() {
  const std::lock_guard guard{impl_->mutex};
  return std::exchange(impl_->wish, std::nullopt);
}

}  // namespace calo::live
