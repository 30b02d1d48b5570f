#include "cpython/layout.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdint>
#include <vector>

#include "cpython/debug_offsets.hpp"

namespace calo::cpython {
namespace {

/// The words of a 3.14 interpreter without the global lock's removal: sizes and offsets as in
/// `_Py_DebugOffsets_INIT`, with values of its structures on x86-64.
std::vector<std::uint64_t> words_of_3_14(bool is_free_threaded) {
  std::vector<std::uint64_t> words = {0x7970677562656478,
                                      0x030E00F0,
                                      is_free_threaded ? 1U : 0U,
                                      400000,
                                      616,
                                      632,  // runtime
                                      300000,
                                      4912,
                                      7264,
                                      7312,
                                      7320,
                                      8000,
                                      8008,
                                      8016,
                                      8024,
                                      1,
                                      2,
                                      0,
                                      0,
                                      0,
                                      0,
                                      0,  // interpreter
                                      1000,
                                      0,
                                      8,
                                      16,
                                      72,
                                      152,
                                      160,
                                      168,
                                      36,  // thread
                                      88,
                                      8,
                                      0,
                                      56,
                                      80,
                                      74,
                                      64,
                                      68,  // frame
                                      216,
                                      112,
                                      120,
                                      128,
                                      136,
                                      68,
                                      52,
                                      88,
                                      96,
                                      208,
                                      200,  // code
                                      16,
                                      8,
                                      408,
                                      24,
                                      88,
                                      168,
                                      32,
                                      24,
                                      16,
                                      40,
                                      24,
                                      16,  // object, type, tuple, list
                                      200,
                                      24,
                                      40,
                                      32,
                                      48,
                                      32,
                                      40,
                                      24,
                                      16,
                                      24,
                                      16,
                                      24,  // set, dict, float, long
                                      40,
                                      16,
                                      32,
                                      64,
                                      32,
                                      16,
                                      40};  // bytes, text
  words.resize(debug_offsets_words, 0);
  return words;
}

TEST(PythonLayout, Of314IsReadFromItsOwnDescription) {
  Layout layout;
  ASSERT_TRUE(layout_from_words(words_of_3_14(false).data(), layout));
  EXPECT_EQ(feature_version(layout.version), 0x030EU);
  EXPECT_TRUE(layout.code_is_tagged);
  EXPECT_EQ(layout.interpreters_head, 632U);
  EXPECT_EQ(layout.threads_head, 7312U);
  EXPECT_EQ(layout.thread_frame, 72U);
  EXPECT_EQ(layout.thread_id, 152U);
  EXPECT_EQ(layout.frame_entry, 74U);
  EXPECT_EQ(layout.frame_copies, 0U);
  EXPECT_EQ(layout.frame_size, 75U);
  EXPECT_EQ(layout.code_line_table, 136U);
  EXPECT_EQ(layout.code_bytes, 208U);
  EXPECT_EQ(layout.bytes_data, 32U);
  EXPECT_EQ(layout.text_compact, 56U);
}

TEST(PythonLayout, OfAFreeThreadedInterpreterKnowsItsCopiesOfTheBytecode) {
  Layout layout;
  ASSERT_TRUE(layout_from_words(words_of_3_14(true).data(), layout));
  EXPECT_EQ(layout.frame_copies, 68U);
  EXPECT_EQ(layout.code_copies, 200U);
}

TEST(PythonLayout, IsRefusedIfTheCookieOrTheVersionIsUnknown) {
  Layout layout;
  auto words = words_of_3_14(false);
  words[0] ^= 1;
  EXPECT_FALSE(layout_from_words(words.data(), layout));
  words = words_of_3_14(false);
  words[1] = 0x030F00A0;
  EXPECT_FALSE(layout_from_words(words.data(), layout));
}

// property: a description with any word changed gives offsets inside the buffers, or none
RC_GTEST_PROP(PythonLayout, NeverLeavesItsBuffers, ()) {
  auto words = words_of_3_14(*rc::gen::arbitrary<bool>());
  const auto changed = *rc::gen::inRange<std::size_t>(2, 96);
  words[changed] = *rc::gen::oneOf(rc::gen::arbitrary<std::uint64_t>(),
                                   rc::gen::inRange<std::uint64_t>(0, 1024));
  Layout layout;
  if (!layout_from_words(words.data(), layout)) return;
  RC_ASSERT(layout.frame_size <= max_frame_size);
  RC_ASSERT(layout.code_size <= max_code_size);
  RC_ASSERT(layout.frame_instruction + 8 <= layout.frame_size);
  RC_ASSERT(layout.frame_entry < layout.frame_size);
  RC_ASSERT(layout.code_qualified_name + 8 <= layout.code_size);
  RC_ASSERT(layout.object_type + 8 <= layout.code_size);
}

TEST(PythonVersion, IsReadFromFileNames) {
  EXPECT_EQ(version_from_name("/usr/bin/python3.9"), 0x03090000U);
  EXPECT_EQ(version_from_name("/opt/python3.7/lib/libpython3.10.so.1.0"), 0x030A0000U);
  EXPECT_EQ(version_from_name("/opt/python3.7/bin/python3"), 0U);
  EXPECT_EQ(version_from_name("python3."), 0U);
  EXPECT_EQ(version_from_name(""), 0U);
}

}  // namespace
}  // namespace calo::cpython
