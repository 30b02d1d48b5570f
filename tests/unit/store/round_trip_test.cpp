#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <optional>
#include <tuple>

#include "any_run.hpp"
#include "same.hpp"
#include "store/run_file.hpp"

namespace calo::store::testing {
namespace {

RC_GTEST_PROP(RunFile, GivesBackExactlyWhatWasWritten, (std::uint64_t seed)) {
  const Scratch scratch;
  const auto domains = *rc::gen::inRange<std::size_t>(0, 5);
  const auto intervals = *rc::gen::inRange<std::size_t>(0, 20);
  const auto processes = *rc::gen::inRange<std::size_t>(0, 20);
  const model::Run run = any_run(seed, domains, intervals, processes);
  RC_ASSERT(write_run(scratch / "run.calo", run));
  const auto read = read_run(scratch / "run.calo");
  RC_ASSERT(read.has_value());
  RC_ASSERT(same(*read, run));
}

TEST(RunFile, KeepsIntervalsOfSeveralCommitsInOrder) {
  const Scratch scratch;
  const model::Run run = any_run(1, 2, 30, 5);
  auto writer = RunWriter::create(scratch / "run.calo", run.header);
  ASSERT_TRUE(writer) << writer.error().text();
  const std::span all{run.intervals};
  ASSERT_TRUE(writer->commit(all.first(7), {}, run.end));
  ASSERT_TRUE(writer->commit({}, run.processes, run.end));
  ASSERT_TRUE(writer->commit(all.subspan(7), {}, run.end));
  ASSERT_TRUE(writer->close());
  EXPECT_TRUE(same(read_run(scratch / "run.calo").value(), run));
}

TEST(RunFile, ReplacesProcessesByIdAndTheEndSoFar) {
  const Scratch scratch;
  model::Run first = any_run(2, 1, 0, 3);
  model::Run second = any_run(3, 1, 0, 3);
  first.end.phases.resize(3);  // spans grow only
  second.end.phases.resize(2);
  first.end.phase_spans = {{1, 0, 0.0_s, 1.0_s}};
  second.end.phase_spans = {{1, 0, 0.0_s, 1.0_s}, {0, 1, 0.5_s, 2.0_s}};
  auto writer = RunWriter::create(scratch / "run.calo", first.header);
  ASSERT_TRUE(writer);
  ASSERT_TRUE(writer->commit({}, first.processes, first.end));
  ASSERT_TRUE(writer->commit({}, std::span{second.processes}.subspan(1, 1), second.end));
  ASSERT_TRUE(writer->close());
  const auto read = read_run(scratch / "run.calo");
  ASSERT_TRUE(read) << read.error().text();
  EXPECT_TRUE(same(read->end, second.end));
  EXPECT_TRUE(same(read->processes[0], first.processes[0]));
  EXPECT_TRUE(same(read->processes[1], second.processes[1]));
  EXPECT_TRUE(same(read->processes[2], first.processes[2]));
}

TEST(RunFile, ForgetsAProcessThatWasFoldedIntoAnother) {
  const Scratch scratch;
  const model::Run run = any_run(2, 1, 0, 3);
  auto writer = RunWriter::create(scratch / "run.calo", run.header);
  ASSERT_TRUE(writer);
  ASSERT_TRUE(writer->commit({}, run.processes, run.end));
  model::ProcessRecord gone;
  gone.id = run.processes[1].id;
  gone.count = 0;
  ASSERT_TRUE(writer->commit({}, std::span{&gone, 1}, run.end));
  ASSERT_TRUE(writer->close());
  const auto read = read_run(scratch / "run.calo");
  ASSERT_TRUE(read) << read.error().text();
  ASSERT_EQ(read->processes.size(), 2U);
  EXPECT_TRUE(same(read->processes[0], run.processes[0]));
  EXPECT_TRUE(same(read->processes[1], run.processes[2]));
}

TEST(RunFile, IsReadableBeforeTheFirstCommitAndSaysThatItIsNotComplete) {
  const Scratch scratch;
  const model::Run run = any_run(4, 3, 0, 0);
  auto writer = RunWriter::create(scratch / "run.calo", run.header);
  ASSERT_TRUE(writer);
  const auto read = read_run(scratch / "run.calo");
  ASSERT_TRUE(read) << read.error().text();
  EXPECT_TRUE(same(read->header, run.header));
  EXPECT_FALSE(read->end.complete);
  EXPECT_EQ(read->end.ticks, 0);
  EXPECT_EQ(read->end.totals.size(), 3U);
}

TEST(RunFile, DigestIsTheHeaderAndTheEnd) {
  const Scratch scratch;
  const model::Run run = any_run(5, 2, 10, 10);
  ASSERT_TRUE(write_run(scratch / "run.calo", run));
  const auto digest = read_digest(scratch / "run.calo");
  ASSERT_TRUE(digest) << digest.error().text();
  EXPECT_TRUE(same(digest->header, run.header));
  model::RunEnd end = run.end;
  end.phase_spans.clear();
  EXPECT_TRUE(same(digest->end, end));
  EXPECT_TRUE(digest->intervals.empty());
  EXPECT_TRUE(digest->processes.empty());
}

TEST(RunFile, KnowsHowTheCpusWere) {
  const Scratch scratch;
  model::Run run = any_run(6, 1, 3, 0);
  double begin = 0.0;
  for (const auto& [length, hertz, celsius] :
       {std::tuple<double, std::optional<double>, std::optional<double>>{1.0, 3e9, 50.0},
        {3.0, 2e9, 70.0},
        {5.0, std::nullopt, std::nullopt}}) {
    model::Interval& interval = run.intervals[begin == 0.0 ? 0 : begin == 1.0 ? 1 : 2];
    interval.begin = Seconds::of(begin);
    interval.end = Seconds::of(begin += length);
    interval.frequency_hz = hertz;
    interval.temperature_celsius = celsius;
  }
  ASSERT_TRUE(write_run(scratch / "run.calo", run));
  const auto conditions = read_digest(scratch / "run.calo").value().conditions;
  EXPECT_DOUBLE_EQ(conditions.frequency_hz.value(), 2.25e9);  // mean over the time it was known
  EXPECT_DOUBLE_EQ(conditions.temperature_celsius.value(), 70.0);
}

TEST(RunFile, GivesMinusZeroBackAsZero) {
  const Scratch scratch;
  model::Run run = any_run(7, 1, 1, 0);
  run.intervals[0].energy[0].gross = Joules::of(-0.0);
  ASSERT_TRUE(write_run(scratch / "run.calo", run));
  EXPECT_EQ(read_run(scratch / "run.calo").value().intervals[0].energy[0].gross, Joules{});
}

TEST(RunFile, OfVersion1StaysReadable) {
  const auto run = read_run(CALO_SOURCE_DIR "/fuzz/corpus/run_file/whole");
  ASSERT_TRUE(run) << run.error().text();
  EXPECT_EQ(run->header.name, "simulate, v2");
  EXPECT_EQ(run->intervals.size(), 2U);
  EXPECT_EQ(run->intervals[1].energy[0].gross, Joules::of(0.1 + 0.2));
  EXPECT_EQ(run->processes.at(0).name, "sim\"a,b");
}

TEST(RunFile, IsOneFileAtAllTimes) {
  const Scratch scratch;
  const auto files = [&] {
    return std::ranges::distance(std::filesystem::directory_iterator{scratch.path()},
                                 std::filesystem::directory_iterator{});
  };
  const model::Run run = any_run(6, 2, 10, 10);
  auto writer = RunWriter::create(scratch / "run.calo", run.header);
  ASSERT_TRUE(writer);
  EXPECT_EQ(files(), 1);
  ASSERT_TRUE(writer->commit(run.intervals, run.processes, run.end));
  EXPECT_EQ(files(), 1);
  ASSERT_TRUE(writer->close());
  EXPECT_EQ(files(), 1);
}

}  // namespace
}  // namespace calo::store::testing
