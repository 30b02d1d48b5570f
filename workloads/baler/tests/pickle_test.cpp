#include "pickle.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace baler {
namespace {

using testing::HasSubstr;

Result<std::vector<PickledTensor>> read(const std::string& pickle) {
  return read_pickled_tensors(std::as_bytes(std::span{pickle}), "data.pkl");
}

std::string error_of(const std::string& pickle) {
  const auto tensors = read(pickle);
  return tensors ? "" : tensors.error().text();
}

const std::string head{"\x80\x02", 2};

std::string example() {
  const std::vector<PickledTensor> tensors{{.name = "en1.weight",
                                            .storage = "0",
                                            .is_double = true,
                                            .storage_elements = std::uint64_t{3} << 32,
                                            .offset = 70000,
                                            .sizes = {200, 300},
                                            .strides = {300, 1}},
                                           {.name = "en1.bias",
                                            .storage = "1",
                                            .is_double = false,
                                            .storage_elements = 7,
                                            .offset = 0,
                                            .sizes = {},
                                            .strides = {}}};
  return pickle_tensors(tensors);
}

TEST(Pickle, ComesBackAsItWas) {
  const auto tensors = read(example());
  ASSERT_TRUE(tensors) << tensors.error().text();
  ASSERT_EQ(tensors->size(), 2u);
  EXPECT_EQ(tensors->at(0).name, "en1.weight");
  EXPECT_TRUE(tensors->at(0).is_double);
  EXPECT_EQ(tensors->at(0).storage_elements, std::uint64_t{3} << 32);
  EXPECT_EQ(tensors->at(0).offset, 70000u);
  EXPECT_EQ(tensors->at(0).sizes, (std::vector<std::uint64_t>{200, 300}));
  EXPECT_EQ(tensors->at(1).storage, "1");
  EXPECT_TRUE(tensors->at(1).sizes.empty());
}

TEST(Pickle, NeverCallsWhatItNames) {
  const std::string call = head + std::string{"cos\nsystem\nX\x02\0\0\0ls\x85R.", 21};
  EXPECT_THAT(error_of(call), HasSubstr("'os system', which is never done"));
}

TEST(Pickle, RefusesTensorsOfOtherTypes) {
  std::string pickle = example();
  pickle.replace(pickle.find("DoubleStorage"), 13, "BFloatStorage");
  EXPECT_THAT(error_of(pickle), HasSubstr("torch BFloatStorage"));
}

TEST(Pickle, RefusesOtherProtocolsAndOpcodes) {
  EXPECT_THAT(error_of(std::string{"\x80\x04.", 3}), HasSubstr("protocol 4"));
  EXPECT_THAT(error_of(head + "]."), HasSubstr("opcode 0x5d"));
}

TEST(Pickle, RefusesWhatEndsInTheMiddle) {
  const std::string pickle = example();
  for (std::size_t size = 0; size < pickle.size(); ++size) {
    ASSERT_FALSE(read(pickle.substr(0, size))) << size;
  }
}

TEST(Pickle, RefusesDeepNesting) {
  EXPECT_THAT(error_of(head + ")" + std::string(100'000, '\x85') + "."),
              HasSubstr("nested too deeply"));
}

TEST(Pickle, RefusesNegativeSizes) {
  EXPECT_THAT(error_of(head + "J\xff\xff\xff\xff."), HasSubstr("negative"));
}

TEST(Pickle, RefusesEndlessStacksAndMemos) {
  EXPECT_THAT(error_of(head + std::string(300'000, ')')), HasSubstr("too long"));
}

RC_GTEST_PROP(Pickle, NeverCrashesOnChangedBytes, ()) {
  std::string pickle = example();
  const auto changes = *rc::gen::inRange(1, 6);
  for (int i = 0; i < changes; ++i) {
    pickle[*rc::gen::inRange<std::size_t>(0, pickle.size())] =
        static_cast<char>(*rc::gen::inRange(0, 256));
  }
  const auto tensors = read(pickle);
  if (!tensors) RC_ASSERT(!tensors.error().what.empty());
}

}  // namespace
}  // namespace baler
