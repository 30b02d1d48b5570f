#include "cpython/frames.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <cstring>
#include <map>
#include <string>
#include <vector>

#include "cpython/code.hpp"
#include "cpython/own_memory.hpp"

namespace calo::cpython {
namespace {

/// Memory of an interpreter that does not exist: only bytes that were written can be read.
class FakeMemory {
 public:
  template <class Value>
  void put(std::uint64_t address, Value value) {
    unsigned char bytes[sizeof(Value)];
    std::memcpy(bytes, &value, sizeof value);
    for (std::size_t i = 0; i < sizeof value; ++i) bytes_[address + i] = bytes[i];
  }
  bool operator()(std::uint64_t address, void* to, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) {
      const auto found = bytes_.find(address + i);
      if (found == bytes_.end()) return false;
      static_cast<unsigned char*>(to)[i] = found->second;
    }
    return true;
  }

 private:
  std::map<std::uint64_t, unsigned char> bytes_;
};

constexpr std::uint64_t code_type = 0x900000, thread = 0x10000, cframe = 0x20000, outer = 0x21000;

/// A 3.11 or 3.12 thread: cframe `cframe` entered from `outer`, whose current frame is 0x30000.
class FramesInMemory : public testing::Test {
 protected:
  void begin(std::uint32_t version) {
    ASSERT_TRUE(layout_from_table(version, python_.layout));
    python_.code_type = code_type;
    const Layout& layout = python_.layout;
    memory_.put(thread + layout.thread_frame, cframe);
    memory_.put(cframe + layout.cframe_previous, outer);
    memory_.put(cframe + layout.cframe_frame, std::uint64_t{0x31000});
    memory_.put(outer + layout.cframe_previous, std::uint64_t{0x22000});
    memory_.put(outer + layout.cframe_frame, std::uint64_t{0x30000});
    memory_.put(std::uint64_t{0x22000} + layout.cframe_frame, std::uint64_t{0});
    frame(0x30000, 0x50000, 6, layout.entry == Layout::Entry::flag ? 0 : 0x3F000);
    if (layout.entry == Layout::Entry::shim) native(0x3F000, 0);
  }

  void frame(std::uint64_t address, std::uint64_t code, std::int32_t offset,
             std::uint64_t previous) {
    const Layout& layout = python_.layout;
    for (std::uint32_t i = 0; i < layout.frame_size; ++i) memory_.put(address + i, '\0');
    memory_.put(address + layout.frame_code, code);
    memory_.put(address + layout.frame_previous, previous);
    memory_.put(address + layout.frame_instruction,
                code + layout.code_bytes + static_cast<std::uint64_t>(offset));
    memory_.put(address + layout.frame_entry, static_cast<unsigned char>(0));
    if (layout.entry == Layout::Entry::flag) memory_.put(address + layout.frame_entry, '\1');
    memory_.put(code + layout.object_type, code_type);
  }
  void native(std::uint64_t address, std::uint64_t previous) {
    for (std::uint32_t i = 0; i < python_.layout.frame_size; ++i) memory_.put(address + i, '\0');
    memory_.put(address + python_.layout.frame_previous, previous);
    memory_.put(address + python_.layout.frame_entry, static_cast<unsigned char>(3));
  }
  Walk walked(std::uint32_t capacity = 8) {
    return walk(memory_, python_, thread, frames_, capacity);
  }

