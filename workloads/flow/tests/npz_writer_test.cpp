#include "npz_writer.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace flow {
namespace {

/// A directory that lasts as long as the test.
class NpzFile : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "flow-npz-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    directory_ = name;
  }
  void TearDown() override {
    std::error_code ignored;
    std::filesystem::remove_all(directory_, ignored);
  }
  [[nodiscard]] std::string path(const std::string& name) const { return directory_ / name; }
  [[nodiscard]] std::size_t files() const {
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator{directory_}) {
      ++count;
    }
    return count;
  }

  std::filesystem::path directory_;
};

bool runs(const std::string& command) {
  return std::system((command + " >/dev/null 2>&1").c_str()) == 0;
}

// The check value that every catalogue of CRCs gives for CRC-32/ISO-HDLC.
TEST(Crc32, HasThePublishedCheckValue) {
  const std::string_view digits = "123456789";
  EXPECT_EQ(crc32(std::as_bytes(std::span{digits})), 0xCBF43926u);
}

TEST(Crc32, ContinuesWhereItStopped) {
  const std::string_view all = "123456789";
  const std::uint32_t first = crc32(std::as_bytes(std::span{all.substr(0, 4)}));
  EXPECT_EQ(crc32(std::as_bytes(std::span{all.substr(4)}), first), 0xCBF43926u);
}

TEST(NpyHeader, FillsAMultipleOfSixtyFourBytesAndEndsALine) {
  for (const char* shape : {"(0,)", "(60, 50, 50)", "(1000000, 100000, 100000)"}) {
    const std::string header = npy_header(shape);
    EXPECT_EQ(header.size() % 64, 0u);
    EXPECT_EQ(header.back(), '\n');
    EXPECT_EQ(header.substr(0, 8), std::string("\x93NUMPY\x01\x00", 8));
    const auto length = static_cast<unsigned char>(header[8]);
    EXPECT_EQ(length + 10u, header.size());
  }
}

TEST_F(NpzFile, PassesTheTestOfUnzip) {
  if (!runs("command -v unzip")) GTEST_SKIP() << "needs unzip: install the package unzip";
  const std::vector<double> values(6, 1.5);
  ASSERT_TRUE(write_npz(path("a.npz"), values, {1, 2, 3}));
  EXPECT_TRUE(runs("unzip -t '" + path("a.npz") + "'"));
}

TEST_F(NpzFile, IsReadByNumPy) {
  if (!runs("/usr/bin/python3 -c 'import numpy'")) {
    GTEST_SKIP() << "needs NumPy for /usr/bin/python3: install the package python3-numpy";
  }
  std::vector<double> values(24);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = 0.1 * static_cast<double>(i);
  ASSERT_TRUE(write_npz(path("a.npz"), values, {2, 3, 4}));
  EXPECT_TRUE(runs(fmt::format(
      "/usr/bin/python3 -c \"import numpy as n; f = n.load('{}'); d = f['data']; m = f['names']; "
      "assert f.files == ['data', 'names']; assert d.shape == (2, 3, 4) and d.dtype == n.float64; "
      "assert d.flags.c_contiguous; assert (d.ravel() == [0.1 * i for i in range(24)]).all(); "
      "assert m.shape == (0,) and m.dtype == n.float64\"",
      path("a.npz"))));
}

TEST_F(NpzFile, ReplacesAnEarlierOneAndLeavesNothingElse) {
  std::ofstream{path("a.npz")} << "earlier";
  const std::vector<double> values(2, 1.0);
  ASSERT_TRUE(write_npz(path("a.npz"), values, {1, 1, 2}));
  EXPECT_GT(std::filesystem::file_size(path("a.npz")), 200u);
  EXPECT_EQ(files(), 1u);
}

TEST_F(NpzFile, FollowsASymbolicLink) {
  std::ofstream{path("real.npz")} << "earlier";
  std::filesystem::create_symlink("real.npz", path("link.npz"));
  const std::vector<double> values(2, 1.0);
  ASSERT_TRUE(write_npz(path("link.npz"), values, {1, 1, 2}));
  EXPECT_TRUE(std::filesystem::is_symlink(path("link.npz")));
  EXPECT_GT(std::filesystem::file_size(path("real.npz")), 200u);
}

TEST_F(NpzFile, IsRefusedInADirectoryThatDoesNotExist) {
  const auto checked = check_writable(path("none/a.npz"));
  ASSERT_FALSE(checked);
  EXPECT_NE(checked.error().find("Create its directory first"), std::string::npos);
}

TEST_F(NpzFile, IsRefusedInPlaceOfADeviceOrADirectory) {
  EXPECT_FALSE(check_writable("/dev/null"));
  EXPECT_FALSE(check_writable(directory_));
}

TEST_F(NpzFile, CheckingLeavesNothingBehind) {
  EXPECT_TRUE(check_writable(path("a.npz")));
  EXPECT_EQ(files(), 0u);
}

}  // namespace
}  // namespace flow
