#include "report/exit_status.hpp"

#include <gtest/gtest.h>

#include <csignal>

namespace calo::report {
namespace {

/// As wait(2) encodes them on Linux.
constexpr int exited(int status) {
  return status << 8;
}
constexpr int killed(int signal) {
  return signal;
}

TEST(ExitStatus, IsThatOfTheProgram) {
  EXPECT_EQ(exit_status(exited(3)), 3);
}

TEST(ExitStatus, Is128PlusTheSignal) {
  EXPECT_EQ(exit_status(killed(SIGKILL)), 137);
}

TEST(ExitStatus, IgnoresTheMarkOfACoreDump) {
  EXPECT_EQ(exit_status(killed(SIGSEGV) | 0x80), 139);
}

TEST(EndingSignal, IsEmptyAfterANormalExit) {
  EXPECT_FALSE(ending_signal(exited(255)).has_value());
}

TEST(SignalName, IsTheOneOfTheManual) {
  EXPECT_EQ(signal_name(SIGKILL), "SIGKILL");
  EXPECT_EQ(signal_name(SIGTERM), "SIGTERM");
}

TEST(SignalName, CountsRealTimeSignalsFromTheFirst) {
  EXPECT_EQ(signal_name(SIGRTMIN), "SIGRTMIN");
  EXPECT_EQ(signal_name(SIGRTMIN + 3), "SIGRTMIN+3");
}

TEST(SignalName, OfAnUnknownNumberIsTheNumber) {
  EXPECT_EQ(signal_name(99), "signal 99");
}

TEST(ExitText, NamesTheSignal) {
  EXPECT_EQ(exit_text(killed(SIGKILL)), "137 (killed by SIGKILL)");
}

}  // namespace
}  // namespace calo::report
