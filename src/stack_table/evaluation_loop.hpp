#pragma once

#include <functional>
#include <string>
#include <vector>

#include "symbols/function_ranges.hpp"

namespace calo::stack_table {

/// Where the evaluation loop of the Python interpreter lies in a file; empty if it is no
/// interpreter.
using FindLoop = std::function<std::vector<symbols::AddressRange>(const std::string& path)>;

/// Looks for it in the file's symbols. Reads only files that are named like an interpreter.
std::vector<symbols::AddressRange> evaluation_loop(const std::string& path);

}  // namespace calo::stack_table
