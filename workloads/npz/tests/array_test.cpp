#include "npz/array.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <limits>

#include "npz/npy.hpp"

namespace npz {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::span<const std::byte> bytes_of(const std::string& text) {
  return std::as_bytes(std::span{text});
}

std::string with_header(const std::string& description, const std::string& elements) {
  std::string header{"\x93NUMPY\x01\x00", 8};
  header += static_cast<char>(description.size() & 0xFF);
  header += static_cast<char>(description.size() >> 8);
  return header + description + elements;
}

std::string error_of(const std::string& file) {
  const auto array = parse_npy(bytes_of(file), "x.npy");
  return array ? "" : array.error().text();
}

TEST(NpyHeader, IsPaddedTo64BytesAndEndsInANewline) {
  for (std::size_t size = 0; size < 200; ++size) {
    const std::string header = npy_header(Type::f8, 0, {size, 1000000007, size});
    EXPECT_EQ(header.size() % 64, 0u);
    EXPECT_EQ(header.back(), '\n');
  }
}

TEST(NpyHeader, IsTheOneThatNumpyWrites) {
  std::string expected{"\x93NUMPY\x01\x00v\x00", 10};
  expected += "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }";
  expected.append(127 - expected.size(), ' ');
  EXPECT_EQ(npy_header(Type::f4, 0, {3}), expected + "\n");
}

TEST(Npy, ReadsAllThreeVersions) {
  const std::string description = "{'descr': '<i2', 'fortran_order': False, 'shape': (2,), }\n";
  const std::string one = with_header(description, std::string{"\x01\x00\xff\xff", 4});
  for (const char version : {'\x02', '\x03'}) {
    std::string later = one;
    later[6] = version;
    later.insert(10, std::string{"\x00\x00", 2});
    const auto array = parse_npy(bytes_of(later), "x.npy");
    ASSERT_TRUE(array);
    EXPECT_THAT(array->doubles().value(), ElementsAre(1, -1));
  }
  EXPECT_EQ(parse_npy(bytes_of(one), "x.npy")->integers().value().at(1), -1);
}

TEST(Npy, RefusesFortranOrderAndSaysHowToConvert) {
  const std::string file = with_header(
      "{'descr': '<f8', 'fortran_order': True, 'shape': (2, 1), }\n", std::string(16, '\0'));
  EXPECT_THAT(error_of(file), HasSubstr("Fortran order"));
  EXPECT_THAT(error_of(file), HasSubstr("ascontiguousarray"));
}

TEST(Npy, RefusesBigEndianAndSaysHowToConvert) {
  const std::string file = with_header(
      "{'descr': '>f8', 'fortran_order': False, 'shape': (1,), }\n", std::string(8, '\0'));
  EXPECT_THAT(error_of(file), HasSubstr("big-endian"));
}

TEST(Npy, NeverLoadsPickledObjects) {
  const std::string file =
      with_header("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }\n", "\x80\x04.");
  EXPECT_THAT(error_of(file), HasSubstr("never loaded"));
}

TEST(Npy, RefusesRecordsWithFields) {
  const std::string file = with_header(
      "{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (1,), }\n", std::string(8, '\0'));
  EXPECT_THAT(error_of(file), HasSubstr("not supported"));
}

TEST(Npy, RefusesAShapeThatOverflows) {
  const std::string file = with_header(
      "{'descr': '<f8', 'fortran_order': False, 'shape': (70000000000000, 70000000000000), }\n",
      "");
  EXPECT_THAT(error_of(file), HasSubstr("impossibly large"));
}

TEST(Npy, RefusesMoreOrFewerElementsThanItsShapeWants) {
  const std::string description = "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }\n";
  EXPECT_THAT(error_of(with_header(description, std::string(15, '\0'))), HasSubstr("wants 16"));
  EXPECT_THAT(error_of(with_header(description, std::string(17, '\0'))), HasSubstr("wants 16"));
}

TEST(Npy, RefusesTextWithoutCharacters) {
  const std::string file =
      with_header("{'descr': '<U0', 'fortran_order': False, 'shape': (99999999999,), }\n", "");
  EXPECT_THAT(error_of(file), HasSubstr("no characters"));
}

TEST(Array, KeepsTextWithTrailingBlanksAndAllPlanesOfUnicode) {
  const std::vector<std::string> names{"pt ", "η", "", "\xF0\x9F\x94\xA5 mass"};
  EXPECT_EQ(Array::of(names).strings().value(), names);
}

TEST(Array, ReplacesInvalidUtf8) {
  const std::vector<std::string> names{"a\xFF", "\xC0\x80"};
  EXPECT_THAT(Array::of(names).strings().value(), ElementsAre("a\uFFFD", "\uFFFD\uFFFD"));
}

TEST(Array, HasNoNamesWhenItIsEmptyWhateverItsType) {
  EXPECT_TRUE(Array::of(std::span<const double>{}, {0}).strings().value().empty());
}

TEST(Array, RefusesToReadTextAsNumbersAndNumbersAsText) {
  EXPECT_FALSE(Array::of(std::vector<std::string>{"pt"}).doubles());
  EXPECT_FALSE(Array::of(std::vector<double>{1}, {1}).strings());
  EXPECT_FALSE(Array::of(std::vector<double>{1}, {1}).integers());
}

TEST(Half, RoundsToTheNearestAndSaturatesToInfinity) {
  EXPECT_EQ(to_half(1.0), 0x3C00);
  EXPECT_EQ(from_half(to_half(0.1)), 0.0999755859375);
  EXPECT_EQ(from_half(to_half(65504)), 65504);
  EXPECT_TRUE(std::isinf(from_half(to_half(1e6))));
  EXPECT_EQ(from_half(0x0001), 0x1p-24);
}

RC_GTEST_PROP(Half, ComesBackFromItsValue, ()) {
  const auto bits = *rc::gen::inRange<std::uint16_t>(0, 0x7C00);  // finite, not negative
  RC_ASSERT(to_half(from_half(bits)) == bits);
}

}  // namespace
}  // namespace npz
