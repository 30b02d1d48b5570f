#include "live/http.hpp"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <ctime>

#include "base/text.hpp"
#include "base/try.hpp"
#include "os/library.hpp"

namespace calo::live {

namespace {

constexpr std::size_t most_of_body = 4096;
constexpr long connect_patience_ms = 5000;
constexpr long patience_ms = 30000;

struct Curl {
  decltype(curl_global_init)* global_init = nullptr;
  decltype(curl_easy_init)* easy_init = nullptr;
  decltype(curl_easy_cleanup)* easy_cleanup = nullptr;
  decltype(curl_easy_reset)* easy_reset = nullptr;
  CURLcode (*easy_setopt)(CURL*, CURLoption, ...) = nullptr;
  CURLcode (*easy_getinfo)(CURL*, CURLINFO, ...) = nullptr;
  decltype(curl_easy_perform)* easy_perform = nullptr;
  decltype(curl_easy_strerror)* easy_strerror = nullptr;
  decltype(curl_slist_append)* slist_append = nullptr;
  decltype(curl_slist_free_all)* slist_free_all = nullptr;
};

Result<Curl> load_curl() {
  CALO_TRY(const os::Library library, os::Library::load("libcurl.so.4", "libcurl4"));
  Curl c;
  const bool all = library.find(c.global_init, "curl_global_init") &&
                   library.find(c.easy_init, "curl_easy_init") &&
                   library.find(c.easy_cleanup, "curl_easy_cleanup") &&
                   library.find(c.easy_reset, "curl_easy_reset") &&
                   library.find(c.easy_setopt, "curl_easy_setopt") &&
                   library.find(c.easy_getinfo, "curl_easy_getinfo") &&
                   library.find(c.easy_perform, "curl_easy_perform") &&
                   library.find(c.easy_strerror, "curl_easy_strerror") &&
                   library.find(c.slist_append, "curl_slist_append") &&
                   library.find(c.slist_free_all, "curl_slist_free_all");
  if (!all || c.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
    return fail(Category::unsupported, "loading libcurl: it lacks what calo needs");
  return c;
}

std::size_t take_body(char* bytes, std::size_t size, std::size_t count, void* body) {
  auto& text = *static_cast<std::string*>(body);
  text.append(bytes, std::min(size * count, most_of_body - std::min(text.size(), most_of_body)));
  return size * count;
}

int is_to_stop(void* stop, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<const std::atomic<bool>*>(stop)->load() ? 1 : 0;
}

}  // namespace

struct HttpClient::Impl {
  Curl curl;
  CURL* easy = nullptr;
  const std::atomic<bool>* stop = nullptr;
  ~Impl() {
    if (easy != nullptr) curl.easy_cleanup(easy);
  }
  Impl(const Curl& functions, const std::atomic<bool>& flag)
      : curl{functions}, easy{curl.easy_init()}, stop{&flag} {}
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
};

void HttpClient::Delete::operator()(Impl* impl) const {
  delete impl;
}

std::string Reply::text() const {
  if (status == 0) return failure;
  const auto line = text::printable(text::trimmed(body), 300);
  return line.empty() ? fmt::format("status {}", status)
                      : fmt::format("status {}: {}", status, line);
}

Result<HttpClient> HttpClient::create(const std::atomic<bool>& stop) {
  static const Result<Curl> curl = load_curl();
  if (!curl) return std::unexpected{curl.error()};
  std::unique_ptr<Impl, Delete> impl{new Impl{*curl, stop}};
  if (impl->easy == nullptr) return fail(Category::exhausted, "starting libcurl: no memory");
  return HttpClient{std::move(impl)};
}

Reply HttpClient::send(std::string_view method, const std::string& url,
                       const std::vector<std::string>& headers, std::string_view body) {
  const Curl& c = impl_->curl;
  CURL* easy = impl_->easy;
  c.easy_reset(easy);  // the connection stays
  Reply reply;
  curl_slist* list = nullptr;
  for (const std::string& header : headers) list = c.slist_append(list, header.c_str());
  list = c.slist_append(list, "Expect:");  // no pause before the body
  const std::string verb{method};
  c.easy_setopt(easy, CURLOPT_URL, url.c_str());
  c.easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  c.easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  c.easy_setopt(easy, CURLOPT_POST, 1L);
  c.easy_setopt(easy, CURLOPT_CUSTOMREQUEST, verb.c_str());
  c.easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
  // NOLINTNEXTLINE(bugprone-suspicious-stringview-data-usage): the size is the line above.
  c.easy_setopt(easy, CURLOPT_POSTFIELDS, body.data());
  c.easy_setopt(easy, CURLOPT_HTTPHEADER, list);
  c.easy_setopt(easy, CURLOPT_USERAGENT, "calo");
  c.easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, connect_patience_ms);
  c.easy_setopt(easy, CURLOPT_TIMEOUT_MS, patience_ms);
  c.easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body);
  c.easy_setopt(easy, CURLOPT_WRITEDATA, &reply.body);
  c.easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
  c.easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, is_to_stop);
  c.easy_setopt(easy, CURLOPT_XFERINFODATA, impl_->stop);
  const CURLcode code = c.easy_perform(easy);
  if (code != CURLE_OK) {
    reply.failure = c.easy_strerror(code);
  } else {
    long status = 0;
    curl_off_t wait = 0;
    c.easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    c.easy_getinfo(easy, CURLINFO_RETRY_AFTER, &wait);  // seconds, also where a date was given
    reply.status = static_cast<int>(status);
    if (wait > 0) reply.retry_after = Seconds::of(static_cast<double>(wait));
  }
  c.slist_free_all(list);
  return reply;
}

}  // namespace calo::live