  Interpreter python_;
  FakeMemory memory_;
  Frame frames_[8];
};

TEST_F(FramesInMemory, AreWalkedFromTheInnermost) {
  begin(0x030B0000);
  frame(0x31000, 0x51000, 10, 0x30000);
  const Walk walk = walked();
  EXPECT_EQ(walk.end, WalkEnd::complete);
  ASSERT_EQ(walk.count, 2U);
  EXPECT_EQ(frames_[0].code, 0x51000U);
  EXPECT_EQ(frames_[0].instruction, 10);
  EXPECT_TRUE(frames_[0].is_entry);
  EXPECT_EQ(frames_[1].code, 0x50000U);
}

TEST_F(FramesInMemory, MarkTheFrameBeforeTheNativeOneAsEntry) {
  begin(0x030C0000);
  frame(0x32000, 0x52000, -2, 0x31000);
  frame(0x31000, 0x51000, 10, 0x3E000);
  native(0x3E000, 0x30000);
  memory_.put(cframe + python_.layout.cframe_frame, std::uint64_t{0x32000});
  const Walk walk = walked();
  EXPECT_EQ(walk.end, WalkEnd::complete);
  ASSERT_EQ(walk.count, 3U);
  EXPECT_FALSE(frames_[0].is_entry);
  EXPECT_TRUE(frames_[1].is_entry);
  EXPECT_TRUE(frames_[2].is_entry);
  EXPECT_EQ(frames_[0].instruction, -2);
}

TEST_F(FramesInMemory, OfALoopThatHasNotBegunAreThoseOfItsCaller) {
  begin(0x030B0000);
  frame(0x31000, 0x51000, 10, 0x37000);  // left behind by a loop entered from elsewhere
  frame(0x37000, 0x57000, 10, 0);
  const Walk walk = walked();
  EXPECT_EQ(walk.end, WalkEnd::complete);
  ASSERT_EQ(walk.count, 1U);
  EXPECT_EQ(frames_[0].code, 0x50000U);
}

TEST_F(FramesInMemory, AreKeptAsFarAsThereIsRoom) {
  begin(0x030B0000);
  frame(0x31000, 0x51000, 10, 0x30000);
  const Walk walk = walked(1);
  EXPECT_EQ(walk.end, WalkEnd::truncated);
  EXPECT_EQ(walk.count, 1U);
}

TEST_F(FramesInMemory, ThatFormARingDoNotHang) {
  begin(0x030C0000);
  native(0x31000, 0x32000);
  native(0x32000, 0x31000);
  frame(0x30000, 0x50000, 6, 0x30000);
  const Walk walk = walked();
  EXPECT_NE(walk.end, WalkEnd::complete);
}

TEST_F(FramesInMemory, WithoutACodeObjectAreNotBelieved) {
  begin(0x030B0000);
  frame(0x31000, 0x51000, 10, 0x30000);
  memory_.put(0x51000 + python_.layout.object_type, code_type + 16);
  frame(0x30000, 0x50000, 6, 0);
  memory_.put(0x50000 + python_.layout.object_type, code_type + 16);
  const Walk walk = walked();
  EXPECT_EQ(walk.end, WalkEnd::inconsistent);
  EXPECT_EQ(walk.count, 0U);
}

TEST_F(FramesInMemory, CanNotBeReadThroughWildPointers) {
  begin(0x030B0000);
  for (const std::uint64_t wild :
       {std::uint64_t{0x3000000030}, std::uint64_t{7}, std::uint64_t{0x31004}}) {
    memory_.put(cframe + python_.layout.cframe_frame, wild);
    memory_.put(cframe + python_.layout.cframe_previous, wild);
    EXPECT_EQ(walked().end, WalkEnd::inconsistent);
  }
}

TEST(OwnMemory, SaysThatAnAddressCannotBeRead) {
  OwnMemory memory;
  int value = 42, copy = 0;
  EXPECT_TRUE(read_value(memory, reinterpret_cast<std::uint64_t>(&value), copy));
  EXPECT_EQ(copy, 42);
  for (const std::uint64_t wild : {std::uint64_t{0}, std::uint64_t{8}, std::uint64_t{0x3000000030},
                                   ~std::uint64_t{0}, highest_address - 2}) {
    EXPECT_FALSE(read_value(memory, wild, copy)) << wild;
  }
}

TEST(PythonText, IsCopiedAsUtf8UpToTheRoomThereIs) {
  Interpreter python;
  ASSERT_TRUE(layout_from_table(0x030B0000, python.layout));
  FakeMemory memory;
  memory.put(0x1000 + python.layout.text_length, std::uint64_t{3});
  memory.put(0x1000 + python.layout.text_state, std::uint32_t{(2U << 2U) | (1U << 5U)});
  memory.put(0x1000 + python.layout.text_compact, std::uint16_t{'a'});
  memory.put(0x1000 + python.layout.text_compact + 2, std::uint16_t{0x65E5});
  memory.put(0x1000 + python.layout.text_compact + 4, std::uint16_t{0xD800});
  char buffer[16];
  const Copied whole = copy_text(memory, python, 0x1000, buffer, sizeof buffer);
  EXPECT_TRUE(whole.is_whole);
  EXPECT_EQ(std::string(buffer, whole.size), "a日\uFFFD");
  const Copied cut = copy_text(memory, python, 0x1000, buffer, 3);
  EXPECT_FALSE(cut.is_whole);
  EXPECT_EQ(std::string(buffer, cut.size), "a");
}

// Of the system's interpreter, some 5 s. The program also compares whole stacks with
// sys._getframe(). 3.8, 3.9, 3.10, 3.12 and 3.13 were checked by hand with the same program.
TEST(PythonFrames, OfARealInterpreterArePossibleAtAnyInstant) {
  const std::string command = CALO_PYTHON
      " " CALO_SOURCE_DIR "/tests/unit/cpython/probe/probed.py " CALO_FRAME_PROBE " 100000";
  const int status = std::system(command.c_str());  // NOLINT(bugprone-command-processor)
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

// Checked by hand with 3.8, 3.9, 3.10, 3.12 and 3.13 as well.
TEST(PythonFrames, OfASubInterpreterAreItsOwn) {
  const std::string command =
      CALO_PYTHON " " CALO_SOURCE_DIR "/tests/unit/cpython/probe/interpreters.py " CALO_FRAME_PROBE;
  const int status = std::system(command.c_str());  // NOLINT(bugprone-command-processor)
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

/// Three interpreters of 3.10 on one thread, the innermost in the list's middle.
TEST(ThreadStateKey, WithoutTheLockFindsTheInterpreterThatIsDeepestOnTheStack) {
  Interpreter python;
  ASSERT_TRUE(layout_from_table(0x030A0000, python.layout));
  const Layout& layout = python.layout;
  python.runtime = 0x4000;
  constexpr std::uint64_t self = 0x7000'0000'0000;
  FakeMemory memory;
  const std::uint64_t interpreters[] = {0x10000, 0x20000, 0x30000};
  const std::uint64_t depths[] = {0x7fff'0000'2000, 0x7fff'0000'1000, 0x7fff'0000'3000};
  memory.put(python.runtime + layout.lock_holder, std::uint64_t{0});
  memory.put(python.runtime + layout.interpreters_head, interpreters[0]);
  for (std::size_t i = 0; i < 3; ++i) {
    const std::uint64_t state = interpreters[i] + 0x8000;
    memory.put(interpreters[i] + layout.interpreter_next,
               i == 2 ? std::uint64_t{0} : interpreters[i + 1]);
    memory.put(interpreters[i] + layout.threads_head, state);
    memory.put(state + layout.thread_next, std::uint64_t{0});
    memory.put(state + layout.thread_id, self);
    memory.put(state + layout.thread_frame, state + 0x100);
    memory.put(state + layout.thread_depth, depths[i]);
  }
  const auto get_specific = [](std::uint32_t key) {
    return key == 3 ? reinterpret_cast<void*>(std::uint64_t{0x38000}) : nullptr;
  };
  ThreadStateKey key;
  EXPECT_EQ(key.current(memory, python, self, get_specific), 0x28000U);
  memory.put(python.runtime + layout.lock_holder, std::uint64_t{0x18000});
  EXPECT_EQ(key.current(memory, python, self, get_specific), 0x18000U);
  EXPECT_EQ(key.current(memory, python, self + 8, get_specific), 0U);
}

}  // namespace
}  // namespace calo::cpython
