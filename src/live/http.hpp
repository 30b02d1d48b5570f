#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/quantity.hpp"

namespace calo::live {

/// What a server answered, or that it did not.
struct Reply {
  int status = 0;       ///< 0: no answer
  std::string failure;  ///< why there is none: "Could not connect to server"
  std::string body;     ///< its beginning
  std::optional<Seconds> retry_after;

  [[nodiscard]] bool is_success() const { return status >= 200 && status < 300; }
  /// The same request may succeed later: no answer, 429, or the server's own failure.
  [[nodiscard]] bool is_temporary() const { return status == 0 || status == 429 || status >= 500; }
  /// One line for people.
  [[nodiscard]] std::string text() const;
};

/// Sends requests one after the other over a connection that stays open. libcurl is loaded when the
/// first client is made: commands that send nothing do not pay for it. One thread at a time.
class HttpClient {
 public:
  /// `stop`: makes a request that is on its way fail soon; outlives the client.
  static Result<HttpClient> create(const std::atomic<bool>& stop);

  /// Redirects are not followed: they would take credentials elsewhere.
  Reply send(std::string_view method, const std::string& url,
             const std::vector<std::string>& headers, std::string_view body);

 private:
  struct Impl;
  struct Delete {
    void operator()(Impl* impl) const;
  };
  explicit HttpClient(std::unique_ptr<Impl, Delete> impl) : impl_{std::move(impl)} {}
  std::unique_ptr<Impl, Delete> impl_;
};

}  // namespace calo::live
