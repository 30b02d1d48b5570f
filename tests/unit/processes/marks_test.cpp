#include "processes/marks.hpp"

#include <calo/phases.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <cstring>
#include <limits>

namespace calo::processes {
namespace {

/// This process as a program that finds `environment` ("CALO_MARKS=...") when it first marks
/// something.
class AsAProgram {
 public:
  explicit AsAProgram(const std::string& environment) {
    ::setenv("CALO_MARKS", environment.substr(environment.find('=') + 1).c_str(), 1);
    forget();
  }
  ~AsAProgram() {
    ::unsetenv("CALO_MARKS");
    forget();
  }
  AsAProgram(const AsAProgram&) = delete;
  AsAProgram& operator=(const AsAProgram&) = delete;

 private:
  static void forget() {
    if (calo_marks.socket > 0) ::close(calo_marks.socket - 1);
    calo_marks = {0, 0.0, 0.0, 0};
  }
};

TEST(Marks, ArriveAsTheProgramSetsThem) {
  auto socket = MarkSocket::open();
  ASSERT_TRUE(socket) << socket.error().text();
  const AsAProgram program{socket->environment()};
  const os::Instant before = os::monotonic_now();
  calo_phase_since_start("start-up");
  calo_phase_begin("load");
  calo_phase_count(60);
  calo_phase_end("load");
  const auto marks = socket->drain(Joules{});
  ASSERT_EQ(marks.size(), 4U);
  EXPECT_EQ(marks[0].what, Mark::What::since_start);
  EXPECT_EQ(marks[1].what, Mark::What::begin);
  EXPECT_EQ(marks[1].name, "load");
  EXPECT_EQ(marks[2].what, Mark::What::count);
  EXPECT_EQ(marks[2].count, 60.0);
  EXPECT_EQ(marks[3].what, Mark::What::end);
  for (const Mark& mark : marks) {
    EXPECT_EQ(mark.pid, ::getpid());
    EXPECT_GE(mark.time, before);
    EXPECT_LE(mark.time, os::monotonic_now());
    EXPECT_GT(mark.cpu, Seconds{});
  }
  EXPECT_TRUE(socket->drain(Joules{}).empty());
}

TEST(Marks, AreFewWhereMuchIsCounted) {
  auto socket = MarkSocket::open();
  ASSERT_TRUE(socket);
  const AsAProgram program{socket->environment()};
  calo_phase_begin("train");
  for (int i = 0; i < 1000; ++i) calo_phase_count(1);
  calo_phase_end("train");
  double counted = 0.0;
  const auto marks = socket->drain(Joules{});
  for (const Mark& mark : marks) counted += mark.count;
  EXPECT_EQ(counted, 1000.0);
  EXPECT_LT(marks.size(), 100U);
  EXPECT_EQ(marks.back().what, Mark::What::end);
}

TEST(Marks, CutANameThatIsTooLong) {
  auto socket = MarkSocket::open();
  ASSERT_TRUE(socket);
  const AsAProgram program{socket->environment()};
  calo_phase_begin(std::string(1000, 'x').c_str());
  EXPECT_EQ(socket->drain(Joules{}).at(0).name, std::string(CALO_PHASE_NAME_MAX, 'x'));
}

TEST(Marks, AnswerHowManyJoulesItHasBeen) {
  auto socket = MarkSocket::open();
  ASSERT_TRUE(socket);
  const AsAProgram program{socket->environment()};
  EXPECT_TRUE(std::isnan(calo_joules_so_far()));
  EXPECT_TRUE(socket->drain(Joules::of(12.5)).empty());
  EXPECT_EQ(calo_joules_so_far(), 12.5);
  socket->drain(Joules::of(std::numeric_limits<double>::quiet_NaN()));
  EXPECT_TRUE(std::isnan(calo_joules_so_far()));
}

TEST(Marks, GoNowhereWithoutCalo) {
  const AsAProgram program{"CALO_MARKS=@calo-nobody-listens-here"};
  calo_phase_begin("load");
  EXPECT_TRUE(std::isnan(calo_joules_so_far()));
  EXPECT_EQ(calo_marks.socket, -1);
}

TEST(Marks, LeaveOutMessagesThatAreNone) {
  auto socket = MarkSocket::open();
  ASSERT_TRUE(socket);
  const AsAProgram program{socket->environment()};
  calo_phase_begin("a");
  const int fd = calo_marks_socket();
  ASSERT_GE(fd, 0);
  calo_mark_message message{};
  ASSERT_GT(::send(fd, "hello", 5, 0), 0);
  ASSERT_GT(::send(fd, &message, sizeof message, 0), 0);  // no magic
  std::memcpy(message.magic, "cal1", 4);
  std::memcpy(message.what, "xyz", 4);
  ASSERT_GT(::send(fd, &message, sizeof message, 0), 0);
  std::memcpy(message.what, "cnt", 4);
  message.count = std::numeric_limits<double>::infinity();
  ASSERT_GT(::send(fd, &message, sizeof message, 0), 0);
  message.count = 0.0;
  message.process_cpu_ns = -1;
  ASSERT_GT(::send(fd, &message, sizeof message, 0), 0);
  calo_phase_end("a");
  EXPECT_EQ(socket->drain(Joules{}).size(), 2U);
}

TEST(Marks, NeverMakeAProgramWait) {
  auto socket = MarkSocket::open();
  ASSERT_TRUE(socket);
  const AsAProgram program{socket->environment()};
  for (int i = 0; i < 100'000; ++i) calo_phase_begin("a");  // more than any queue holds
  EXPECT_GT(socket->drain(Joules{}).size(), 0U);
}

}  // namespace
}  // namespace calo::processes
