#include "live/exporter.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>

#include <cerrno>

#include "base/text.hpp"
#include "base/try.hpp"
#include "live/microhttpd.hpp"

namespace calo::live {

namespace {

constexpr unsigned most_scrapers = 64;
constexpr unsigned idle_s = 30;

MHD_Result answer(void* self, MHD_Connection* connection, const char* url, const char* method,
                  const char* /*version*/, const char* /*data*/, std::size_t* /*size*/,
                  void** /*state*/) {
  const Microhttpd& m = *microhttpd();
  unsigned status = MHD_HTTP_OK;
  std::string text;
  const std::string_view wanted = method;
  if (wanted != "GET" && wanted != "HEAD") {
    status = MHD_HTTP_METHOD_NOT_ALLOWED;
  } else if (std::string_view{url} == "/metrics") {
    text = static_cast<const Exporter*>(self)->text();
  } else {
    status = MHD_HTTP_NOT_FOUND;
    text = "calo: metrics are at /metrics\n";
  }
  MHD_Response* response = m.response(text.size(), text.data(), MHD_RESPMEM_MUST_COPY);
  m.header(response, "Content-Type", "text/plain; version=0.0.4; charset=utf-8");
  m.header(response, "Cache-Control", "no-store");
  const MHD_Result queued = m.queue(connection, status, response);
  m.destroy(response);
  return queued;
}

Result<sockaddr_in> parsed(std::string_view text) {
  const auto colon = text.rfind(':');
  const std::string host{colon == std::string_view::npos ? "127.0.0.1" : text.substr(0, colon)};
  const auto port = text::to_u64(colon == std::string_view::npos ? text : text.substr(colon + 1));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  if (!port || *port > 65535 || ::inet_pton(AF_INET, host.c_str(), &address.sin_addr) != 1) {
    return fail(
        Category::usage,
        fmt::format("--prometheus {}: neither PORT nor ADDRESS:PORT", text::printable(text)),
        "Say for example --prometheus 9464 or --prometheus 0.0.0.0:9464");
  }
  address.sin_port = htons(static_cast<std::uint16_t>(*port));
  return address;
}

}  // namespace

Result<std::unique_ptr<Exporter>> Exporter::start(std::string_view text) {
  CALO_TRY(sockaddr_in address, parsed(text));
  if (!microhttpd()) return std::unexpected{microhttpd().error()};
  std::unique_ptr<Exporter> exporter{new Exporter};
  errno = 0;
  MHD_Daemon* daemon = microhttpd()->start(
      MHD_USE_EPOLL_INTERNAL_THREAD, 0, nullptr, nullptr, answer, exporter.get(),
      MHD_OPTION_SOCK_ADDR, reinterpret_cast<sockaddr*>(&address), MHD_OPTION_CONNECTION_LIMIT,
      most_scrapers, MHD_OPTION_CONNECTION_TIMEOUT, idle_s, MHD_OPTION_END);
  if (daemon == nullptr) {
    return std::unexpected{system_error(errno == 0 ? EADDRINUSE : errno,
                                        fmt::format("listening on {} for Prometheus", text),
                                        "Choose another port")};
  }
  exporter->daemon_ = daemon;
  const MHD_DaemonInfo* info = microhttpd()->info(daemon, MHD_DAEMON_INFO_BIND_PORT);
  exporter->port_ = info != nullptr ? info->port : ntohs(address.sin_port);
  return exporter;
}

Exporter::~Exporter() {
  if (daemon_ != nullptr) microhttpd()->stop(static_cast<MHD_Daemon*>(daemon_));
}

void Exporter::set(std::string text) {
  const std::lock_guard guard{mutex_};
  text_ = std::move(text);
}

std::string Exporter::text() const {
  const std::lock_guard guard{mutex_};
  return text_;
}

}  // namespace calo::live
