#include "symbols/jit_map.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <optional>
#include <system_error>

namespace calo::symbols {
namespace {

/// Takes a hexadecimal number and the blanks around it from the start of `line`.
std::optional<std::uint64_t> take_number(std::string_view& line) {
  line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
  if (line.starts_with("0x")) line.remove_prefix(2);
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), value, 16);
  if (error != std::errc{}) return {};
  line.remove_prefix(static_cast<std::size_t>(end - line.data()));
  const std::size_t blanks = line.find_first_not_of(" \t");
  if (blanks == 0 || blanks == line.npos) return {};
  line.remove_prefix(blanks);
  return value;
}

}  // namespace

JitMap JitMap::parse(std::string_view text) {
  JitMap result;
  result.append(text);
  result.finish();
  return result;
}

void JitMap::append(std::string_view text) {
  constexpr std::size_t longest_line = std::size_t{1} << 16U;
  for (std::size_t end = 0; (end = text.find('\n')) != text.npos; text.remove_prefix(end + 1)) {
    if (rest_.empty()) {
      take(text.substr(0, end));
    } else {
      rest_ += text.substr(0, end);
      take(rest_);
      rest_.clear();
    }
  }
  if (rest_.size() < longest_line) rest_ += text;
}

void JitMap::finish() {
  take(rest_);
  rest_.clear();
}

void JitMap::take(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (line.empty()) return;
  const auto begin = take_number(line);
  const auto size = begin ? take_number(line) : std::nullopt;
  if (!size || *size == 0 || *begin + *size < *begin) {
    ++malformed_lines_;
    return;
  }
  const std::uint64_t end = *begin + *size;
  auto overlapped = functions_.lower_bound(*begin);
  if (overlapped != functions_.begin() && std::prev(overlapped)->second.end > *begin) --overlapped;
  while (overlapped != functions_.end() && overlapped->second.begin < end) {
    overlapped = functions_.erase(overlapped);
  }
  functions_.emplace(*begin, Function{.begin = *begin, .end = end, .name = std::string{line}});
}

const JitMap::Function* JitMap::at(std::uint64_t address) const {
  const auto next = functions_.upper_bound(address);
  if (next == functions_.begin()) return nullptr;
  const Function& function = std::prev(next)->second;
  return address < function.end ? &function : nullptr;
}

std::string_view JitMap::find(std::uint64_t address) const {
  const Function* const function = at(address);
  return function != nullptr ? std::string_view{function->name} : std::string_view{};
}

}  // namespace calo::symbols
