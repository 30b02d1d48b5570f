#include "sampling/collector.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace calo::sampling {
namespace {

using ring::NativeFrame;
using ring::PythonFrame;
using testing::ElementsAre;

std::vector<symbols::AddressRange> loop_of_python(const std::string& path) {
  if (path != "/usr/bin/python3") return {};
  return {{0x1000, 0x2000}};
}

/// Two modules, and what an image of them records.
class CollectorTest : public testing::Test {
 protected:
  CollectorTest() {
    image.id = 1;
    image.pid = 42;
    image.parent = 1;
    image.executable = "/opt/program";
    image.period = std::chrono::milliseconds{4};
    collector.take(image, ring::ImageBegan{});
    collector.take(image, ring::ModuleSeen{0x10000, 0x20000, 0x10000, "/opt/program", "\x12\xab"});
    collector.take(image, ring::ModuleSeen{0x50000, 0x60000, 0x50000, "/usr/bin/python3", "\x34"});
  }

  void sample(std::vector<NativeFrame> native, std::vector<PythonFrame> python = {},
              ring::StackEnd end = ring::StackEnd::complete) {
    ring::Sample sample;
    sample.tid = 42;
    sample.cpu = std::chrono::milliseconds{4};
    sample.end = end;
    sample.native = native;
    sample.python = python;
    collector.take(image, sample);
  }

  /// "module:address" or "function:line" from the root to the leaf.
  std::vector<std::string> stack(std::int32_t leaf) {
    std::vector<std::string> frames;
    const model::Profile& profile = collector.profile();
    for (std::int32_t i = leaf; i >= 0; i = profile.stacks[static_cast<std::size_t>(i)].parent) {
      const model::Location& location = profile.locations[static_cast<std::size_t>(
          profile.stacks[static_cast<std::size_t>(i)].location)];
      frames.insert(
          frames.begin(),
          location.module
              ? profile.modules[static_cast<std::size_t>(*location.module)].path + ":" +
                    std::to_string(location.address)
              : profile.functions[static_cast<std::size_t>(location.lines[0].function)].name + ":" +
                    std::to_string(location.lines[0].line));
    }
    return frames;
  }

