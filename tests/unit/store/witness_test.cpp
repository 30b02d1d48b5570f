#include <gtest/gtest.h>

#include <filesystem>

#include "any_run.hpp"
#include "store/run_file.hpp"

namespace calo::store {
namespace {

using model::Witness;
using testing::any_run;
using testing::Scratch;

TEST(Witnesses, ComeBackFromARunFileAsTheyWere) {
  const Scratch scratch;
  const std::filesystem::path file = scratch / "run.calo";
  const model::Run run = any_run(1, 1, 0, 1);
  auto writer = RunWriter::create(file, run.header);
  ASSERT_TRUE(writer.has_value());
  const std::vector<Witness> witnesses = {
      {"cpu-readings", "CPU time", "the kernel", "s", 1.0, 1.005, 0.01, Witness::Bound::equal},
      {"memory-peak", "peak RSS", "ru_maxrss", "B", 2e8, 1.9e8, 0.0, Witness::Bound::at_least}};
  ASSERT_TRUE(writer->store(std::vector<Witness>{witnesses.back()}).has_value());
  ASSERT_TRUE(writer->store(witnesses).has_value());
  ASSERT_TRUE(writer->commit({}, {}, run.end).has_value());
  ASSERT_TRUE(writer->close().has_value());
  const auto read = read_witnesses(file);
  ASSERT_TRUE(read.has_value()) << read.error().text();
  EXPECT_EQ(*read, witnesses);
}

}  // namespace
}  // namespace calo::store
