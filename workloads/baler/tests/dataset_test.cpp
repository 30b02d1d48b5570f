#include "dataset.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "example.hpp"

namespace baler {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string error_of(const Config& config, const npz::Array& data,
                     std::vector<std::string> names = {}) {
  const auto dataset = arrange(config, data, std::move(names), "x.npz");
  return dataset ? "" : dataset.error().text();
}

npz::Array array(std::vector<double> values, npz::Shape shape) {
  return npz::Array::of(values, std::move(shape));
}

TEST(Dataset, RefusesNotANumberAndSaysWhere) {
  const double nan = std::nan("");
  EXPECT_THAT(error_of(table_config(), array({1, 2, 3, nan}, {2, 2})),
              HasSubstr("1 of 4 values are not finite, the first is nan at [1, 1]"));
  const double infinity = std::numeric_limits<double>::infinity();
  EXPECT_THAT(error_of(table_config(), array({infinity}, {1, 1})), HasSubstr("inf at [0, 0]"));
}

TEST(Dataset, RefusesEmptyData) {
  EXPECT_THAT(error_of(table_config(), array({}, {0, 24})), HasSubstr("it is empty"));
  EXPECT_THAT(error_of(frames_config(), array({}, {5, 0, 50})), HasSubstr("it is empty"));
}

TEST(Dataset, RefusesFramesForATableAndATableForFrames) {
  EXPECT_THAT(error_of(table_config(), array({1}, {1, 1, 1})), HasSubstr("data_dimension = 1"));
  EXPECT_THAT(error_of(frames_config(), array({1}, {1, 1})), HasSubstr("data_dimension = 2"));
  EXPECT_THAT(error_of(table_config(), array({1}, {})), HasSubstr("shape is ()"));
}

TEST(Dataset, RefusesNamesThatDoNotMatchTheColumns) {
  EXPECT_THAT(error_of(table_config(), array({1, 2}, {1, 2}), {"pt"}),
              HasSubstr("1 names for 2 columns"));
}

TEST(Dataset, RefusesText) {
  const std::vector<std::string> text{"a"};
  npz::Array names = npz::Array::of(text);
  names.shape = {1, 1};
  EXPECT_THAT(error_of(table_config(), names), HasSubstr("text"));
}

TEST(Dataset, HoldsOneRow) {
  const auto dataset = arrange(table_config(), array({1, 2, 3}, {1, 3}), {}, "x.npz");
  ASSERT_TRUE(dataset);
  EXPECT_EQ(dataset->rows, 1u);
  EXPECT_EQ(dataset->columns, 3u);
}

TEST(Dataset, CutsFramesIntoBlocksByPlainReshaping) {
  Config config = frames_config();
  config.convert_to_blocks = {{1, 2, 5}};
  const auto dataset = arrange(config, wave_frames(3, 4, 5), {}, "x.npz");
  ASSERT_TRUE(dataset);
  EXPECT_EQ(dataset->rows, 6u);
  EXPECT_EQ(dataset->columns, 10u);
  EXPECT_EQ(dataset->shape, (npz::Shape{3, 4, 5}));
}

TEST(Dataset, RefusesBlocksThatDoNotFit) {
  Config config = frames_config();
  config.convert_to_blocks = {{1, 7, 7}};
  EXPECT_THAT(error_of(config, wave_frames(3, 4, 5)), HasSubstr("they do not fit"));
  config.convert_to_blocks = {{1, 0, 7}};
  EXPECT_THAT(error_of(config, wave_frames(3, 4, 5)), HasSubstr("they do not fit"));
  config.convert_to_blocks = {{1, std::int64_t{1} << 62, 4}};
  EXPECT_THAT(error_of(config, wave_frames(3, 4, 5)), HasSubstr("they do not fit"));
}

TEST(Normalisation, TakesEachColumnToZeroToOne) {
  const auto dataset = arrange(table_config(), array({-1, 10, 3, 30}, {2, 2}), {}, "x.npz");
  const Normalisation found = find_normalisation(table_config(), *dataset);
  EXPECT_THAT(found.minimum, ElementsAre(-1, 10));
  EXPECT_THAT(found.range, ElementsAre(4, 20));
  EXPECT_EQ(found.apply(1, 0), 0.5);
  EXPECT_EQ(found.undo(0.5, 1), 20);
}

TEST(Normalisation, BringsAConstantColumnBackExactly) {
  const auto dataset = arrange(table_config(), array({0.1, 0.1}, {2, 1}), {}, "x.npz");
  const Normalisation found = find_normalisation(table_config(), *dataset);
  EXPECT_EQ(found.apply(0.1, 0), 0);
  EXPECT_EQ(found.undo(0.37, 0), 0.1);
}

TEST(Normalisation, IsEmptyWhenTheConfigAsksForNone) {
  Config config = table_config();
  config.custom_norm = true;
  EXPECT_TRUE(find_normalisation(config, table()).is_empty());
}

TEST(Normalisation, ComesBackFromItsFile) {
  const Dataset data = frames(3, 2, 5);
  Config config = frames_config();
  config.apply_normalization = true;
  const Normalisation found = find_normalisation(config, data);
  const npz::Array stored = to_array(found, data.shape);
  EXPECT_EQ(stored.shape, (npz::Shape{2, 2, 5}));
  const auto back = normalisation_from(stored, 10);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->minimum, found.minimum);
  EXPECT_EQ(back->range, found.range);
  EXPECT_FALSE(normalisation_from(stored, 9));
}

TEST(Split, IsTheOneOfSklearn) {
  // numpy.random.RandomState(1).permutation(10) of NumPy 1.24.
  const auto parts = split(10, 0.3);
  ASSERT_TRUE(parts);
  EXPECT_THAT(parts->validation, ElementsAre(2, 9, 6));
  EXPECT_THAT(parts->training, ElementsAre(4, 0, 3, 1, 7, 8, 5));
}

TEST(Split, RefusesToLeaveAPartEmpty) {
  EXPECT_FALSE(split(1, 0.5));
  EXPECT_FALSE(split(3, 0.99));
  EXPECT_TRUE(split(1, 0));
}

RC_GTEST_PROP(Split, HoldsEachRowOnce, ()) {
  const auto rows = *rc::gen::inRange<std::size_t>(4, 500);
  const double share = *rc::gen::inRange(1, 70) / 100.0;
  const auto parts = split(rows, share);
  RC_ASSERT(parts.has_value());
  std::vector<std::size_t> all = parts->training;
  all.insert(all.end(), parts->validation.begin(), parts->validation.end());
  std::ranges::sort(all);
  RC_ASSERT(all.size() == rows);
  for (std::size_t i = 0; i < rows; ++i) RC_ASSERT(all[i] == i);
}

}  // namespace
}  // namespace baler
