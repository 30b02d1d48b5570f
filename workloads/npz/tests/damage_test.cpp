// Files that are cut off, changed or made to harm: an error each time, never a crash, never memory
// for what is not there.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>

#include "npz/npz.hpp"
#include "python.hpp"

namespace npz {
namespace {

using testing::HasSubstr;

std::string example(Packing packing) {
  const Scratch scratch;
  std::vector<double> values(200);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<double>(i % 7);
  const Array data = Array::of(values, {20, 10});
  const Array names = Array::of(std::vector<std::string>{"pt", "eta"});
  const std::array entries{entry("data", data, packing), entry("names", names, packing)};
  return write(scratch.path("a.npz"), entries) ? text_of(scratch.path("a.npz")) : "";
}

Result<Archive> parsed(const std::string& file) {
  return parse(std::as_bytes(std::span{file}), "a.npz");
}

TEST(DamagedNpz, IsAnErrorWhereverItIsCutOff) {
  for (const Packing packing : {Packing::stored, Packing::deflated}) {
    const std::string whole = example(packing);
    ASSERT_TRUE(parsed(whole));
    for (std::size_t size = 0; size < whole.size(); ++size) {
      ASSERT_FALSE(parsed(whole.substr(0, size))) << size;
    }
  }
}

TEST(DamagedNpz, IsAnErrorWhenAnElementHasChanged) {
  for (const Packing packing : {Packing::stored, Packing::deflated}) {
    std::string file = example(packing);
    const std::size_t place = packing == Packing::stored ? 300 : 100;
    file[place] = static_cast<char>(file[place] ^ 1);
    const auto archive = parsed(file);
    ASSERT_FALSE(archive);
    EXPECT_THAT(archive.error().text(), HasSubstr("data.npy in a.npz"));
  }
}

TEST(DamagedNpz, GetsNoMemoryForSizesThatItCannotHold) {
  std::string file = example(Packing::deflated);
  const std::size_t directory = file.find("PK\x01\x02");
  ASSERT_NE(directory, std::string::npos);
  // Uncompressed size, in the directory (PKWARE APPNOTE 4.3.12): 3.9 GiB.
  file.replace(directory + 24, 4, "\xF0\xF0\xF0\xF0");
  const auto archive = parsed(file);
  ASSERT_FALSE(archive);
  EXPECT_THAT(archive.error().text(), HasSubstr("claims"));
}

TEST(DamagedNpz, IsNotWhatIsNoZipFileAtAll) {
  const auto archive = parsed("data = [1, 2, 3]\n");
  ASSERT_FALSE(archive);
  EXPECT_THAT(archive.error().text(), HasSubstr("not a zip file"));
}

RC_GTEST_PROP(DamagedNpz, NeverCrashes, ()) {
  std::string file = example(*rc::gen::element(Packing::stored, Packing::deflated));
  const auto changes = *rc::gen::inRange(1, 8);
  for (int i = 0; i < changes; ++i) {
    const auto place = *rc::gen::inRange<std::size_t>(0, file.size());
    file[place] = static_cast<char>(*rc::gen::inRange(0, 256));
  }
  const auto archive = parsed(file);
  if (!archive) RC_ASSERT(!archive.error().what.empty());
}

}  // namespace
}  // namespace npz
