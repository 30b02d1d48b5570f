#include "symbols/jit_map.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <map>
#include <optional>
#include <system_error>
#include <utility>

#include "base/text.hpp"

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
  std::map<std::uint64_t, Function> functions;
  for (std::string_view line : text::lines(text)) {
    if (line.empty()) continue;
    const auto begin = take_number(line);
    const auto size = begin ? take_number(line) : std::nullopt;
    if (!size || *size == 0 || *begin + *size < *begin) {
      ++result.malformed_lines_;
      continue;
    }
    const std::uint64_t end = *begin + *size;
    auto overlapped = functions.lower_bound(*begin);
    if (overlapped != functions.begin() && std::prev(overlapped)->second.end > *begin) --overlapped;
    while (overlapped != functions.end() && overlapped->second.begin < end) {
      overlapped = functions.erase(overlapped);
    }
    functions.emplace(*begin, Function{.begin = *begin, .end = end, .name = std::string{line}});
  }
  for (auto& [begin, function] : functions) result.functions_.push_back(std::move(function));
  return result;
}

std::string_view JitMap::find(std::uint64_t address) const {
  const auto next = std::ranges::upper_bound(functions_, address, {}, &Function::begin);
  if (next == functions_.begin()) return {};
  const Function& function = *std::prev(next);
  return address < function.end ? std::string_view{function.name} : std::string_view{};
}

}  // namespace calo::symbols
