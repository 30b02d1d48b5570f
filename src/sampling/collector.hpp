#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "cpython/layout.hpp"
#include "model/profile.hpp"
#include "ring/events.hpp"
#include "sampling/jit_names.hpp"
#include "sampling/kept_files.hpp"
#include "sampling/merge.hpp"
#include "symbols/function_ranges.hpp"

namespace calo::sampling {

/// A sample whose stack is known to the profile.
struct TakenSample {
  std::int32_t pid = 0;
  std::int32_t parent = 0;  ///< pid of the parent
  std::int32_t thread = 0;  ///< index into Profile::threads
  std::int32_t stack = -1;  ///< index into Profile::stacks; -1: no stack stands for `unsampled`
  ring::Instant time;
  Seconds cpu{};        ///< that the sample stands for
  Seconds unsampled{};  ///< of its thread before that, or at the thread's end
};

/// Where the evaluation loop of the Python interpreter lies in a file; empty if it is no
/// interpreter.
using FindLoop = std::function<std::vector<symbols::AddressRange>(const std::string& path)>;

/// Looks for it in the file's symbols. Reads only files that are named like an interpreter.
std::vector<symbols::AddressRange> evaluation_loop(const std::string& path);

/// Turns what agents record into modules, locations and calling contexts of one profile.
///
/// Machine code is told apart by module and address; its functions are looked up later
/// (resolve.hpp). Python code is known at once. Equal stacks of different processes are one. Memory
/// follows the variety of what runs, not its length.
class Collector {
 public:
  explicit Collector(FindLoop find_loop);

  /// One event of ring::Session::drain.
  void take(const ring::Image& image, const ring::Event& event);

  /// Samples since the last call, in the order in which they came.
  std::vector<TakenSample> take_samples() {
    ++round_;
    return std::exchange(taken_, {});
  }

  /// The modules' files, as they were when they were first seen.
  [[nodiscard]] const KeptFiles& files() const { return files_; }

  /// Without uses and buckets. `threads[].process` is the caller's to fill in.
  [[nodiscard]] model::Profile& profile() { return profile_; }
  [[nodiscard]] const model::Profile& profile() const { return profile_; }

 private:
  struct MappedModule {
    std::uint64_t start = 0, end = 0, bias = 0;
    std::int32_t module = 0;
    bool is_made = false;                     ///< by the program as it ran: there is no file
    std::vector<symbols::AddressRange> loop;  ///< in the process's addresses
  };
  struct PythonCode {
    std::int32_t function = 0;
    int first_line = 0;
    bool hidden = false;  ///< CPython's own, no function of the program
    std::vector<std::uint8_t> lines;
  };
  struct ImageState {
    std::map<std::uint64_t, MappedModule> modules;  ///< by start
    std::unordered_map<std::int32_t, std::int32_t> threads;
    std::unordered_map<std::uint64_t, PythonCode> codes;
    std::unordered_map<std::uint64_t, std::int32_t> locations;  ///< by address
    std::unordered_map<std::uint64_t, std::int32_t> made;       ///< ..., of code without a file
    std::unordered_map<std::uint64_t, std::int32_t> unnamed;    ///< ..., whose name may still come
    std::int64_t round = -1;  ///< in which names of made code were read
    std::map<std::pair<std::uint64_t, std::uint64_t>, std::int32_t> python_locations;
    cpython::Layout::Lines line_format = cpython::Layout::Lines::locations;
  };

  std::int32_t module_of(const ring::Image& image, const ImageState& state,
                         const ring::ModuleSeen& seen, const std::string& path);
  void take_module(const ring::Image& image, ImageState& state, const ring::ModuleSeen& seen);
  void take_code(ImageState& state, const ring::PythonCodeSeen& seen);
  void take_sample(const ring::Image& image, ImageState& state, const ring::Sample& sample);
  void take_end(const ring::Image& image, ImageState& state, const ring::ThreadEnded& ended);
  [[nodiscard]] const MappedModule* module_at(const ImageState& state, std::uint64_t address) const;
  std::int32_t thread(const ring::Image& image, ImageState& state, std::int32_t tid);
  std::int32_t native_location(const ring::Image& image, ImageState& state, std::uint64_t address);
  /// A place in code that has no file. Those that have no name yet get it at the image's end.
  std::int32_t made_location(const ring::Image& image, ImageState& state, std::uint64_t address,
                             const MappedModule* mapped);
  std::vector<model::Line> made_function(std::int32_t module,
                                         const symbols::JitMap::Function& function);
  void name_made_code(const ring::Image& image, ImageState& state);
  std::int32_t module_without_file(const std::string& name);
  /// -1: the frame is not shown.
  std::int32_t python_location(ImageState& state, std::uint64_t code, std::uint64_t offset);
  std::int32_t location(std::int32_t module, std::uint64_t address);
  std::int32_t stack(std::int32_t parent, std::int32_t location);
  std::int32_t python_function(std::string name, std::string file, int first_line);

  FindLoop find_loop_;
  model::Profile profile_;
  std::vector<TakenSample> taken_;
  std::unordered_map<std::int64_t, ImageState> images_;
  std::map<std::pair<std::string, std::string>, std::int32_t> modules_;  ///< path, build-id
  std::map<std::string, std::vector<symbols::AddressRange>> loops_;      ///< by path
  std::map<std::tuple<std::string, std::string, int>, std::int32_t> functions_;
  std::map<std::pair<std::int32_t, int>, std::int32_t> python_lines_;  ///< function, line
  std::unordered_map<std::uint64_t, std::unordered_map<std::int32_t, std::int32_t>>
      locations_;                                           ///< by address, then by module
  std::unordered_map<std::uint64_t, std::int32_t> stacks_;  ///< by parent and location
  KeptFiles files_;
  JitNames jit_;
  std::map<std::tuple<std::string, std::string, int>, std::int32_t> made_functions_;
  std::map<std::pair<std::int32_t, std::int32_t>, std::int32_t>
      made_locations_;                  ///< module, function
  std::set<std::int32_t> trampolines_;  ///< locations
  std::int64_t round_ = 0;              ///< of taking samples
  /// By pid: the parent and the row of the first thread, which goes on through exec().
  std::unordered_map<std::int32_t, std::pair<std::int32_t, std::int32_t>> first_threads_;
  std::vector<MixedFrame> merged_;
  std::optional<std::int32_t> more_threads_;
};

}  // namespace calo::sampling
