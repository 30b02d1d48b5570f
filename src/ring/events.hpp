#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "ring/layout.hpp"

/// What the recorder learns from the agents: plain values. Views are valid during the call only.
namespace calo::ring {

/// A point on CLOCK_MONOTONIC; the same type as os::Instant.
using Instant = std::chrono::time_point<std::chrono::steady_clock, std::chrono::nanoseconds>;
using CpuTime = std::chrono::nanoseconds;

/// A process from fork or exec to the next exec or its end.
struct Image {
  std::int64_t id = 0;  ///< unique in the session, ascending in order of discovery
  std::int32_t pid = 0;
  std::int32_t parent = 0;
  bool forked = false;          ///< began with fork(): the same program as its parent's
  Instant birth;                ///< when the agent was loaded or the process forked
  std::optional<Instant> main;  ///< when main() was called
  std::optional<Instant> exit;  ///< when exit() ran its last functions; empty if killed, or not yet
  std::optional<Instant> left;  ///< when the agent gave the program up; empty: not
  std::string executable;       ///< path, "" unknown
  CpuTime period{};             ///< CPU time between two samples, as asked for
};

/// What an image counted, up to now.
struct Counts {
  std::uint64_t samples = 0;         ///< taken, dropped ones included
  std::uint64_t dropped = 0;         ///< records that found no room
  std::uint64_t truncated = 0;       ///< samples whose stack ends before the thread's start
  std::uint64_t unseen_threads = 0;  ///< threads that were not followed
  std::uint64_t damaged = 0;         ///< times that nonsense in the ring had to be passed over
  CpuTime handler{};                 ///< CPU time inside the sampler
  CpuTime unsampled{};               ///< CPU time of threads that ended without any sample
};

/// Machine code mapped into the image. A pc inside [start, end) is `pc - bias` in the file's own
/// addresses. A later module at the same place replaces the earlier one.
struct ModuleSeen {
  std::uint64_t start = 0;
  std::uint64_t end = 0;
  std::uint64_t bias = 0;
  std::string_view path;      ///< "[vdso]" or "[jit]" where there is no file
  std::string_view build_id;  ///< raw bytes
};

struct ThreadNamed {
  std::int32_t tid = 0;
  std::string_view name;
};

/// One frame of machine code.
struct NativeFrame {
  std::uint64_t pc = 0;
  /// pc is the next instruction to execute, not the one after a call. Look up callers at pc - 1.
  bool interrupted = false;
  friend bool operator==(const NativeFrame&, const NativeFrame&) = default;
};

/// One frame of the Python interpreter.
struct PythonFrame {
  std::uint64_t code = 0;    ///< PythonCodeSeen::code
  std::uint64_t offset = 0;  ///< of the instruction, in bytes
  bool entry = false;        ///< the outermost one that its native evaluation loop runs
  friend bool operator==(const PythonFrame&, const PythonFrame&) = default;
};

struct Sample {
  std::int32_t tid = 0;
  Instant time;
  CpuTime cpu{};        ///< CPU time of the thread that this sample stands for
  CpuTime unsampled{};  ///< CPU time before that, for which no sample stands
  StackEnd end = StackEnd::complete;
  std::span<const NativeFrame> native;  ///< innermost first
  std::span<const PythonFrame> python;  ///< innermost first
};

/// Over all samples of a thread: sum of cpu + sum of unsampled + this unsampled = this cpu.
struct ThreadEnded {
  std::int32_t tid = 0;
  CpuTime cpu{};        ///< of the whole thread
  CpuTime unsampled{};  ///< since its last sample
};

struct PythonCodeSeen {
  std::uint64_t code = 0;  ///< a number that stands for one function in this image
  std::uint32_t first_line = 0;
  std::string_view name;  ///< qualified where the version has it
  std::string_view file;
  std::string_view line_table;  ///< co_linetable or co_lnotab, raw
};

struct PythonRuntimeSeen {
  std::uint32_t version = 0;    ///< PY_VERSION_HEX
  std::uint64_t eval_loop = 0;  ///< address of `_PyEval_EvalFrameDefault`, 0 unknown
};

/// The first and the last event of each image.
struct ImageBegan {};
struct ImageEnded {
  Counts counts;
};

using Event = std::variant<ImageBegan, ModuleSeen, ThreadNamed, Sample, ThreadEnded, PythonCodeSeen,
                           PythonRuntimeSeen, ImageEnded>;

}  // namespace calo::ring
