#include "stack_table/evaluation_loop.hpp"

#include <string_view>

#include "cpython/lines.hpp"

namespace calo::stack_table {

std::vector<symbols::AddressRange> evaluation_loop(const std::string& path) {
  // "python3.11", "libpython3.11.so.1.0"; an application that embeds one links the library.
  const std::string_view name = std::string_view{path}.substr(path.rfind('/') + 1);
  if (!name.contains("python") && !name.contains("pypy")) return {};
  return symbols::function_ranges(path, cpython::is_evaluation_loop);
}

}  // namespace calo::stack_table
