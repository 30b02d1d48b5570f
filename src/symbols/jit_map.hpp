#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace calo::symbols {

/// Functions that a just-in-time compiler made, as it lists them in /tmp/perf-PID.map: lines of
/// "START SIZE NAME", numbers in hexadecimal (Linux `tools/perf/Documentation/jit-interface.txt`).
///
/// The file grows while the program runs: a later line replaces earlier ones that it overlaps.
class JitMap {
 public:
  /// Any text is accepted; lines that are not of the form are counted.
  static JitMap parse(std::string_view text);

  /// Name of the function at `address`; "" if none is there.
  [[nodiscard]] std::string_view find(std::uint64_t address) const;

  [[nodiscard]] std::size_t size() const { return functions_.size(); }
  [[nodiscard]] std::size_t malformed_lines() const { return malformed_lines_; }

 private:
  struct Function {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    std::string name;
  };
  std::vector<Function> functions_;  // ascending, not overlapping
  std::size_t malformed_lines_ = 0;
};

}  // namespace calo::symbols