  ring::Image image;
  Collector collector{loop_of_python};
};

TEST_F(CollectorTest, KeepsEachStackOnce) {
  sample({{0x10010, true}, {0x10101, false}});
  sample({{0x10010, true}, {0x10101, false}});
  sample({{0x10011, true}, {0x10101, false}});
  const auto taken = collector.take_samples();
  ASSERT_EQ(taken.size(), 3U);
  EXPECT_EQ(taken[0].stack, taken[1].stack);
  EXPECT_NE(taken[0].stack, taken[2].stack);
  EXPECT_EQ(collector.profile().stacks.size(), 3U);
  EXPECT_THAT(stack(taken[0].stack), ElementsAre("/opt/program:256", "/opt/program:16"));
  EXPECT_EQ(collector.profile().modules[0].build_id, "12ab");
  EXPECT_EQ(taken[0].pid, 42);
  EXPECT_TRUE(collector.take_samples().empty());
}

TEST_F(CollectorTest, CountsSamplesOfEachThread) {
  collector.take(image, ring::ThreadNamed{42, "worker"});
  sample({{0x10010, true}});
  sample({{0x10010, true}}, {}, ring::StackEnd::no_rule);
  collector.take(image,
                 ring::ThreadEnded{42, std::chrono::milliseconds{9}, std::chrono::milliseconds{1}});
  const model::SampledThread& thread = collector.profile().threads.at(0);
  EXPECT_EQ(thread.name, "worker");
  EXPECT_EQ(thread.samples, 2);
  EXPECT_EQ(thread.truncated, 1);
  EXPECT_DOUBLE_EQ(thread.sampled.value(), 0.008);
  EXPECT_DOUBLE_EQ(thread.unsampled.value(), 0.001);
  EXPECT_EQ(collector.take_samples().back().stack, -1);
}

TEST_F(CollectorTest, PutsPythonFramesIntoTheStack) {
  // Line table of 3.11: one entry of one code unit, one line on from the first.
  const std::string table{"\xd8\x00", 2};
  collector.take(image, ring::PythonRuntimeSeen{0x030b02f0, 0x51000});
  collector.take(image, ring::PythonCodeSeen{7, 10, "work", "/home/me/a.py", table});
  sample({{0x10010, true}, {0x51234, false}, {0x50100, false}}, {{7, 0, true}});
  const auto frames = stack(collector.take_samples().at(0).stack);
  ASSERT_EQ(frames.size(), 3U);
  EXPECT_EQ(frames[0], "/usr/bin/python3:255");
  EXPECT_TRUE(frames[1].starts_with("work:")) << frames[1];
  EXPECT_EQ(frames[2], "/opt/program:16");
  EXPECT_TRUE(collector.profile().modules[1].interpreter);
  EXPECT_EQ(collector.profile().functions[0].file, "/home/me/a.py");
}

TEST_F(CollectorTest, NamesWhatItDoesNotKnow) {
  sample({{0x90000, true}, {0x51234, false}}, {{99, 0, true}});
  EXPECT_THAT(stack(collector.take_samples().at(0).stack),
              ElementsAre("(unknown Python function):0", "[unknown]:589824"));
}

TEST_F(CollectorTest, LearnsOfCodeThatTookThePlaceOfOther) {
  sample({{0x10010, true}});
  collector.take(image, ring::ModuleSeen{0x10000, 0x20000, 0x0, "/opt/plugin.so", ""});
  sample({{0x10010, true}});
  const auto taken = collector.take_samples();
  EXPECT_THAT(stack(taken[0].stack), ElementsAre("/opt/program:16"));
  EXPECT_THAT(stack(taken[1].stack), ElementsAre("/opt/plugin.so:65552"));
}

TEST_F(CollectorTest, KeepsASampleWithoutAnyFrame) {
  sample({});
  EXPECT_EQ(collector.take_samples().size(), 1U);
}

TEST_F(CollectorTest, SumsCountersOfImagesThatEnded) {
  ring::Counts counts;
  counts.dropped = 3;
  counts.handler = std::chrono::milliseconds{2};
  collector.take(image, ring::ImageEnded{counts});
  EXPECT_EQ(collector.profile().dropped, 3);
  EXPECT_DOUBLE_EQ(collector.profile().handler.value(), 0.002);
  EXPECT_DOUBLE_EQ(collector.profile().period.value(), 0.004);
}

TEST_F(CollectorTest, KeepsCodeThatAProgramMakesApartFromItsFiles) {
  collector.take(image, ring::ModuleSeen{0x70000, 0x80000, 0, "[jit]", ""});
  collector.take(image, ring::ModuleSeen{0x80000, 0x90000, 0x70000, "/memfd:code (deleted)", ""});
  sample({{0x70010, true}});
  sample({{0x80010, true}});
  const auto taken = collector.take_samples();
  EXPECT_THAT(stack(taken[0].stack), ElementsAre("[jit]:458768"));
  EXPECT_THAT(stack(taken[1].stack), ElementsAre("[jit]:524304"));
}

TEST_F(CollectorTest, HasOneRowForAThreadThatGoesOnAsAnotherProgram) {
  collector.take(image, ring::ThreadNamed{42, "sh"});
  sample({{0x10010, true}});
  ring::Image next = image;
  next.id = 2;
  next.executable = "/opt/other";
  collector.take(next, ring::ImageBegan{});
  collector.take(next, ring::ThreadNamed{42, "other"});
  ASSERT_EQ(collector.profile().threads.size(), 1U);
  EXPECT_EQ(collector.profile().threads[0].name, "other");
  // A forked child is another process, even if it has the number of one that has ended.
  ring::Image child = image;
  child.id = 3;
  child.forked = true;
  collector.take(child, ring::ThreadNamed{42, "child"});
  EXPECT_EQ(collector.profile().threads.size(), 2U);
}

}  // namespace
}  // namespace calo::sampling
