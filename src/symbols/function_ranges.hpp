#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string_view>
#include <vector>

namespace calo::symbols {

/// Machine code [begin, end), in the addresses of its file.
struct AddressRange {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};

/// The functions of a file whose linkage names `accept` takes, from .symtab and .dynsym of the file
/// itself, ascending. Empty if there are none, or if the file cannot be read.
std::vector<AddressRange> function_ranges(const std::filesystem::path& file,
                                          const std::function<bool(std::string_view)>& accept);

}  // namespace calo::symbols
