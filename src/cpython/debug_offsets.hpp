#pragma once

#include <cstdint>
#include <cstring>
#include <initializer_list>

#include "cpython/layout.hpp"
#include "cpython/memory.hpp"

namespace calo::cpython {

/// `_Py_DebugOffsets` of one feature version: which of its 64-bit words holds what.
///
/// From `Include/internal/pycore_runtime.h` (3.13) and `pycore_debug_offsets.h` (3.14). A later
/// version inserts words, so one that is not listed here is not read.
struct DebugOffsetsWords {
  std::uint32_t interpreter_words = 0;  ///< of the section that describes PyInterpreterState
  std::uint32_t frame_words = 0;
  std::uint32_t code_words = 0;
  std::uint32_t words_of_set = 0;
};

/// A section's size, then its offsets: false as soon as one does not fit into the section.
class OffsetSection {
 public:
  constexpr OffsetSection(const std::uint64_t* words, std::uint32_t max_size)
      : words_{words}, is_sound_{words[0] > 0 && words[0] <= max_size} {}

  /// The offset in word `index`, of a field of `width` bytes.
  constexpr std::uint32_t at(std::uint32_t index, std::uint32_t width) {
    const std::uint64_t offset = words_[index];
    if (!is_sound_ || offset % width != 0 || offset > words_[0] || words_[0] - offset < width) {
      is_sound_ = false;
      return 0;
    }
    return static_cast<std::uint32_t>(offset);
  }
  [[nodiscard]] constexpr bool is_sound() const { return is_sound_; }

 private:
  const std::uint64_t* words_;
  bool is_sound_;
};

inline constexpr std::uint32_t debug_offsets_words = 96;  ///< enough for every field used here

/// The layout that an interpreter of version 3.13 or 3.14 states at the start of its `_PyRuntime`.
///
/// The words come from memory and are not believed: false if the cookie is wrong, the version has
/// no known form, or any offset is unaligned or outside its structure.
constexpr bool layout_from_words(const std::uint64_t* words, Layout& layout) {
  constexpr std::uint64_t cookie = 0x79706775'62656478;  // "xdebugpy"
  if (words[0] != cookie || words[1] > UINT32_MAX) return false;
  const auto version = static_cast<std::uint32_t>(words[1]);
  const std::uint32_t feature = feature_version(version);
  const bool is_free_threaded = words[2] != 0;
  DebugOffsetsWords form;
  if (feature == 0x030D) {
    form = {.interpreter_words = 13, .frame_words = 6, .code_words = 10, .words_of_set = 0};
  } else if (feature == 0x030E) {
    form = {.interpreter_words = 16, .frame_words = 8, .code_words = 11, .words_of_set = 4};
  } else {
    return false;
  }
  const bool is_3_14 = feature == 0x030E;
  constexpr std::uint32_t any_size = 1U << 24U;

  OffsetSection runtime{words + 3, any_size};
  OffsetSection interpreter{words + 6, any_size};
  const std::uint64_t* next = words + 6 + form.interpreter_words;
  OffsetSection thread{next, any_size};
  next += 9;
  OffsetSection frame{next, max_frame_size};
  next += form.frame_words;
  OffsetSection code{next, max_code_size};
  next += form.code_words;
  OffsetSection object{next, 4096};
  next += 2 + 4 + 3 + 3 + form.words_of_set + 3 + 2 + 3;  // object .. long
  OffsetSection bytes{next, 4096};
  next += 3;
  OffsetSection text{next, 4096};
  const std::uint64_t ascii_size = next[3];

  layout = Layout{};
  layout.version = version;
  layout.entry = Layout::Entry::shim;
  layout.lines = Layout::Lines::locations;
  layout.instruction_is_pointer = true;
  layout.code_is_tagged = is_3_14;
  layout.interpreters_head = runtime.at(2, 8);
  layout.interpreter_next = interpreter.at(2, 8);
  layout.threads_head = interpreter.at(3, 8);
  layout.thread_next = thread.at(2, 8);
  layout.thread_interpreter = thread.at(3, 8);
  layout.thread_frame = thread.at(4, 8);
  layout.thread_id = thread.at(5, 8);
  layout.frame_previous = frame.at(1, 8);
  layout.frame_code = frame.at(2, 8);
  layout.frame_instruction = frame.at(3, 8);
  layout.frame_entry = frame.at(5, 1);
  layout.frame_copies = is_3_14 && is_free_threaded ? frame.at(7, 4) : 0;
  layout.frame_size = layout.frame_instruction + 8;
  for (const std::uint32_t end : {layout.frame_previous + 8, layout.frame_code + 8,
                                  layout.frame_entry + 1, layout.frame_copies + 4}) {
    if (end > layout.frame_size) layout.frame_size = end;
  }
  layout.code_filename = code.at(1, 8);
  layout.code_name = code.at(2, 8);
  layout.code_qualified_name = code.at(3, 8);
  layout.code_line_table = code.at(4, 8);
  layout.code_first_line = code.at(5, 4);
  layout.code_bytes = code.at(9, 2);
  layout.code_copies = is_3_14 && is_free_threaded ? code.at(10, 8) : 0;
  layout.object_type = object.at(1, 8);
  layout.code_size = layout.object_type + 8;
  for (const std::uint32_t start :
       {layout.code_filename, layout.code_name, layout.code_qualified_name, layout.code_line_table,
        layout.code_first_line, layout.code_copies}) {
    if (start + 8 > layout.code_size) layout.code_size = start + 8;
  }
  layout.bytes_length = bytes.at(1, 8);
  layout.bytes_data = bytes.at(2, 1);
  layout.text_state = text.at(1, 4);
  layout.text_length = text.at(2, 8);
  layout.text_ascii = static_cast<std::uint32_t>(ascii_size);
  layout.text_compact = layout.text_ascii + 16;  // utf8_length, utf8
  return runtime.is_sound() && interpreter.is_sound() && thread.is_sound() && frame.is_sound() &&
         code.is_sound() && object.is_sound() && bytes.is_sound() && text.is_sound() &&
         ascii_size >= 16 && ascii_size <= 256 && ascii_size % 8 == 0;
}

/// The layout of the interpreter whose `_PyRuntime` is at `runtime`: by its own words, else by the
/// table for `version` (PY_VERSION_HEX, 0 unknown). False: this version cannot be read.
template <Reader Read>
bool find_layout(Read&& read, std::uint64_t runtime, std::uint32_t version, Layout& layout) {
  std::uint64_t words[debug_offsets_words];
  if (read(runtime, words, sizeof words) && layout_from_words(words, layout)) return true;
  return layout_from_table(version, layout);
}

}  // namespace calo::cpython
