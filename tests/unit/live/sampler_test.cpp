#include "live/sampler.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <deque>

namespace calo::live::testing {
namespace {

using std::chrono::seconds;

/// Readings as they were written down beforehand.
class Played {
 public:
  explicit Played(std::deque<std::vector<model::Increment>> readings)
      : readings_{std::move(readings)} {}

  EnergyReader reader() {
    return {[this](os::Instant, double) -> std::span<const model::Increment> {
              now_ = readings_.front();
              if (readings_.size() > 1) readings_.pop_front();
              return now_;
            },
            [](std::size_t) { return std::array{0.0, 0.0}; }};
  }

 private:
  std::deque<std::vector<model::Increment>> readings_;
  std::vector<model::Increment> now_;
};

model::Increment good(double joules) {
  return {Joules::of(joules), model::Outcome::good};
}
constexpr model::Increment first{Joules{}, model::Outcome::first};
constexpr model::Increment gap{Joules{}, model::Outcome::gap};

model::RunHeader header(std::vector<model::Role> roles) {
  model::RunHeader header;
  header.started_utc = std::chrono::nanoseconds{1'700'000'000'123'456'789};
  header.carbon.intensity = grams_per_kwh(360.0);
  header.carbon.stated = true;
  for (const model::Role role : roles) {
    model::Domain domain;
    domain.meter = "played";
    domain.name = "domain-" + std::to_string(header.domains.size());
    domain.scope = "package";
    domain.role = role;
    header.domains.push_back(domain);
  }
  return header;
}

Sampler sampler(model::RunHeader header, Played& played, SamplerOptions options = {}) {
  return Sampler{std::move(header),  {},           played.reader(), os::SystemRoot{},
                 std::move(options), os::Instant{}};
}

TEST(Sampler, GivesThePowerOfTheIntervalAndTheEnergySinceTheStart) {
  Played played{{{first}, {good(20.0)}, {good(40.0)}}};
  Sampler live = sampler(header({model::Role::total}), played);
  const Reading one = live.read(os::Instant{seconds{2}});
  EXPECT_DOUBLE_EQ(one.power.value().value.value(), 10.0);
  const Reading two = live.read(os::Instant{seconds{4}});
  EXPECT_DOUBLE_EQ(two.power.value().value.value(), 20.0);
  EXPECT_DOUBLE_EQ(two.energy.value().value.value(), 60.0);
  EXPECT_NEAR(two.carbon.value().value.value(), 60.0 * 360.0 / 3.6e6, 1e-12);
  EXPECT_EQ(two.power.value().kind, Kind::measured);
  EXPECT_GT(two.power.value().u.value(), 0.0);
}

TEST(Sampler, AddsNeitherWhatIsInsideNorAnotherView) {
  Played played{{{first, first, first}, {good(20.0), good(5.0), good(30.0)}}};
  Sampler live =
      sampler(header({model::Role::total, model::Role::inside, model::Role::alternative}), played);
  const Reading reading = live.read(os::Instant{seconds{1}});
  EXPECT_DOUBLE_EQ(reading.power.value().value.value(), 20.0);
  EXPECT_DOUBLE_EQ(reading.domains[1].power.value().value(), 5.0);
}

TEST(Sampler, HasNoPowerInAGapAndOfTheWholeTimeAfterIt) {
  Played played{{{first}, {gap}, {good(30.0)}, {good(10.0)}}};
  Sampler live = sampler(header({model::Role::total}), played);
  const Reading during = live.read(os::Instant{seconds{1}});
  EXPECT_FALSE(during.power.has_value());
  EXPECT_FALSE(during.domains[0].power.has_value());
  const Reading after = live.read(os::Instant{seconds{2}});
  EXPECT_FALSE(after.power.has_value()) << "the energy is that of two intervals";
  EXPECT_DOUBLE_EQ(after.domains[0].power.value().value(), 15.0);
  EXPECT_DOUBLE_EQ(after.energy.value().value.value(), 30.0);
  EXPECT_DOUBLE_EQ(live.read(os::Instant{seconds{3}}).power.value().value.value(), 10.0);
}

TEST(Sampler, HasNoEnergyWithoutADomainThatIsAddedUp) {
  Played played{{{}}};
  Sampler live = sampler(header({}), played);
  const Reading reading = live.read(os::Instant{seconds{1}});
  EXPECT_FALSE(reading.power.has_value());
  EXPECT_FALSE(reading.energy.has_value());
  EXPECT_FALSE(reading.carbon.has_value());
}

TEST(Sampler, DatesReadingsInWholeMilliseconds) {
  Played played{{{first}, {good(1.0)}}};
  Sampler live = sampler(header({model::Role::total}), played);
  EXPECT_EQ(live.read(os::Instant{seconds{1}}).utc.count(), 1'700'000'001'123'000'000);
}

TEST(Sampler, SharesTheDynamicPowerAmongProcessesAndElsewhere) {
  Played played{{{first}, {good(100.0)}}};
  Sampler live = sampler(header({model::Role::total}), played, {.pids = {}, .top = 1'000'000});
  // Something must have been busy: this process, until the tick of 10 ms has come several times.
  const auto cpu = [] { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; };
  for (const double begin = cpu(); cpu() - begin < 0.1;) {
  }
  const Reading reading = live.read(os::Instant{seconds{1}});
  Watts sum = reading.elsewhere;
  Watts own{};
  for (const ProcessNow& process : reading.top) {
    sum += process.power.value();
    if (process.pid == ::getpid()) own = process.power.value();
  }
  EXPECT_NEAR(sum.value(), 100.0, 1e-9);
  EXPECT_GT(own.value(), 0.0);
  EXPECT_EQ(reading.top.size(), reading.processes);
}

TEST(Sampler, FollowsAProcessAndWhatDescendsFromItOnly) {
  int pipe_ends[2];
  ASSERT_EQ(::pipe(pipe_ends), 0);
  const pid_t child = ::fork();
  if (child == 0) {  // until the parent closes its end
    ::close(pipe_ends[1]);
    char byte = 0;
    static_cast<void>(::read(pipe_ends[0], &byte, 1));
    ::_exit(0);
  }
  Played played{{{first}, {good(1.0)}}};
  Sampler own = sampler(header({model::Role::total}), played, {.pids = {::getpid()}, .top = 100});
  const Reading reading = own.read(os::Instant{seconds{1}});
  std::vector<std::int64_t> pids;
  for (const ProcessNow& process : reading.top) pids.push_back(process.pid);
  EXPECT_THAT(pids, ::testing::UnorderedElementsAre(::getpid(), child));
  Sampler of_child = sampler(header({model::Role::total}), played, {.pids = {child}, .top = 100});
  of_child.read(os::Instant{seconds{1}});
  EXPECT_EQ(of_child.followed(), 1U);
  ::close(pipe_ends[1]);
  ::waitpid(child, nullptr, 0);
  ::close(pipe_ends[0]);
  of_child.read(os::Instant{seconds{2}});
  EXPECT_EQ(of_child.followed(), 0U);
}

/// What the parts of a reading's sums come to.
Joules all_of(const Sums& sums) {
  Joules all = sums.own.energy + sums.elsewhere.energy;
  if (sums.idle) all += sums.idle->energy;
  for (const GroupNow& group : sums.groups) all += group.energy;
  return all;
}

void use_cpu(double length) {
  const auto cpu = [] { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; };
  for (const double begin = cpu(); cpu() - begin < length;) {
  }
}

class SumsOf : public ::testing::TestWithParam<By> {};

TEST_P(SumsOf, GroupsIdleOwnAndElsewhereAreTheWholeAlsoOverAGapAndALostReading) {
  constexpr model::Increment lost{Joules::of(3.0), model::Outcome::lost};
  Played played{{{first, first},
                 {good(100.0), good(10.0)},
                 {gap, good(10.0)},
                 {good(150.0), good(10.0)},
                 {good(5.0), lost},  // less than its idle energy
                 {good(80.0), good(10.0)}}};
  std::vector<model::DomainState> states(2);
  states[0].idle_known = true;
  states[0].idle_power = Watts::of(20.0);
  Sampler live{header({model::Role::total, model::Role::total}),
               std::move(states),
               played.reader(),
               os::SystemRoot{},
               {.pids = {}, .top = 0, .by = GetParam()},
               os::Instant{}};
  for (int i = 1; i <= 5; ++i) {
    use_cpu(0.03);
    const Reading reading = live.read(os::Instant{seconds{i}});
    ASSERT_TRUE(reading.sums.has_value());
    EXPECT_NEAR(all_of(*reading.sums).value(), reading.energy.value().value.value(), 1e-9) << i;
    if (!reading.power) continue;
    Watts power = reading.sums->own.power.value() + reading.sums->elsewhere.power.value() +
                  reading.sums->idle.value().power.value();
    for (const GroupNow& group : reading.sums->groups) power += group.power.value();
    EXPECT_NEAR(power.value(), reading.power->value.value(), 1e-9) << i;
  }
}

INSTANTIATE_TEST_SUITE_P(UsersAndJobs, SumsOf, ::testing::Values(By::user, By::job),
                         [](const auto& by) { return by.param == By::user ? "Users" : "Jobs"; });

TEST(Sampler, CountsItselfInNoGroup) {
  Played played{{{first}, {good(100.0)}}};
  Sampler live =
      sampler(header({model::Role::total}), played, {.pids = {}, .top = 0, .by = By::user});
  use_cpu(0.1);
  const Reading reading = live.read(os::Instant{seconds{1}});
  EXPECT_GT(reading.sums.value().own.energy.value(), 0.0);
  std::size_t grouped = 0;
  for (const GroupNow& group : reading.sums->groups) grouped += group.processes;
  EXPECT_EQ(grouped + 1, reading.processes.value());
  EXPECT_FALSE(reading.sums->idle.has_value()) << "no idle power is known";
}

TEST(Sampler, KeepsTheEnergyOfAUserWhoseProcessesHaveEnded) {
  if (::getuid() != 0) GTEST_SKIP() << "needs root, to start a process of another user";
  int to_child[2];
  int from_child[2];
  ASSERT_EQ(::pipe(to_child), 0);
  ASSERT_EQ(::pipe(from_child), 0);
  constexpr uid_t stranger = 54321;  // no name
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(to_child[1]);
    char byte = 0;
    static_cast<void>(::read(to_child[0], &byte, 1));  // the reference is taken
    if (::setuid(stranger) != 0) ::_exit(1);
    use_cpu(0.1);
    static_cast<void>(::write(from_child[1], &byte, 1));
    static_cast<void>(::read(to_child[0], &byte, 1));
    ::_exit(0);
  }
  Played played{{{first}, {good(100.0)}}};
  Sampler live =
      sampler(header({model::Role::total}), played, {.pids = {}, .top = 0, .by = By::user});
  char byte = 'x';
  ASSERT_EQ(::write(to_child[1], &byte, 1), 1);
  ASSERT_EQ(::read(from_child[0], &byte, 1), 1);
  const auto of_stranger = [](const Reading& reading) {
    return *std::ranges::find(reading.sums.value().groups, "54321", &GroupNow::name);
  };
  const Reading one = live.read(os::Instant{seconds{1}});
  const Joules spent = of_stranger(one).energy;
  EXPECT_GT(spent.value(), 0.0) << "it has been root when it was first seen";
  EXPECT_EQ(of_stranger(one).processes, 1U);
  ::close(to_child[1]);
  ::waitpid(child, nullptr, 0);
  const Reading two = live.read(os::Instant{seconds{2}});
  EXPECT_EQ(of_stranger(two).processes, 0U);
  EXPECT_EQ(of_stranger(two).energy, spent);
  const Reading three = live.read(os::Instant{seconds{700}});
  EXPECT_EQ(std::ranges::count(three.sums.value().groups, "54321", &GroupNow::name), 0)
      << "forgotten after ten minutes, and the books still balance";
  EXPECT_NEAR(all_of(*three.sums).value(), three.energy.value().value.value(), 1e-9);
  for (const int end : {to_child[0], from_child[0], from_child[1]}) ::close(end);
}

}  // namespace
}  // namespace calo::live::testing
