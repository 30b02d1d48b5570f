#include "compression.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <limits>

#include "coding.hpp"
#include "example.hpp"
#include "npz/npz.hpp"
#include "npz/tests/python.hpp"
#include "training.hpp"

namespace baler {
namespace {

using testing::HasSubstr;

/// What a user does: compress to a file, read it back, decompress; the original is not used.
Result<Decompressed> through_a_file(const Config& config, const Dataset& dataset,
                                    const Model& model) {
  const npz::Scratch scratch;
  const auto compressed = compress(config, dataset, model);
  if (!compressed) return std::unexpected{compressed.error()};
  if (const auto done = save(scratch.path("c.npz"), *compressed, config); !done) {
    return std::unexpected{done.error()};
  }
  const auto read = load_compressed(scratch.path("c.npz"), config, model);
  if (!read) return std::unexpected{read.error()};
  return decompress(config, *read, model);
}

bool keeps_bound(const Dataset& original, const npz::Array& decompressed, double percent) {
  const auto values = decompressed.doubles().value();
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double truth = original.values[i];
    if (!(std::abs(values[i] - truth) <= percent / 100 * std::abs(truth))) return false;
  }
  return true;
}

TEST(Compression, GivesBackTheShapeAndNamesWithoutTheOriginal) {
  Config config = table_config();
  config.input_path = "/nonexistent";
  const Dataset data = table();
  const auto back = through_a_file(config, data, make_model(config, 8).value());
  ASSERT_TRUE(back) << back.error().text();
  EXPECT_EQ(back->values.shape, data.shape);
  EXPECT_EQ(back->values.type, npz::Type::f8);
  EXPECT_EQ(back->names, data.names);
}

TEST(Compression, KnowsTheModelThatEncodedTheData) {
  const Config config = table_config();
  const npz::Scratch scratch;
  const Model model = make_model(config, 8).value();
  ASSERT_TRUE(save(scratch.path("c.npz"), compress(config, table(), model).value(), config));
  const auto read = load_compressed(scratch.path("c.npz"), config, model);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->model, fingerprint(model));
  Model other = model;
  std::visit([](auto& network) { network.parameters.back() += 1; }, other);
  EXPECT_NE(read->model, fingerprint(other));
}

TEST(Compression, GivesFramesBackInSinglePrecision) {
  const auto back =
      through_a_file(frames_config(), frames(), make_model(frames_config(), 80).value());
  ASSERT_TRUE(back);
  EXPECT_EQ(back->values.type, npz::Type::f4);
  EXPECT_EQ(back->values.shape, (npz::Shape{12, 8, 10}));
}

TEST(Compression, GivesBlocksBackAsFrames) {
  Config config = frames_config();
  config.convert_to_blocks = {{1, 4, 10}};
  const Dataset data = arrange(config, wave_frames(12, 8, 10), {}, "frames").value();
  const auto back = through_a_file(config, data, make_model(config, 40).value());
  ASSERT_TRUE(back);
  EXPECT_EQ(back->values.shape, (npz::Shape{12, 8, 10}));
}

TEST(Compression, LosesLittleAfterTraining) {
  Config config = table_config();
  config.epochs = 300;
  const Dataset data = table();
  const auto trained = train(config, data);
  ASSERT_TRUE(trained);
  const auto back = through_a_file(config, data, trained->model);
  ASSERT_TRUE(back);
  const auto quality = compare(npz::Array::of(data.values, data.shape), back->values);
  ASSERT_TRUE(quality);
  EXPECT_LT(quality->rmse_of_range, 0.02);
  EXPECT_EQ(ratio_per_cell(compress(config, data, trained->model).value()), 1.6);
}

TEST(Compression, BringsConstantColumnsBackExactly) {
  const Dataset data = table(50, 8);
  const auto back = through_a_file(table_config(), data, make_model(table_config(), 8).value());
  ASSERT_TRUE(back);
  const auto values = back->values.doubles().value();
  for (std::size_t row = 0; row < 50; ++row) EXPECT_EQ(values[row * 8 + 7], 7.5);
}

TEST(Compression, RoundsColumnsOfWholeNumbers) {
  Config config = table_config();
  config.type_list.assign(8, "float64");
  config.type_list[2] = "int32";
  const auto back = through_a_file(config, table(50, 8), make_model(config, 8).value());
  ASSERT_TRUE(back);
  const auto values = back->values.doubles().value();
  for (std::size_t row = 0; row < 50; ++row) {
    EXPECT_EQ(values[row * 8 + 2], std::nearbyint(values[row * 8 + 2]));
  }
}

TEST(Compression, RefusesTypesThatDoNotExist) {
  Config config = table_config();
  config.type_list.assign(8, "float128");
  const auto compressed = compress(config, table(50, 8), make_model(config, 8).value());
  ASSERT_FALSE(compressed);
  EXPECT_THAT(compressed.error().text(), HasSubstr("'float128'"));
}

TEST(Compression, RefusesAModelForOtherData) {
  const auto compressed = compress(table_config(), table(), make_model(table_config(), 9).value());
  ASSERT_FALSE(compressed);
  EXPECT_THAT(compressed.error().text(), HasSubstr("9 inputs"));
}

TEST(ErrorBound, KeepsZerosExactly) {
  Config config = frames_config();
  config.save_error_bounded_deltas = true;
  config.error_bounded_requirement = 50;
  const auto back = through_a_file(config, frames(), make_model(config, 80).value());
  ASSERT_TRUE(back);
  const auto values = back->values.doubles().value();
  for (std::size_t cell = 0; cell < values.size(); ++cell) {
    if (cell % 80 < 10) {
      EXPECT_EQ(values[cell], 0) << cell;
    }
  }
}

