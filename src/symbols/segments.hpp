#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

namespace calo::symbols {

/// The parts of an ELF file that are loaded (PT_LOAD), from its program headers.
class Segments {
 public:
  /// Empty if the file cannot be read, or is no 64-bit ELF file.
  static std::optional<Segments> read(const std::filesystem::path& file);

  /// How the mapping [start, end) of the file, whose first byte is at `offset` in the file, lies to
  /// the file's own addresses: address in memory - address in the file. The addresses are those of
  /// the executable segment that is mapped; empty if none is.
  ///
  /// Fact: an address is not an offset. A program at fixed addresses begins at 4 MiB (GNU ld,
  /// x86-64), and lld moves each segment by a page or more.
  [[nodiscard]] std::optional<std::uint64_t> bias(std::uint64_t start, std::uint64_t end,
                                                  std::uint64_t offset) const;

  /// True if [start, end) is what a loader makes of the whole file with this bias.
  [[nodiscard]] bool are_all(std::uint64_t start, std::uint64_t end, std::uint64_t bias) const;

 private:
  struct Segment {
    std::uint64_t address = 0, offset = 0, file_size = 0, memory_size = 0;
    bool is_executable = false;
  };
  std::vector<Segment> segments_;  // ascending by address
};

}  // namespace calo::symbols
