#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "symbols/elf_file.hpp"

namespace calo::symbols {

/// Where functions begin and end, from the unwind tables: known for stripped files too.
///
/// Reads the search table of `.eh_frame_hdr` in the form that GNU ld, gold and lld write (LSB Core,
/// "DWARF Extensions"). Without one (GNU ld gives static programs none) it goes through `.eh_frame`
/// once. With any other form nothing is known.
class FunctionBounds {
 public:
  struct Range {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
  };

  explicit FunctionBounds(Elf* elf);

  /// The function, or part of one that was moved out of line, around `address`.
  [[nodiscard]] std::optional<Range> at(std::uint64_t address) const;

  /// True if the function is short and holds `pause`, the instruction for loops that wait for
  /// another thread (Intel SDM vol. 2B): libgomp's barriers, spin locks.
  [[nodiscard]] bool waits(const Range& range) const;

 private:
  struct Part {
    std::uint64_t address = 0;
    std::span<const unsigned char> bytes;
  };
  static std::optional<std::int32_t> word(const Part& part, std::uint64_t address);

  void list_frames();

  std::vector<Range> listed_;  // ascending; without a search table
  std::vector<Part> code_;
  Part header_;
  Part frames_;
  std::uint64_t entries_ = 0;
};

}  // namespace calo::symbols
