#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <random>
#include <string>

#include "any_run.hpp"
#include "store/run_file.hpp"

namespace calo::store::testing {
namespace {

/// Spoils copies of one file in every way a test thinks of; reading must end, with a run or an
/// error.
class DamagedFile : public ::testing::Test {
 protected:
  DamagedFile() {
    const auto file = scratch_ / "whole.calo";
    EXPECT_TRUE(write_run(file, any_run(21, 3, 60, 40)));
    std::ifstream in{file, std::ios::binary};
    whole_.assign(std::istreambuf_iterator<char>{in}, {});
  }

  /// 1 if it was refused.
  int refused(const std::string& bytes) {
    const auto file = scratch_ / "spoiled.calo";
    std::ofstream{file, std::ios::binary}.write(bytes.data(),
                                                static_cast<std::streamsize>(bytes.size()));
    const auto run = read_run(file);
    EXPECT_TRUE(run || !run.error().what.empty());
    if (run) {
      for (const auto& interval : run->intervals) {
        EXPECT_EQ(interval.energy.size(), run->header.domains.size());
      }
      EXPECT_EQ(run->end.totals.size(), run->header.domains.size());
    }
    const auto digest = read_digest(file);
    EXPECT_TRUE(digest || !digest.error().what.empty());
    return run ? 0 : 1;
  }

  Scratch scratch_;
  std::string whole_;
};

TEST_F(DamagedFile, WithFlippedBytesIsARunOrAnError) {
  std::mt19937 random{1};
  int refusals = 0;
  for (int i = 0; i < 600; ++i) {
    std::string bytes = whole_;
    // The first page and the beginnings of pages hold the structure.
    const auto page = random() % (whole_.size() / 4096) * 4096;
    const std::size_t reach = i % 3 == 0 ? whole_.size() : i % 3 == 1 ? 4096 : 64;
    const auto at = i % 3 == 2 ? page + random() % reach : random() % reach;
    for (std::size_t k = 0; k < 1 + random() % 4; ++k) {
      bytes[std::min(at + k, bytes.size() - 1)] = static_cast<char>(random());
    }
    refusals += refused(bytes);
  }
  EXPECT_GT(refusals, 50);
}

TEST_F(DamagedFile, CutOffAnywhereIsRefused) {
  std::mt19937 random{2};
  for (int i = 0; i < 150; ++i) {
    const std::size_t size = i < 110 ? static_cast<std::size_t>(i) : random() % whole_.size();
    EXPECT_EQ(refused(whole_.substr(0, size)), 1) << size;
  }
}

TEST_F(DamagedFile, WithPagesExchangedOrBlankIsARunOrAnError) {
  const std::size_t pages = whole_.size() / 4096;
  std::mt19937 random{3};
  for (int i = 0; i < 150; ++i) {
    std::string bytes = whole_;
    const auto a = random() % pages * 4096;
    const auto b = random() % pages * 4096;
    if (i % 2 == 0) {
      bytes.replace(a, 4096, whole_, b, 4096);
    } else {
      bytes.replace(a, 4096, 4096, '\0');
    }
    refused(bytes);
  }
}

TEST_F(DamagedFile, WithALyingJournalBesideItIsARunOrAnError) {
  std::mt19937 random{4};
  for (int i = 0; i < 100; ++i) {
    std::string journal = std::string("\xd9\xd5\x05\xf9\x20\xa1\x63\xd7", 8);
    for (int k = 0; k < 20; ++k) journal += static_cast<char>(random() % 3 == 0 ? random() : 0);
    journal.resize(512 + random() % 9000, static_cast<char>(random()));
    std::ofstream{scratch_ / "spoiled.calo-journal", std::ios::binary} << journal;
    refused(whole_);
    std::filesystem::remove(scratch_ / "spoiled.calo-journal");
  }
}

}  // namespace
}  // namespace calo::store::testing
