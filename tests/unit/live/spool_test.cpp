#include "live/spool.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <functional>
#include <string>

#include "live/sender.hpp"

namespace calo::live::testing {
namespace {

namespace fs = std::filesystem;

class SpoolTest : public ::testing::Test {
 protected:
  SpoolTest() {
    std::string name = fs::temp_directory_path() / "calo-spool-XXXXXX";
    directory_ = ::mkdtemp(name.data());
  }
  ~SpoolTest() override { fs::remove_all(directory_); }

  /// What a calo that is killed leaves: the spool's destructor does not run.
  void killed(const std::function<void(Spool&)>& work, std::size_t limit = 1 << 20) {
    const pid_t child = ::fork();
    if (child == 0) {
      auto* spool = new Spool{directory_, "http://server", limit};
      work(*spool);
      ::_exit(0);
    }
    ::waitpid(child, nullptr, 0);
  }

  fs::path directory_;
};

std::size_t lines_waiting(Spool& spool) {
  return spool.state().waiting;
}

TEST_F(SpoolTest, GivesBatchesInTheOrderTheyCame) {
  Spool spool{directory_, "http://server", 1 << 20};
  spool.append("a 1\n", 1);
  spool.append("a 2\n", 1);
  spool.cut();
  spool.append("a 3\n", 1);
  spool.cut();
  EXPECT_EQ(lines_waiting(spool), 3U);
  const auto first = spool.next();
  ASSERT_TRUE(first.has_value());
  EXPECT_EQ(first->lines, 2U);
  EXPECT_EQ(spool.next()->id, first->id) << "it stays until it is done with";
  spool.done(*first);
  EXPECT_EQ(spool.next()->lines, 1U);
}

TEST_F(SpoolTest, BringsBackWhatAKilledCaloLeft) {
  killed([](Spool& spool) {
    spool.append("a 1\na 2\n", 2);
    spool.cut();
    spool.append("a 3\n", 1);
  });
  Spool spool{directory_, "http://server", 1 << 20};
  EXPECT_EQ(spool.state().inherited, 3U);
  EXPECT_TRUE(spool.next()->is_gzip);
  spool.done(*spool.next());
  const auto open = spool.next();
  EXPECT_FALSE(open->is_gzip);
  EXPECT_EQ(Spool::content(*open), "a 3\n");
  spool.done(*open);
  EXPECT_FALSE(spool.next().has_value());
}

TEST_F(SpoolTest, CutsALineOffThatWasBeingWritten) {
  killed([](Spool& spool) { spool.append("a 1\na 2", 1); });
  Spool spool{directory_, "http://server", 1 << 20};
  EXPECT_EQ(Spool::content(*spool.next()), "a 1\n");
}

TEST_F(SpoolTest, LeavesASpoolAloneThatAnotherCaloUses) {
  Spool other{directory_, "http://server", 1 << 20};
  other.append("a 1\n", 1);
  other.cut();
  Spool spool{directory_, "http://server", 1 << 20};
  EXPECT_FALSE(spool.next().has_value());
}

TEST_F(SpoolTest, KeepsTargetsApart) {
  killed([](Spool& spool) { spool.append("a 1\n", 1); });
  Spool spool{directory_, "http://another", 1 << 20};
  EXPECT_FALSE(spool.next().has_value());
}

TEST_F(SpoolTest, DropsTheOldestPastItsLimitAndCountsThem) {
  Spool spool{directory_, "http://server", 400};
  for (int i = 0; i < 20; ++i) {
    spool.append("a " + std::to_string(i) + "\n", 1);
    spool.cut();
  }
  const Spool::State state = spool.state();
  EXPECT_GT(state.dropped, 0U);
  EXPECT_EQ(state.dropped + state.waiting, 20U);
}

TEST_F(SpoolTest, KeepsBatchesInMemoryWhereTheDiskCannotBeWritten) {
  Spool spool{"/proc/no/such/place", "http://server", 1 << 20};
  EXPECT_TRUE(spool.state().trouble.has_value());
  spool.append("a 1\n", 1);
  spool.cut();
  EXPECT_EQ(spool.next()->lines, 1U);
  EXPECT_TRUE(Spool::content(*spool.next()).has_value());
}

// 10 channels, 10 readings a second, in batches as an outage makes them: a day of it must fit.
TEST_F(SpoolTest, HoldsADayOfTenChannelsAtTenHertzInItsDefaultLimit) {
  model::RunHeader header;
  header.name = "monitor";
  Reading reading;
  reading.domains.resize(10);
  for (int i = 0; i < 10; ++i) {
    model::Domain domain;
    domain.meter = "rapl-powercap";
    domain.name = "package-" + std::to_string(i);
    header.domains.push_back(domain);
  }
  const Labels common = common_labels("node-17", header);
  Spool spool{directory_, "http://server", std::size_t{1} << 30};
  constexpr int frames = 4546;  // ten batches
  double power = 41.5;
  std::string text;
  std::size_t count = 0;
  for (int k = 0; k < frames; ++k) {
    reading.utc = std::chrono::milliseconds{1'700'000'000'123 + 100 * k};
    for (DomainNow& domain : reading.domains) {
      // As many digits as real readings have.
      power = 30.0 + 20.0 * std::abs(std::sin(power * 1000.0));
      domain.power = Watts::of(power);
      domain.energy += Joules::of(power * 0.1);
    }
    const Lines lines = influx_lines(frame_of(reading, header), common);
    text += lines.text;
    count += lines.count;
    if (count < 5000) continue;
    spool.append(text, count);
    spool.cut();
    text.clear();
    count = 0;
  }
  double bytes = 0.0;
  for (const auto& entry : fs::recursive_directory_iterator{directory_}) {
    if (entry.path().extension() == ".gz") bytes += static_cast<double>(entry.file_size());
  }
  const double of_a_day = bytes / frames * 864'000.0;
  RecordProperty("MiB_a_day", std::to_string(of_a_day / (1 << 20)));
  EXPECT_LT(of_a_day, static_cast<double>(Sender::Options{}.spool_limit));
}

TEST(PauseBefore, GrowsToItsLimitAndHonoursWhatTheServerAsksFor) {
  EXPECT_DOUBLE_EQ(pause_before(1, {}, 0.0).value(), 0.25);
  EXPECT_DOUBLE_EQ(pause_before(1, {}, 1.0).value(), 0.5);
  EXPECT_DOUBLE_EQ(pause_before(3, {}, 0.0).value(), 1.0);
  EXPECT_DOUBLE_EQ(pause_before(1000, {}, 0.5).value(), 15.0);
  EXPECT_DOUBLE_EQ(pause_before(1, Seconds::of(7.0), 0.5).value(), 7.0);
  EXPECT_DOUBLE_EQ(pause_before(1, Seconds::of(1e9), 0.5).value(), 3600.0);
}

}  // namespace
}  // namespace calo::live::testing
