#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace calo::symbols {

/// Functions that a just-in-time compiler made, as it lists them in /tmp/perf-PID.map: lines of
/// "START SIZE NAME", numbers in hexadecimal (Linux `tools/perf/Documentation/jit-interface.txt`).
///
/// The file grows while the program runs: a later line replaces earlier ones that it overlaps.
class JitMap {
 public:
  struct Function {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    std::string name;
  };

  /// Any text is accepted; lines that are not of the form are counted.
  static JitMap parse(std::string_view text);

  /// Takes the next piece of the file. A line that is cut off waits for its end.
  void append(std::string_view text);
  /// There is no more: the last line may do without an end.
  void finish();

  /// The function at `address`; null if none is there. Valid until the next `append`.
  [[nodiscard]] const Function* at(std::uint64_t address) const;
  /// Its name; "" if none is there.
  [[nodiscard]] std::string_view find(std::uint64_t address) const;

  [[nodiscard]] std::size_t size() const { return functions_.size(); }
  [[nodiscard]] std::size_t malformed_lines() const { return malformed_lines_; }

 private:
  void take(std::string_view line);

  std::map<std::uint64_t, Function> functions_;  // by begin; not overlapping
  std::string rest_;                             // of a line
  std::size_t malformed_lines_ = 0;
};

}  // namespace calo::symbols
