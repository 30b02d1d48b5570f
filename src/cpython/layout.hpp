#pragma once

#include <cstdint>

namespace calo::cpython {

/// Where CPython keeps, in memory, what a stack needs. All values are byte offsets unless said
/// otherwise.
///
/// Up to 3.12 the offsets come from a table made with the headers of each version (x86-64, release
/// build); from 3.13 on the interpreter describes itself (`_Py_DebugOffsets`, the start of
/// `_PyRuntime`). Plain values: may be kept in shared memory and used in a signal handler.
struct Layout {
  /// How a frame tells that a new native evaluation loop begins below it.
  enum class Entry : std::uint8_t {
    every_frame,  ///< 3.8 - 3.10: one native loop per frame
    flag,         ///< 3.11: `is_entry` in the frame
    shim,         ///< 3.12 on: a frame without code, whose owner is the C stack
  };
  /// How instruction offsets map to lines: lines.hpp.
  enum class Lines : std::uint8_t { lnotab, pairs, locations };

  std::uint32_t version = 0;  ///< PY_VERSION_HEX; 0: not known
  Entry entry = Entry::every_frame;
  Lines lines = Lines::lnotab;
  bool has_cframe = false;              ///< thread state -> cframe -> current frame (3.11, 3.12)
  bool counts_units = false;            ///< `instruction` is an index of 2-byte units (3.10)
  bool instruction_is_pointer = false;  ///< else an int (up to 3.10)
  bool code_is_tagged = false;          ///< the low two bits of `frame_code` are a tag (3.14)

  std::uint32_t interpreters_head = 0;  ///< in _PyRuntime
  std::uint32_t lock_holder = 0;   ///< in _PyRuntime: `gilstate.tstate_current`; 0: from 3.12 on
  std::uint32_t threads_head = 0;  ///< in PyInterpreterState
  std::uint32_t interpreter_next = 0;

  std::uint32_t thread_next = 0;  ///< in PyThreadState
  std::uint32_t thread_interpreter = 0;
  std::uint32_t thread_id = 0;     ///< value of pthread_self()
  std::uint32_t thread_frame = 0;  ///< current frame, or the cframe
  std::uint32_t cframe_frame = 0;  ///< in _PyCFrame
  std::uint32_t cframe_previous = 0;
  std::uint32_t thread_depth =
      0;  ///< in PyThreadState: pointer to the CFrame on the C stack; 0: none

  std::uint32_t frame_previous = 0;
  std::uint32_t frame_code = 0;
  std::uint32_t frame_instruction = 0;
  std::uint32_t frame_entry = 0;   ///< byte: `is_entry`, or the owner where `entry` is shim
  std::uint32_t frame_copies = 0;  ///< int: which copy of the bytecode (free-threaded); 0: none
  std::uint32_t frame_size = 0;    ///< bytes that hold all of the above

  std::uint32_t code_bytes = 0;   ///< in PyCodeObject: first instruction (3.11 on)
  std::uint32_t code_copies = 0;  ///< bytecode per thread (free-threaded 3.14); 0: none
  std::uint32_t code_first_line = 0;
  std::uint32_t code_filename = 0;
  std::uint32_t code_name = 0;
  std::uint32_t code_qualified_name = 0;  ///< the plain name before 3.11
  std::uint32_t code_line_table = 0;
  std::uint32_t code_size = 0;  ///< bytes that hold all of the above

