#include "stack_table/merge.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace calo::stack_table {
namespace {

/// Stacks as words, innermost first. Native frames: "e" is the evaluation loop, others themselves.
/// Python frames: a capital letter begins a loop (entry), a small one runs in its caller's.
std::string merged(std::string_view native, std::string_view python) {
  std::vector<ring::NativeFrame> native_frames;
  for (const char c : native) native_frames.push_back({static_cast<std::uint64_t>(c), true});
  std::vector<ring::PythonFrame> python_frames;
  for (const char c : python) {
    python_frames.push_back({static_cast<std::uint64_t>(c), 0, c >= 'A' && c <= 'Z'});
  }
  std::vector<MixedFrame> frames;
  merge(native_frames, python_frames, [](std::uint64_t pc) { return pc == 'e'; }, frames);
  std::string text;
  for (const MixedFrame& frame : frames) {
    if (frame.python) text += ':';
    text += static_cast<char>(frame.address);
  }
  return text;
}

TEST(Merge, PutsAPythonFrameInPlaceOfItsLoop) {
  EXPECT_EQ(merged("bcem", "F"), "bc:Fm");
}

TEST(Merge, PutsAllFramesOfOneLoopThere) {
  EXPECT_EQ(merged("bem", "fghM"), "b:f:g:h:Mm");
}

TEST(Merge, AlternatesWhereNativeCodeCallsBack) {
  EXPECT_EQ(merged("beqrem", "fGhM"), "b:f:Gqr:h:Mm");
}

TEST(Merge, KeepsALoopThatRunsNothingYet) {
  EXPECT_EQ(merged("bem", ""), "bem");
  EXPECT_EQ(merged("ebem", "M"), ":Mbem");
}

TEST(Merge, PutsPythonFramesOfACutStackOutside) {
  EXPECT_EQ(merged("be", "FGM"), "b:F:G:M");
  EXPECT_EQ(merged("", "fM"), ":f:M");
}

TEST(Merge, LooksAReturnAddressUpAtItsCall) {
  const std::vector<ring::NativeFrame> native = {{100, true}, {200, false}};
  std::vector<MixedFrame> frames;
  merge(native, {}, [](std::uint64_t) { return false; }, frames);
  EXPECT_EQ(frames.at(0).address, 100U);
  EXPECT_EQ(frames.at(1).address, 199U);
}

RC_GTEST_PROP(Merge, KeepsEveryPythonFrameInOrder, ()) {
  std::string native;
  std::string python;
  for (int i = *rc::gen::inRange(0, 20); i > 0; --i) native += *rc::gen::element('a', 'b', 'e');
  for (int i = *rc::gen::inRange(0, 20); i > 0; --i) python += *rc::gen::element('f', 'g', 'F');
  const std::string both = merged(native, python);
  std::string kept;
  for (std::size_t i = 0; i + 1 < both.size(); ++i) {
    if (both[i] == ':') kept += both[i + 1];
  }
  RC_ASSERT(kept == python);
}

}  // namespace
}  // namespace calo::stack_table
