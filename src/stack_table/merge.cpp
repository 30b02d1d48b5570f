#include "stack_table/merge.hpp"

namespace calo::stack_table {

void merge(std::span<const ring::NativeFrame> native, std::span<const ring::PythonFrame> python,
           const std::function<bool(std::uint64_t)>& is_loop, std::vector<MixedFrame>& merged) {
  merged.clear();
  std::size_t next = 0;
  for (const ring::NativeFrame& frame : native) {
    // A return address may be the first of the next function: the call is before it.
    const std::uint64_t address = frame.interrupted || frame.pc == 0 ? frame.pc : frame.pc - 1;
    if (next == python.size() || !is_loop(address)) {
      merged.push_back({false, address, 0});
      continue;
    }
    do {
      merged.push_back({true, python[next].code, python[next].offset});
    } while (!python[next++].entry && next < python.size());
  }
  for (; next < python.size(); ++next)
    merged.push_back({true, python[next].code, python[next].offset});
}

}  // namespace calo::stack_table
