#include "formats/plist.hpp"

#include <cstddef>
#include <optional>

#include "base/text.hpp"

namespace calo::formats {

namespace {

constexpr std::size_t deepest = 64;

/// Hands out the tags of a document one after the other.
class Tags {
 public:
  explicit Tags(std::string_view document) : rest_{document} {}

  /// "dict", "/dict", "true/"; comments, declarations and attributes are passed over. Empty at the
  /// end, or where a tag does not end.
  std::string_view next() {
    for (;;) {
      const auto open = rest_.find('<');
      if (open == std::string_view::npos) return {};
      rest_.remove_prefix(open + 1);
      const std::string_view end = rest_.starts_with("!--") ? "-->" : ">";
      const auto close = rest_.find(end);
      if (close == std::string_view::npos) return {};
      const std::string_view tag = rest_.substr(0, close);
      rest_.remove_prefix(close + end.size());
      if (tag.starts_with('?') || tag.starts_with('!')) continue;
      const auto words = text::words(tag);
      if (words.empty()) return {};
      return words.size() > 1 && tag.ends_with('/') ? tag : words.front();
    }
  }

  /// What stands before the end tag of `name`, which is passed.
  std::optional<std::string_view> content(std::string_view name) {
    const auto open = rest_.find('<');
    if (open == std::string_view::npos) return std::nullopt;
    const std::string_view text = rest_.substr(0, open);
    const std::string_view tag = next();
    if (!tag.starts_with('/') || tag.substr(1) != name) return std::nullopt;
    return text;
  }

 private:
  std::string_view rest_;
};

bool is_scalar(std::string_view tag) {
  return tag == "string" || tag == "integer" || tag == "real" || tag == "date" || tag == "data";
}

}  // namespace

bool visit_plist(std::string_view document, const std::function<void(const PlistScalar&)>& visit) {
  Tags tags{document};
  if (tags.next() != "plist") return false;
  std::vector<std::string> path;       // keys of the open containers, then of the element
  std::vector<std::string_view> open;  // "dict", "array"
  std::optional<std::string> key;      // of the next element of a dict
  const auto begin_element = [&] {
    const bool in_dict = !open.empty() && open.back() == "dict";
    if (in_dict != key.has_value()) return false;
    if (!open.empty()) path.push_back(in_dict ? *key : "");
    key.reset();
    return true;
  };
  const auto end_element = [&] {
    if (!path.empty() && path.size() >= open.size()) path.pop_back();
  };
  for (;;) {
    std::string_view tag = tags.next();
    if (tag.empty()) return false;
    if (tag == "/plist") return open.empty();
    if (tag == "key") {
      const auto name = tags.content("key");
      if (!name || open.empty() || open.back() != "dict" || key) return false;
      key = *name;
    } else if (tag == "dict" || tag == "array") {
      if (open.size() >= deepest || !begin_element()) return false;
      open.push_back(tag);
    } else if (tag == "/dict" || tag == "/array") {
      if (open.empty() || key || open.back() != tag.substr(1)) return false;
      open.pop_back();
      end_element();
    } else if (is_scalar(tag)) {
      const auto content = tags.content(tag);
      if (!content || !begin_element()) return false;
      visit({path, tag, *content});
      end_element();
    } else if (tag.ends_with('/')) {
      tag.remove_suffix(1);
      tag = text::trimmed(tag);
      if (!begin_element()) return false;
      if (tag == "true" || tag == "false" || tag == "string" || tag == "data") {
        visit({path, tag, ""});
      } else if (tag != "dict" && tag != "array") {
        return false;
      }
      end_element();
    } else {
      return false;
    }
  }
}

}  // namespace calo::formats
