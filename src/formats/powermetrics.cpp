#include "formats/powermetrics.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/text.hpp"

namespace calo::formats {

namespace {

constexpr std::size_t longest_line = std::size_t{64} << 10;
constexpr std::size_t longest_plist = std::size_t{64} << 20;
constexpr std::string_view end_of_plist = "</plist>";

}  // namespace

void PowermetricsReader::feed(std::string_view bytes) {
  if (form_ == Form::unknown) {
    // NUL stands between property lists, and may stand before the first.
    constexpr std::string_view blank{"\0 \t\r\n", 5};
    const auto begin = bytes.find_first_not_of(blank);
    if (begin == std::string_view::npos) return;
    form_ = bytes[begin] == '<' ? Form::plist : Form::text;
  }
  const std::size_t limit = form_ == Form::text ? longest_line : longest_plist;
  const std::string_view end = form_ == Form::text ? "\n" : end_of_plist;
  while (!bytes.empty()) {
    // The end may lie across two pieces: the last bytes of the buffer are looked at again.
    const std::size_t from = buffer_.size() < end.size() ? 0 : buffer_.size() - end.size() + 1;
    const std::size_t piece = std::min(bytes.size(), std::size_t{64} << 10);
    buffer_ += bytes.substr(0, piece);
    bytes.remove_prefix(piece);
    std::size_t begin = 0;
    for (std::size_t at = buffer_.find(end, from); at != std::string::npos;
         at = buffer_.find(end, begin)) {
      const std::size_t past = at + end.size();
      const std::string_view unit = std::string_view{buffer_}.substr(begin, past - begin);
      ++units_;
      if (skipping_) {
        skipping_ = false;
      } else if (form_ == Form::text) {
        line(unit);
      } else {
        property_list(unit);
      }
      begin = past;
    }
    buffer_.erase(0, begin);
    if (buffer_.size() > limit) {
      if (!skipping_) reject("too long");
      skipping_ = true;
      buffer_.erase(0, buffer_.size() - end.size());
    }
  }
}

void PowermetricsReader::finish() {
  if (form_ == Form::text) {
    if (!buffer_.empty() && !skipping_) {
      ++units_;
      line(buffer_);
    }
    end_sample();
  } else if (form_ == Form::plist && !skipping_) {
    const std::string_view blank{"\0 \t\r\n", 5};
    if (buffer_.find_first_not_of(blank) != std::string::npos) {
      ++units_;
      property_list(buffer_);
    }
  }
  buffer_.clear();
}

void PowermetricsReader::pause() {
  if (form_ != Form::text || !buffer_.empty() || skipping_) return;
  if (sample_ && !sample_->energy.empty()) end_sample();
}

void PowermetricsReader::reject(std::string_view what) {
  if (malformed_++ > 0) return;
  first_malformed_ = (form_ == Form::plist ? "property list " : "line ") + std::to_string(units_) +
                     ": " + text::printable(text::trimmed(what), 100);
}

std::string powermetrics_domain(std::string_view label) {
  constexpr std::array<std::string_view, 6> known = {"cpu", "gpu", "ane", "dram", "dcs", "package"};
  const auto bracket = label.find('(');
  const bool combined = label.starts_with("Combined Power");
  if (bracket != std::string_view::npos && !combined) return {};
  const std::string words = text::lower_case(text::trimmed(label.substr(0, bracket)));
  constexpr std::string_view power = " power";
  if (!words.ends_with(power)) return {};
  std::string name = words.substr(0, words.size() - power.size());
  if (name == "combined" || std::ranges::find(known, name) != known.end()) return name;
  // E-Cluster, P-Cluster, on larger chips E0-, P0-, P1-Cluster.
  const auto dash = name.find("-cluster");
  const bool letter = !name.empty() && std::isalpha(static_cast<unsigned char>(name[0])) != 0;
  if (!letter || dash == std::string::npos || dash + 8 != name.size()) return {};
  if (name.find_first_not_of("0123456789", 1) != dash) return {};
  return name;
}

}  // namespace calo::formats