TEST(ErrorBound, NeedsNothingWhereTheModelIsGoodEnough) {
  Config config = table_config();
  config.save_error_bounded_deltas = true;
  config.error_bounded_requirement = 10;
  // Constant columns are all that there is, and the model has no part in them.
  const auto data =
      arrange(config, npz::Array::of(std::vector<double>{1, 2, 1, 2}, {2, 2}), {}, "x");
  const auto compressed = compress(config, *data, make_model(config, 2).value());
  ASSERT_TRUE(compressed);
  EXPECT_TRUE(compressed->corrections->small.empty());
  EXPECT_TRUE(compressed->corrections->exact.empty());
}

TEST(ErrorBound, RefusesABoundOfZero) {
  Config config = frames_config();
  config.save_error_bounded_deltas = true;
  config.error_bounded_requirement = 0;
  EXPECT_FALSE(compress(config, frames(), make_model(config, 80).value()));
}

TEST(ErrorBound, SpansSeveralBatches) {
  Config config = table_config();
  config.save_error_bounded_deltas = true;
  config.error_bounded_requirement = 1;
  const Dataset data = table(2'000, 8);
  ASSERT_LT(coding_batch(data.rows, Architecture{8, 5}), data.rows / 2);
  const auto back = through_a_file(config, data, make_model(config, 8).value());
  ASSERT_TRUE(back);
  EXPECT_TRUE(keeps_bound(data, back->values, 1));
}

/// Values of all sizes, zeros, and constant columns.
rc::Gen<std::vector<double>> any_cells(std::size_t count) {
  const auto cell = rc::gen::map(
      rc::gen::tuple(rc::gen::inRange(-1000, 1000), rc::gen::inRange(-12, 12)),
      [](const auto& parts) { return std::get<0>(parts) * std::pow(10.0, std::get<1>(parts)); });
  return rc::gen::container<std::vector<double>>(count,
                                                 rc::gen::oneOf(cell, rc::gen::just(0.0), cell));
}

RC_GTEST_PROP(ErrorBound, IsKeptInEveryCell, ()) {
  const bool is_table = *rc::gen::arbitrary<bool>();
  Config config = is_table ? table_config() : frames_config();
  config.apply_normalization = *rc::gen::arbitrary<bool>();
  config.extra_compression = *rc::gen::arbitrary<bool>();
  config.save_error_bounded_deltas = true;
  config.error_bounded_requirement = std::pow(10.0, *rc::gen::inRange(-10, 3));
  const auto rows = *rc::gen::inRange<std::size_t>(1, 12);
  const auto values = *any_cells(rows * 6);
  const npz::Shape shape = is_table ? npz::Shape{rows, 6} : npz::Shape{rows, 2, 3};
  const auto data = arrange(config, npz::Array::of(values, shape), {}, "x");
  RC_ASSERT(data.has_value());
  const auto back = through_a_file(config, *data, make_model(config, 6).value());
  RC_ASSERT(back.has_value());
  RC_ASSERT(keeps_bound(*data, back->values, config.error_bounded_requirement));
}

TEST(Compressed, IsAnErrorWhenItsCorrectionsAreIncomplete) {
  Config config = frames_config();
  config.save_error_bounded_deltas = true;
  const Model model = make_model(config, 80).value();
  const npz::Scratch scratch;
  Compressed compressed = compress(config, frames(), model).value();
  compressed.corrections->exact.pop_back();
  ASSERT_TRUE(save(scratch.path("c.npz"), compressed, config));
  const auto read = load_compressed(scratch.path("c.npz"), config, model);
  ASSERT_FALSE(read);
  EXPECT_THAT(read.error().text(), HasSubstr("corrections are incomplete"));
}

TEST(Compressed, DoesNotFitAnotherModel) {
  Config config = table_config();
  const Compressed compressed = compress(config, table(), make_model(config, 8).value()).value();
  config.compression_ratio = 4;
  const auto back = decompress(config, compressed, make_model(config, 8).value());
  ASSERT_FALSE(back);
  EXPECT_THAT(back.error().text(), HasSubstr("do not fit the model"));
}

TEST(Quality, IsPerfectForEqualData) {
  const npz::Array data = npz::Array::of(std::vector<double>{1, 2}, {2});
  const auto quality = compare(data, data);
  ASSERT_TRUE(quality);
  EXPECT_EQ(quality->rmse, 0);
  EXPECT_TRUE(std::isinf(quality->psnr_db));
}

TEST(Quality, MeasuresKnownDifferences) {
  const npz::Array a = npz::Array::of(std::vector<double>{0, 10, 20, 0}, {4});
  const npz::Array b = npz::Array::of(std::vector<double>{2, 10, 18, 0}, {4});
  const auto quality = compare(a, b);
  ASSERT_TRUE(quality);
  EXPECT_DOUBLE_EQ(quality->rmse, std::sqrt(2.0));
  EXPECT_DOUBLE_EQ(quality->psnr_db, 20 * std::log10(20 / std::sqrt(2.0)));
  EXPECT_EQ(quality->max_absolute_error, 2);
  EXPECT_DOUBLE_EQ(quality->max_relative_error.value(), 0.1);  // where the original is not zero
}

TEST(Quality, RefusesDifferentShapes) {
  EXPECT_FALSE(compare(npz::Array::of(std::vector<double>{1}, {1}),
                       npz::Array::of(std::vector<double>{1}, {1, 1})));
}

}  // namespace
}  // namespace baler
