#include "live/target.hpp"

#include <fmt/format.h>

#include <cctype>
#include <cstdlib>
#include <vector>

#include "base/text.hpp"
#include "base/try.hpp"
#include "os/file.hpp"

namespace calo::live {

namespace {

struct Url {
  std::string scheme, userinfo, host, path;
  std::vector<std::pair<std::string, std::string>> query;
  [[nodiscard]] bool has(std::string_view key) const {
    for (const auto& [name, value] : query) {
      if (name == key && !value.empty()) return true;
    }
    return false;
  }
  [[nodiscard]] std::string text(bool with_credentials) const {
    std::string text = scheme + "://";
    if (with_credentials && !userinfo.empty()) text += userinfo + "@";
    text += host + path;
    char before = '?';
    for (const auto& [name, value] : query) {
      const bool secret = name == "u" || name == "p";
      if (secret && !with_credentials) continue;
      text += fmt::format("{}{}={}", before, name, value);
      before = '&';
    }
    return text;
  }
};

Result<Url> parsed(std::string_view text, std::string_view example) {
  const auto wrong = [&](std::string_view why) {
    // What was given may hold a password.
    return fail(Category::usage, fmt::format("understanding the URL of a server: {}", why),
                fmt::format("Say for example {}", example));
  };
  Url url;
  const auto scheme = text.find("://");
  if (scheme == std::string_view::npos) return wrong("it does not begin with http:// or https://");
  url.scheme = text::lower_case(text.substr(0, scheme));
  if (url.scheme != "http" && url.scheme != "https")
    return wrong("it does not begin with http:// or https://");
  for (const char c : text) {
    const auto code = static_cast<unsigned char>(c);
    if (code <= 0x20 || code == 0x7F) return wrong("it holds a space or a control character");
  }
  std::string_view rest = text.substr(scheme + 3);
  rest = rest.substr(0, rest.find('#'));
  const auto query = rest.find('?');
  std::string_view before = rest.substr(0, query);
  const auto slash = before.find('/');
  std::string_view authority = before.substr(0, slash);
  if (slash != std::string_view::npos) url.path = before.substr(slash);
  if (const auto at = authority.rfind('@'); at != std::string_view::npos) {
    url.userinfo = authority.substr(0, at);
    authority.remove_prefix(at + 1);
  }
  if (authority.empty() || authority.front() == ':') return wrong("it names no host");
  url.host = authority;
  if (query != std::string_view::npos) {
    for (const std::string_view pair : text::split(rest.substr(query + 1), '&')) {
      if (pair.empty()) continue;
      const auto equals = pair.find('=');
      url.query.emplace_back(pair.substr(0, equals), equals == std::string_view::npos
                                                         ? std::string_view{}
                                                         : pair.substr(equals + 1));
    }
  }
  return url;
}

std::string path_segment(std::string_view text) {
  std::string segment;
  for (const char c : text) {
    const auto code = static_cast<unsigned char>(c);
    if (std::isalnum(code) != 0 || c == '-' || c == '_' || c == '.') {
      segment += c;
    } else {
      segment += fmt::format("%{:02X}", code);
    }
  }
  return segment;
}

}  // namespace

Result<Target> influx_target(std::string_view text, std::string_view token) {
  CALO_TRY(Url url, parsed(text, "--influx 'http://localhost:8086?db=calo'"));
  if (!url.has("db") && !url.has("bucket")) {
    return fail(Category::usage,
                fmt::format("{}: neither a data base nor a bucket is named", url.text(false)),
                "Say ?db=NAME (InfluxDB 1 and 3, VictoriaMetrics) or ?org=NAME&bucket=NAME "
                "(InfluxDB 2) behind it, in quotes");
  }
  while (url.path.ends_with('/')) url.path.pop_back();
  const bool v3 = url.path.ends_with("/write_lp");
  if (!v3 && !url.path.ends_with("/write"))
    url.path += url.has("bucket") ? "/api/v2/write" : "/write";
  std::erase_if(url.query, [](const auto& pair) { return pair.first == "precision"; });
  Target target;
  target.shown = url.text(false);
  url.query.emplace_back("precision", v3 ? "millisecond" : "ms");
  target.url = url.text(true);
  if (!token.empty()) target.authorization = fmt::format("{} {}", v3 ? "Bearer" : "Token", token);
  return target;
}

Result<Target> pushgateway_target(std::string_view text, std::string_view host,
                                  std::string_view run) {
  CALO_TRY(Url url, parsed(text, "--pushgateway http://localhost:9091"));
  while (url.path.ends_with('/')) url.path.pop_back();
  url.path += fmt::format("/metrics/job/calo/instance/{}/run/{}", path_segment(host),
                          path_segment(run.empty() ? "calo" : run));
  return Target{url.text(true), url.text(false), ""};
}

Result<std::string> influx_token(const std::string& file) {
  std::string token;
  if (!file.empty()) {
    CALO_TRY(token, os::read_text(file, 65536));
    token = text::trimmed(std::string_view{token}.substr(0, token.find('\n')));
    if (token.empty()) {
      return fail(Category::malformed, fmt::format("reading the token in {}: it is empty", file),
                  "Put the token into its first line");
    }
  } else {
    for (const char* variable : {"CALO_INFLUX_TOKEN", "INFLUX_TOKEN"}) {
      const char* value = std::getenv(variable);
      if (value != nullptr && *value != '\0') {
        token = value;
        break;
      }
    }
  }
  for (const char c : token) {
    if (static_cast<unsigned char>(c) < 0x21 || c == 0x7F) {
      return fail(Category::malformed,
                  "the token for InfluxDB holds a space or a control character",
                  "Give the token alone");
    }
  }
  return token;
}

}  // namespace calo::live