  std::uint32_t object_type = 8;
  std::uint32_t bytes_length = 16;
  std::uint32_t bytes_data = 32;
  std::uint32_t text_length = 16;
  std::uint32_t text_state = 32;
  std::uint32_t text_ascii = 48;    ///< characters of an ASCII str
  std::uint32_t text_compact = 72;  ///< characters of any other str
};

/// Frames of this owner or above stand for the C stack and have no code of their own: 3.12 and 3.13
/// FRAME_OWNED_BY_CSTACK (3), 3.14 also FRAME_OWNED_BY_INTERPRETER (3).
inline constexpr std::uint8_t first_native_owner = 3;

/// Sizes of the parts of a frame or code object that calo ever reads at once.
inline constexpr std::uint32_t max_frame_size = 256;
inline constexpr std::uint32_t max_code_size = 512;

/// Major and minor of a PY_VERSION_HEX: 0x030B.
constexpr std::uint32_t feature_version(std::uint32_t version) {
  return version >> 16U;
}

/// The version in the name of an executable or library: "/usr/bin/python3.9",
/// "libpython3.10.so.1.0". Only the last component counts. 0 if it names none.
constexpr std::uint32_t version_from_name(const char* path) {
  const char* name = path;
  for (const char* c = path; *c != '\0'; ++c) {
    if (*c == '/') name = c + 1;
  }
  constexpr const char* word = "python3.";
  for (; *name != '\0'; ++name) {
    int matched = 0;
    while (word[matched] != '\0' && name[matched] == word[matched]) ++matched;
    if (word[matched] != '\0') continue;
    std::uint32_t minor = 0;
    int digits = 0;
    for (const char* c = name + matched; *c >= '0' && *c <= '9' && digits < 2; ++c, ++digits) {
      minor = minor * 10 + static_cast<std::uint32_t>(*c - '0');
    }
    return digits == 0 ? 0 : (3U << 24U) | (minor << 16U);
  }
  return 0;
}

/// The layout of 3.8 to 3.12 on x86-64; false for any other version.
///
/// The offsets were printed by `offsetof` from the headers of 3.8.18, 3.9.18, 3.10.13, 3.11.2,
/// 3.11.7 and 3.12.1. They belong to the ABI that CPython keeps within a feature version.
constexpr bool layout_from_table(std::uint32_t version, Layout& layout) {
  const std::uint32_t feature = feature_version(version);
  if (feature < 0x0308 || feature > 0x030C) return false;
  layout = Layout{};
  layout.version = version;
  layout.interpreters_head = feature < 0x030B ? 32 : 40;
  if (feature == 0x0308) layout.lock_holder = 1368;
  if (feature == 0x0309 || feature == 0x030A) layout.lock_holder = 568;
  if (feature == 0x030B) layout.lock_holder = 576;
  if (feature == 0x030A) layout.thread_depth = 48;
  if (feature == 0x030B) layout.thread_depth = 56;
  layout.interpreter_next = 0;
  layout.thread_next = 8;
  layout.thread_interpreter = 16;
  layout.frame_entry = 0;
  if (feature <= 0x030A) {
    layout.entry = Layout::Entry::every_frame;
    layout.lines = feature == 0x030A ? Layout::Lines::pairs : Layout::Lines::lnotab;
    layout.counts_units = feature == 0x030A;
    layout.threads_head = 8;
    layout.thread_id = 176;
    layout.thread_frame = 24;
    layout.frame_previous = 24;
    layout.frame_code = 32;
    layout.frame_instruction = feature == 0x030A ? 96 : 104;
    layout.frame_size = 112;
    layout.code_first_line = 40;
    layout.code_filename = 104;
    layout.code_name = 112;
    layout.code_qualified_name = 112;
    layout.code_line_table = 120;
    layout.code_size = 128;
    return true;
  }
  layout.lines = Layout::Lines::locations;
  layout.has_cframe = true;
  layout.instruction_is_pointer = true;
  layout.thread_frame = 56;
  layout.frame_instruction = 56;
  layout.frame_size = 72;
  layout.code_filename = 112;
  layout.code_name = 120;
  layout.code_qualified_name = 128;
  layout.code_line_table = 136;
  layout.code_size = 144;
  if (feature == 0x030B) {
    layout.entry = Layout::Entry::flag;
    layout.threads_head = 16;
    layout.thread_id = 152;
    layout.cframe_frame = 8;
    layout.cframe_previous = 16;
    layout.frame_previous = 48;
    layout.frame_code = 32;
    layout.frame_entry = 68;
    layout.code_bytes = 184;
    layout.code_first_line = 72;
  } else {
    layout.entry = Layout::Entry::shim;
    layout.threads_head = 72;
    layout.thread_id = 136;
    layout.cframe_frame = 0;
    layout.cframe_previous = 8;
    layout.frame_previous = 8;
    layout.frame_code = 0;
    layout.frame_entry = 70;
    layout.code_bytes = 192;
    layout.code_first_line = 68;
    layout.text_ascii = 40;
    layout.text_compact = 56;
  }
  return true;
}

}  // namespace calo::cpython
