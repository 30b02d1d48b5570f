#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/quantity.hpp"

namespace calo::model {

/// What a function is written in, as far as it can be told.
enum class Language : std::uint8_t { native, python, kernel };
std::string_view name(Language language);

/// An ELF file that was mapped into a process, or another source of machine code.
struct Module {
  std::string path;          ///< "/usr/lib/x86_64-linux-gnu/libc.so.6", "[vdso]", "[jit]"
  std::string build_id;      ///< hexadecimal, "" if it has none
  bool interpreter = false;  ///< it holds the loop that runs Python code
};

struct Function {
  std::string name;                    ///< for people: demangled, "<module>" of a Python script
  std::string linkage_name;            ///< as the linker sees it, "" if the same
  std::string file;                    ///< source file, "" unknown
  int first_line = 0;                  ///< 0 unknown
  std::optional<std::int32_t> module;  ///< index; empty for Python
  Language language = Language::native;
};

/// One source line of a function, at a location.
struct Line {
  std::int32_t function = 0;  ///< index into Profile::functions
  int line = 0;               ///< 0 unknown
};

/// A place in code. One machine address can stand for several functions, inlined into each other.
struct Location {
  std::optional<std::int32_t> module;  ///< index; empty for Python
  std::uint64_t address = 0;           ///< virtual address as in the module's file; 0 for Python
  std::vector<Line> lines;             ///< innermost first, at least one once symbols are resolved
};

/// One calling context: a location, called from `parent`. Stacks are a forest: parents come first.
struct StackNode {
  std::int32_t parent = -1;   ///< index into Profile::stacks, -1 root
  std::int32_t location = 0;  ///< index into Profile::locations
};

struct SampledThread {
  std::int64_t process = 0;  ///< ProcessRecord::id; -1 unknown
  std::int64_t tid = 0;
  std::string name;
  Seconds sampled{};  ///< CPU time that samples stand for
  Seconds
      unsampled{};  ///< CPU time that no sample stands for, as far as the thread's clock told it
  std::int64_t samples = 0;
  std::int64_t truncated = 0;  ///< samples whose stack does not reach the thread's start
};

/// What one calling context used in one stretch of time, by itself (it was on top of the stack).
struct StackUse {
  std::int32_t bucket = 0;  ///< index into Profile::buckets
  std::int32_t thread = 0;  ///< index into Profile::threads
  std::int32_t stack = 0;   ///< index into Profile::stacks: the innermost frame
  std::int64_t samples = 0;
  Seconds cpu{};                 ///< CPU time the samples stand for
  Joules dynamic{};              ///< share of its process's dynamic energy
  Joules static_share{};         ///< share of its process's part of the idle energy
  double dynamic_squares = 0.0;  ///< J^2, sum over samples of the squared dynamic energy of each
};

/// A stretch of the run, in seconds since its start.
struct Bucket {
  Seconds begin{};
  Seconds end{};
};

/// Calls that the interpreter counted, and their wall time.
struct CallCount {
  std::int64_t calls = 0;
  std::int64_t primitive = 0;  ///< that were not recursive
  Seconds own{};
  Seconds cumulative{};
  CallCount& operator+=(const CallCount& other);
};

/// A function that was traced exactly (`--trace`), as Python's profiler names it.
struct TracedFunction {
  std::string file;  ///< "~" for a builtin
  int line = 0;
  std::string name;
  CallCount count;
};

struct TracedCall {
  std::int32_t caller = 0;  ///< index into Profile::traced
  std::int32_t callee = 0;
  CallCount count;
};

/// Where a run's CPU time and energy went: stacks of C++, Fortran and Python in one tree.
///
/// The dynamic energy of a process is the sum over its uses, plus what no sample stands for.
/// Method: docs/methods/attribution.md.
struct Profile {
  Seconds period{};       ///< CPU time between two samples, as asked for; 0: no stacks were taken
  bool resolved = false;  ///< locations have their functions and lines
  std::int64_t dropped = 0;         ///< samples that found no room
  std::int64_t unseen_threads = 0;  ///< threads that were not followed
  Seconds handler{};                ///< CPU time the sampler itself took, inside the program
  std::vector<Module> modules;
  std::vector<Function> functions;
  std::vector<Location> locations;
  std::vector<StackNode> stacks;
  std::vector<SampledThread> threads;
  std::vector<Bucket> buckets;
  std::vector<StackUse> uses;
  std::vector<TracedFunction> traced;  ///< empty unless asked for
  std::vector<TracedCall> traced_calls;
};

}  // namespace calo::model
