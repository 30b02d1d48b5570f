#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <cstring>
#include <filesystem>

#include "npz/npz.hpp"
#include "python.hpp"

namespace npz {
namespace {

using testing::HasSubstr;

TEST(Npz, KeepsTheOrderOfMembers) {
  const Scratch scratch;
  const Array a = Array::of(std::vector<double>{1, 2}, {2});
  const Array b = Array::of(std::vector<float>{3}, {1, 1});
  ASSERT_TRUE(write(scratch.path("a.npz"), std::array{entry("z", a), entry("a", b)}));
  const auto archive = read(scratch.path("a.npz"));
  ASSERT_TRUE(archive);
  ASSERT_EQ(archive->members.size(), 2u);
  EXPECT_EQ(archive->members[0].name, "z");
  EXPECT_EQ(archive->find("a")->shape, (Shape{1, 1}));
  EXPECT_EQ(archive->find("none"), nullptr);
}

TEST(Npz, EqualArraysGiveEqualFiles) {
  const Scratch scratch;
  const Array a = Array::of(std::vector<double>{1, 2}, {2});
  for (const char* name : {"one.npz", "two.npz"}) {
    ASSERT_TRUE(write(scratch.path(name), std::array{entry("a", a, Packing::deflated)}));
  }
  EXPECT_EQ(text_of(scratch.path("one.npz")), text_of(scratch.path("two.npz")));
}

TEST(Npz, ReplacesAFileInOneStepAndLeavesNothingBeside) {
  const Scratch scratch;
  std::ofstream{scratch.path("a.npz")} << "earlier";
  const Array a = Array::of(std::vector<double>{1}, {1});
  ASSERT_TRUE(write(scratch.path("a.npz"), std::array{entry("a", a)}));
  EXPECT_TRUE(read(scratch.path("a.npz")));
  const std::filesystem::directory_iterator directory{scratch.path("")};
  EXPECT_EQ(std::distance(begin(directory), end(directory)), 1);
}

TEST(Npz, WritesToWhatASymbolicLinkPointsTo) {
  const Scratch scratch;
  std::ofstream{scratch.path("real.npz")} << "earlier";
  std::filesystem::create_symlink("real.npz", scratch.path("link.npz"));
  const Array a = Array::of(std::vector<double>{1}, {1});
  ASSERT_TRUE(write(scratch.path("link.npz"), std::array{entry("a", a)}));
  EXPECT_TRUE(std::filesystem::is_symlink(scratch.path("link.npz")));
  EXPECT_TRUE(read(scratch.path("real.npz")));
}

TEST(Npz, SaysBeforehandWhatCannotBeWritten) {
  const Scratch scratch;
  EXPECT_TRUE(check_writable(scratch.path("a.npz")));
  EXPECT_FALSE(std::filesystem::exists(scratch.path("a.npz")));
  const auto absent = check_writable(scratch.path("none/a.npz"));
  ASSERT_FALSE(absent);
  EXPECT_THAT(absent.error().text(), HasSubstr("Create its directory"));
  const auto directory = check_writable(scratch.path(""));
  ASSERT_FALSE(directory);
  EXPECT_THAT(directory.error().text(), HasSubstr("not a regular file"));
}

TEST(Npz, SaysThatAFileIsMissing) {
  const auto archive = read("/nonexistent/a.npz");
  ASSERT_FALSE(archive);
  EXPECT_EQ(archive.error().category, calo::Category::not_found);
  EXPECT_THAT(archive.error().text(), HasSubstr("/nonexistent/a.npz"));
}

TEST(Npz, WritesAndReadsSingleArrays) {
  const Scratch scratch;
  const Array a = Array::of(std::vector<double>{1, 2, 3, 4}, {2, 2});
  ASSERT_TRUE(write_npy(scratch.path("a.npy"), a));
  const auto back = read_npy(scratch.path("a.npy"));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->shape, a.shape);
  EXPECT_EQ(back->bytes, a.bytes);
}

/// Numeric types with how many values; small enough for many runs.
rc::Gen<Array> any_array() {
  return rc::gen::exec([] {
    const auto type = static_cast<Type>(*rc::gen::inRange(0, static_cast<int>(Type::text)));
    const Shape shape = *rc::gen::container<Shape>(
        static_cast<std::size_t>(*rc::gen::inRange(0, 4)), rc::gen::inRange<std::size_t>(0, 5));
    Array array{.type = type, .characters = 0, .shape = shape, .bytes = {}};
    array.bytes = *rc::gen::container<std::vector<std::byte>>(
        elements(shape) * size_of(type),
        rc::gen::map(rc::gen::inRange(0, 256), [](int byte) { return std::byte(byte); }));
    return array;
  });
}

RC_GTEST_PROP(Npz, ComesBackAsItWas, ()) {
  const Scratch scratch;
  const Array array = *any_array();
  const auto packing = *rc::gen::element(Packing::stored, Packing::deflated);
  RC_ASSERT(write(scratch.path("a.npz"), std::array{entry("a", array, packing)}).has_value());
  const auto archive = read(scratch.path("a.npz"));
  RC_ASSERT(archive.has_value());
  RC_ASSERT(archive->find("a")->type == array.type);
  RC_ASSERT(archive->find("a")->shape == array.shape);
  RC_ASSERT(archive->find("a")->bytes == array.bytes);
}

}  // namespace
}  // namespace npz
