#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "cpython/layout.hpp"
#include "ring/events.hpp"
#include "stack_table/evaluation_loop.hpp"
#include "stack_table/jit_names.hpp"
#include "stack_table/kept_files.hpp"
#include "stack_table/merge.hpp"
#include "stack_table/stack_table.hpp"
#include "symbols/function_ranges.hpp"

namespace calo::stack_table {

/// Stacks as process images report them, addresses and numbers of Python code, as rows of one
/// stack table.
///
/// Machine code is told apart by module and address; its functions are looked up later. Python code
/// is known at once. Equal stacks of different processes are one. Not thread-safe.
class ImageStacks {
 public:
  using Number = StackTable::Number;

  explicit ImageStacks(FindLoop find_loop) : find_loop_{std::move(find_loop)} {}

  /// What an event of ring::Session::drain says of an image's code. Others are ignored.
  void take(const ring::Image& image, const ring::Event& event);

  /// The calling context of a stack, frames innermost first. One in which nothing was readable is
  /// an unknown place.
  Number stack(const ring::Image& image, std::span<const ring::NativeFrame> native,
               std::span<const ring::PythonFrame> python);

  /// Names of made code may have changed since: they are read once in a round.
  void begin_round() { ++round_; }

  [[nodiscard]] StackTable& table() { return table_; }
  [[nodiscard]] const StackTable& table() const { return table_; }
  /// The modules' files, as they were when they were first seen.
  [[nodiscard]] const KeptFiles& files() const { return files_; }

 private:
  struct MappedModule {
    std::uint64_t start = 0, end = 0, bias = 0;
    Number module = 0;
    bool is_made = false;                     ///< by the program as it ran: there is no file
    std::vector<symbols::AddressRange> loop;  ///< in the process's addresses
  };
  struct PythonCode {
    Number function = 0;
    int first_line = 0;
    bool hidden = false;  ///< CPython's own, no function of the program
    std::vector<std::uint8_t> lines;
  };
  struct ImageState {
    std::map<std::uint64_t, MappedModule> modules;  ///< by start
    std::unordered_map<std::uint64_t, PythonCode> codes;
    std::unordered_map<std::uint64_t, Number> locations;  ///< by address
    std::unordered_map<std::uint64_t, Number> made;       ///< ..., of code without a file
    std::unordered_map<std::uint64_t, Number> unnamed;    ///< ..., whose name may still come
    std::int64_t round = -1;                              ///< in which names of made code were read
    std::map<std::pair<std::uint64_t, std::uint64_t>, Number> python_locations;
    cpython::Layout::Lines line_format = cpython::Layout::Lines::locations;
  };

  Number module_of(const ring::Image& image, const ImageState& state, const ring::ModuleSeen& seen,
                   const std::string& path);
  void take_module(const ring::Image& image, ImageState& state, const ring::ModuleSeen& seen);
  void take_code(ImageState& state, const ring::PythonCodeSeen& seen);
  [[nodiscard]] static const MappedModule* module_at(const ImageState& state,
                                                     std::uint64_t address);
  [[nodiscard]] static bool is_loop(const ImageState& state, std::uint64_t address);
  Number native_location(const ring::Image& image, ImageState& state, std::uint64_t address);
  /// A place in code that has no file. Those that have no name yet get it at the image's end.
  Number made_location(const ring::Image& image, ImageState& state, std::uint64_t address,
                       const MappedModule* mapped);
  Number made_function(Number module, const symbols::JitMap::Function& function);
  void name_made_code(const ring::Image& image, ImageState& state);
  Number module_without_file(const std::string& name) { return table_.module(name, "", "").number; }
  /// -1: the frame is not shown.
  Number python_location(ImageState& state, std::uint64_t code, std::uint64_t offset);

  FindLoop find_loop_;
  StackTable table_;
  KeptFiles files_;
  JitNames jit_;
  std::unordered_map<std::int64_t, ImageState> images_;              ///< by Image::id
  std::map<std::string, std::vector<symbols::AddressRange>> loops_;  ///< by path
  std::set<Number> trampolines_;                                     ///< locations
  std::int64_t round_ = 0;
  std::vector<MixedFrame> merged_;
};

}  // namespace calo::stack_table
