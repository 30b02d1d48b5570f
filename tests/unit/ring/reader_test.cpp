#include "ring/reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <random>
#include <thread>

#include "made_up_image.hpp"

namespace calo::ring {
namespace {

using testing::ElementsAre;

struct Seen {
  std::vector<std::uint64_t> cpu;
  std::vector<std::vector<NativeFrame>> native;
  std::vector<PythonFrame> python;
  std::vector<std::string> texts;

  Sink sink() {
    return [this](const Image&, const Event& event) {
      if (const auto* sample = std::get_if<Sample>(&event)) {
        cpu.push_back(static_cast<std::uint64_t>(sample->cpu.count()));
        native.emplace_back(sample->native.begin(), sample->native.end());
        python.insert(python.end(), sample->python.begin(), sample->python.end());
      } else if (const auto* module = std::get_if<ModuleSeen>(&event)) {
        texts.emplace_back(module->path);
        texts.emplace_back(module->build_id);
      } else if (const auto* code = std::get_if<PythonCodeSeen>(&event)) {
        texts.emplace_back(code->name);
        texts.emplace_back(code->file);
        texts.emplace_back(code->line_table);
      } else if (const auto* thread = std::get_if<ThreadNamed>(&event)) {
        texts.emplace_back(thread->name);
      }
    };
  }
};

Reader opened(const MadeUpImage& image) {
  auto reader = Reader::open(image.path(), 1);
  EXPECT_TRUE(reader.has_value()) << (reader ? "" : reader.error().text());
  return *std::move(reader);
}

TEST(Reader, HandsOutWhatWasWrittenInOrder) {
  const MadeUpImage image{1024};
  Reader reader = opened(image);
  ASSERT_TRUE(image.write_sample(7, 100, {0x401000, 0x402000}));
  ASSERT_TRUE(image.write_sample(7, 200, {0x401004}));
  Seen seen;
  EXPECT_EQ(reader.drain(seen.sink(), false), 2U);
  EXPECT_THAT(seen.cpu, ElementsAre(100, 200));
  EXPECT_THAT(seen.native[0],
              ElementsAre(NativeFrame{0x401000, true}, NativeFrame{0x402000, false}));
  EXPECT_EQ(reader.drain(seen.sink(), false), 0U);
}

TEST(Reader, RepeatsTheFramesOfARecursion) {
  const MadeUpImage image{1024};
  Reader reader = opened(image);
  image.write_sample(7, 100, {0x401000, 0x402000 | std::uint64_t{3} << repeat_shift, 0x403000});
  Seen seen;
  reader.drain(seen.sink(), false);
  ASSERT_EQ(seen.native[0].size(), 6U);
  EXPECT_EQ(seen.native[0][1], seen.native[0][4]);
  EXPECT_EQ(seen.native[0][5].pc, 0x403000U);
}

TEST(Reader, TellsAnInterruptedFrameFromACaller) {
  const MadeUpImage image{1024};
  Reader reader = opened(image);
  image.write_sample(7, 100, {0x401000, 0x402000, 0x403000 | interrupted_bit});
  Seen seen;
  reader.drain(seen.sink(), false);
  EXPECT_THAT(seen.native[0], ElementsAre(NativeFrame{0x401000, true}, NativeFrame{0x402000, false},
                                          NativeFrame{0x403000, true}));
}

TEST(Reader, KeepsTextsOfEveryLength) {
  const MadeUpImage image{1024};
  Reader reader = opened(image);
  const std::string path = "/usr/lib/libm.so.6";
  const std::string build_id{"\0\1\2abc\xff", 7};
  Writer writer = image.writer();
  ASSERT_EQ(writer.begin(Kind::module, 0, 4 + words_for(build_id.size()) + words_for(path.size())),
            Writer::Begun::yes);
  for (const std::uint64_t word : {std::uint64_t{4096}, std::uint64_t{8192}, std::uint64_t{0},
                                   build_id.size() | path.size() << 32}) {
    writer.put(word);
  }
  writer.put_bytes(build_id.data(), build_id.size());
  writer.put_bytes(path.data(), path.size());
  writer.commit();
  Seen seen;
  EXPECT_EQ(reader.drain(seen.sink(), false), 1U);
  EXPECT_THAT(seen.texts, ElementsAre(path, build_id));
}

TEST(Reader, WaitsForARecordThatIsBeingWritten) {
  const MadeUpImage image{1024};
  Reader reader = opened(image);
  Writer slow = image.writer();
  ASSERT_EQ(slow.begin(Kind::thread_end, 0, 3), Writer::Begun::yes);
  image.write_sample(7, 100, {0x401000});
  Seen seen;
  EXPECT_EQ(reader.drain(seen.sink(), false), 0U);
  for (int i = 0; i < 3; ++i) slow.put(1);
  slow.commit();
  EXPECT_EQ(reader.drain(seen.sink(), false), 2U);
}

TEST(Reader, PassesOverARecordWhoseWriterDied) {
  const MadeUpImage image{1024};
  Reader reader = opened(image);
  Writer dead = image.writer();
  ASSERT_EQ(dead.begin(Kind::sample, 0, 9), Writer::Begun::yes);
  image.write_sample(7, 100, {0x401000});
  Seen seen;
  EXPECT_EQ(reader.drain(seen.sink(), true), 1U);
  EXPECT_THAT(seen.cpu, ElementsAre(100));
  EXPECT_EQ(reader.counts().damaged, 1U);
}

TEST(Reader, RefusesFilesThatAreNoImages) {
  const MadeUpImage image{1024};
  image.header().ready.store(0);
  EXPECT_EQ(Reader::open(image.path(), 1).error().category, Category::not_found);
  image.header().ready.store(magic + 1);
  EXPECT_EQ(Reader::open(image.path(), 1).error().category, Category::malformed);
  image.header().ready.store(magic);
  for (const std::uint32_t words : {0U, 3U, 2048U, 0x80000000U}) {
    image.header().ring_words = words;
    EXPECT_EQ(Reader::open(image.path(), 1).error().category, Category::malformed) << words;
  }
  EXPECT_EQ(Reader::open("/dev/null", 1).error().category, Category::malformed);
  EXPECT_EQ(Reader::open("/nonexistent", 1).error().category, Category::not_found);
}

TEST(Reader, TakesNothingFromAFileThatWasCutShort) {
  const MadeUpImage image{1024};
  Reader reader = opened(image);
  image.write_sample(7, 100, {0x401000});
  ASSERT_EQ(::truncate(image.path().c_str(), 100), 0);
  Seen seen;
  EXPECT_EQ(reader.drain(seen.sink(), false), 0U);
  EXPECT_EQ(reader.counts().damaged, 1U);
}

TEST(Writer, DropsWhatFindsNoRoom) {
  const MadeUpImage image{64};
  Reader reader = opened(image);
  int written = 0;
  while (image.write_sample(7, 100, {1, 2, 3})) ++written;
  EXPECT_EQ(written, 8);  // of 8 words each
  Seen seen;
  EXPECT_EQ(reader.drain(seen.sink(), false), 8U);
  EXPECT_TRUE(image.write_sample(7, 100, {1, 2, 3}));
}

TEST(Writer, DoesNotTouchWhatHasNoMemoryBehindIt) {
  const MadeUpImage image{64};
  Writer writer{&image.header(), image.words(), 16};
  EXPECT_EQ(writer.begin(Kind::thread_end, 0, 15), Writer::Begun::yes);
  EXPECT_EQ(writer.begin(Kind::thread_end, 0, 0), Writer::Begun::not_backed);
}

TEST(Writer, LosesNothingBetweenManyThreads) {
  const MadeUpImage image{4096};
  Reader reader = opened(image);
  constexpr std::uint64_t threads = 4;
  constexpr std::uint64_t samples = 5000;
  std::vector<std::vector<std::uint64_t>> last(threads);
  std::atomic<std::uint64_t> running{threads};
  std::vector<std::jthread> writers;
  for (std::uint64_t t = 0; t < threads; ++t) {
    writers.emplace_back([&image, &running, t] {
      for (std::uint64_t i = 1; i <= samples; ++i) {
        std::vector<std::uint64_t> frames(i % 40 + 1, t + 1);
        while (!image.write_sample(static_cast<std::uint32_t>(t), i, frames)) {
          std::this_thread::yield();
        }
      }
      --running;
    });
  }
  std::uint64_t wrong = 0;
  const Sink sink = [&](const Image&, const Event& event) {
    const auto* sample = std::get_if<Sample>(&event);
    if (sample == nullptr) return;
    auto& mine = last[static_cast<std::size_t>(sample->tid)];
    const auto i = static_cast<std::uint64_t>(sample->cpu.count());
    if (i != mine.size() + 1 || sample->native.size() != i % 40 + 1) ++wrong;
    for (const NativeFrame& frame : sample->native) {
      if (frame.pc != static_cast<std::uint64_t>(sample->tid) + 1) ++wrong;
    }
    mine.push_back(i);
  };
  while (running != 0) reader.drain(sink, false);
  reader.drain(sink, false);
  EXPECT_EQ(wrong, 0U);
  for (const auto& mine : last) EXPECT_EQ(mine.size(), samples);
  EXPECT_EQ(reader.counts().damaged, 0U);
}

// Whatever records, and however often the ring wraps: what was accepted comes out, once, in order.
RC_GTEST_PROP(Ring, KeepsWhatItAccepted, ()) {
  const auto lengths =
      *rc::gen::container<std::vector<std::uint16_t>>(rc::gen::inRange<std::uint16_t>(0, 70));
  const auto pauses = *rc::gen::inRange(1, 8);
  const MadeUpImage image{128};
  Reader reader = opened(image);
  Seen seen;
  std::vector<std::uint64_t> accepted;
  for (std::size_t i = 0; i < lengths.size(); ++i) {
    if (image.write_sample(1, i + 1, std::vector<std::uint64_t>(lengths[i], 5))) {
      accepted.push_back(i + 1);
    }
    if (i % static_cast<std::size_t>(pauses) == 0) reader.drain(seen.sink(), false);
  }
  reader.drain(seen.sink(), false);
  RC_ASSERT(seen.cpu == accepted);
}

// Whatever a program gone wild writes into the file: draining ends, and later records still arrive.
RC_GTEST_PROP(Reader, SurvivesNonsense, ()) {
  const auto seed = *rc::gen::arbitrary<std::uint64_t>();
  const auto damages = *rc::gen::inRange(1, 40);
  const bool is_last = *rc::gen::arbitrary<bool>();
  const MadeUpImage image{256};
  Reader reader = opened(image);
  Seen seen;
  std::mt19937_64 random{seed};
  for (int i = 0; i < damages; ++i) {
    image.write_sample(1, 1, std::vector<std::uint64_t>(random() % 30, random()));
    const std::uint64_t word =
        random() % 4 == 0
            ? tag(random() % 40, static_cast<Kind>(random() % 8), random() % 9, committed)
            : random() >> random() % 64;
    switch (random() % 6) {
      case 0:
        image.header().head.store(word);
        break;
      case 1:
        image.header().tail.store(word);
        break;
      case 2:
        image.header().ring_words = static_cast<std::uint32_t>(word);
        image.header().ring_words = 256;  // the writer's own sense is not at stake
        break;
      default:
        image.words()[random() % 256].store(word);
    }
    reader.drain(seen.sink(), is_last);
  }
  RC_SUCCEED("it came to an end");
}

}  // namespace
}  // namespace calo::ring
