#include "report/live_screen.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "report/amounts.hpp"
#include "report/live.hpp"

namespace calo::report::testing {
namespace {

using ::testing::HasSubstr;

live::ProcessNow process(std::int64_t pid, std::string name, double cpu, double memory,
                         double joules) {
  live::ProcessNow process;
  process.pid = pid;
  process.name = std::move(name);
  process.cpu = Seconds::of(cpu);
  process.memory = Bytes::of(memory);
  process.power = Watts::of(cpu * 10.0);
  process.energy = Joules::of(joules);
  return process;
}

live::Reading reading() {
  live::Reading reading;
  reading.utc = std::chrono::seconds{1'700'000'000};
  reading.length = reading.since_start = Seconds::of(1.0);
  reading.power = Estimate<Watts>{Watts::of(41.5), Watts::of(1.3), Kind::measured, {}};
  reading.energy = Estimate<Joules>{Joules::of(41.5), Joules::of(1.3), Kind::measured, {}};
  reading.scope = "package";
  reading.utilisation = 0.5;
  reading.cpus = 4;
  reading.top = {process(20, "simulate", 0.9, 1e6, 5.0), process(3, "firefox", 0.2, 9e8, 70.0)};
  return reading;
}

std::string text_of(const LiveScreen& screen, std::size_t rows = 24, std::size_t columns = 100) {
  std::string text;
  for (const auto& line : screen.draw(rows, columns)) text += line.text + "\n";
  return text;
}

std::size_t place(const std::string& text, std::string_view word) {
  return text.find(word);
}

class LiveScreenTest : public ::testing::Test {
 protected:
  LiveScreenTest() { screen.enter(reading()); }
  model::RunHeader header;
  LiveScreen screen{header, Plot::braille};
};

TEST_F(LiveScreenTest, ShowsPowerWithUncertaintyKindAndScope) {
  EXPECT_THAT(text_of(screen), HasSubstr("41.5 ± 1.3 W measured (package)"));
}

TEST_F(LiveScreenTest, SortsByWhatIsChosen) {
  EXPECT_LT(place(text_of(screen), "simulate"), place(text_of(screen), "firefox"));
  screen.key('s');
  EXPECT_GT(place(text_of(screen), "simulate"), place(text_of(screen), "firefox"));
}

TEST_F(LiveScreenTest, ShowsOnlyNamesThatHoldTheFilterUntilItIsForgotten) {
  screen.key('/');
  for (const char c : std::string{"FOX"}) screen.key(c);
  EXPECT_EQ(place(text_of(screen), "simulate"), std::string::npos);
  EXPECT_NE(place(text_of(screen), "firefox"), std::string::npos);
  screen.key(10);
  EXPECT_TRUE(screen.key('u')) << "keys are keys again";
  screen.key(27);
  EXPECT_NE(place(text_of(screen), "simulate"), std::string::npos);
}

TEST_F(LiveScreenTest, TypesALetterThatIsAKeyElsewhere) {
  screen.key('/');
  EXPECT_TRUE(screen.key('q'));
}

TEST_F(LiveScreenTest, KeepsWhatItShowsWhilePaused) {
  screen.key(' ');
  live::Reading later = reading();
  later.power->value = Watts::of(99.0);
  screen.enter(later);
  EXPECT_THAT(text_of(screen), HasSubstr("41.5 ± 1.3 W"));
  EXPECT_THAT(text_of(screen), HasSubstr("PAUSED"));
}

TEST_F(LiveScreenTest, MakesNamesOfProcessesSafeToPrint) {
  live::Reading odd = reading();
  odd.top[0].name = "a\x1b[2Jb";
  screen.enter(odd);
  EXPECT_EQ(place(text_of(screen), "\x1b"), std::string::npos);
}

TEST_F(LiveScreenTest, SaysWhatIsUnavailable) {
  live::Reading nothing;
  screen.enter(nothing);
  EXPECT_THAT(text_of(screen), HasSubstr("power    unavailable"));
}

RC_GTEST_PROP(LiveScreenSize, IsNeverExceeded, ()) {
  model::RunHeader header;
  const auto plot = *rc::gen::element(Plot::braille, Plot::blocks, Plot::ascii);
  LiveScreen screen{header, plot};
  screen.enter(reading());
  for (const char key :
       *rc::gen::container<std::string>(rc::gen::elementOf(std::string{"su/ ?Jgx\x1b"})))
    screen.key(key);
  const auto rows = *rc::gen::inRange<std::size_t>(0, 60);
  const auto width = *rc::gen::inRange<std::size_t>(1, 300);
  const auto lines = screen.draw(rows, width);
  RC_ASSERT(lines.size() <= rows);
  for (const auto& line : lines) {
    RC_ASSERT(columns(line.text) <= width);
    if (plot != Plot::ascii) continue;
    for (const char c : line.text) RC_ASSERT(static_cast<unsigned char>(c) < 0x80);
  }
}

TEST(Sparkline, ScalesFromZeroToTheLargest) {
  const std::deque<std::optional<double>> values = {0.0, 5.0, std::nullopt, 10.0};
  EXPECT_EQ(sparkline(values, 6, Plot::blocks), "  ▁▄ █");
  EXPECT_EQ(sparkline(values, 4, Plot::ascii), ".= #");
  EXPECT_EQ(sparkline({10.0, 10.0}, 2, Plot::braille), "⠀⣿");
}

TEST(LiveLine, EndsWhereTheLineIsFull) {
  EXPECT_THAT(live_line(reading(), 200), HasSubstr("| simulate 20 90 % 9.0 W, firefox 3"));
  EXPECT_LE(columns(live_line(reading(), 110)), 111U);
}

TEST(LiveLine, LeadsWithWhatItIsAbout) {
  live::Reading of_two = reading();
  of_two.is_of_some = true;
  EXPECT_THAT(live_line(of_two, 200),
              HasSubstr("  2 processes 11 W  so far 75 J  CPU 110 % of a core  | machine  41.5"));
  live::Reading of_a_run = reading();
  of_a_run.top = {process(0, "simulate", 0.9, 1e6, 5.0)};
  of_a_run.program.emplace();
  of_a_run.program->power = Estimate<Watts>{Watts::of(9.0), Watts::of(1.0), Kind::measured, {}};
  of_a_run.program->energy = Estimate<Joules>{Joules::of(5.0), Joules::of(0.5), Kind::measured, {}};
  of_a_run.program->carbon = Estimate<Grams>{Grams::of(1e-3), Grams::of(1e-4), Kind::modelled, {}};
  EXPECT_THAT(live_line(of_a_run, 200), HasSubstr("  simulate 9.0 ± 1.0 W measured  so far 5.0 ± "
                                                  "0.5 J, 1.00 ± 0.10 mg CO2e  CPU 90 % of a core  "
                                                  "| machine  41.5"));
}

}  // namespace
}  // namespace calo::report::testing
