#include "os/group_witness.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <functional>

namespace calo::os {
namespace {

/// Runs `body` in a child that leads a process group of its own, with SIGUSR1 blocked; it says
/// whether all was well.
bool in_own_group(const std::function<bool()>& body) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::setpgid(0, 0);
    sigset_t blocked;
    ::sigemptyset(&blocked);
    ::sigaddset(&blocked, SIGUSR1);
    ::sigprocmask(SIG_BLOCK, &blocked, nullptr);
    ::_exit(body() ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

class GroupWitnessTest : public testing::Test {
 protected:
  void SetUp() override {
#if defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "ThreadSanitizer knows threads, not processes that share memory";
#endif
  }
};

TEST_F(GroupWitnessTest, HearsWhatGoesToTheGroupAndWhoSentIt) {
  EXPECT_TRUE(in_own_group([] {
    auto witness = GroupWitness::start();
    if (!witness) return false;
    for (int i = 0; i < 100; ++i) {
      ::kill(0, SIGUSR1);
      const auto heard = witness->ask();
      if (!heard || heard->size() != 1) return false;
      if (heard->front().signal != SIGUSR1 || heard->front().sender != ::getpid()) return false;
      if (heard->front().by_kernel) return false;
    }
    return true;
  }));
}

TEST_F(GroupWitnessTest, DoesNotHearWhatGoesToOneProcess) {
  EXPECT_TRUE(in_own_group([] {
    auto witness = GroupWitness::start();
    if (!witness) return false;
    ::kill(::getpid(), SIGUSR1);
    const auto heard = witness->ask();
    return heard && heard->empty();
  }));
}

TEST_F(GroupWitnessTest, IsNoChildThatOthersWaitForAndGoesAway) {
  EXPECT_TRUE(in_own_group([] {
    pid_t pid = 0;
    {
      auto witness = GroupWitness::start();
      if (!witness) return false;
      pid = witness->pid();
      if (::waitpid(-1, nullptr, WNOHANG) != -1) return false;  // ECHILD
    }
    return ::kill(pid, 0) != 0;
  }));
}

TEST_F(GroupWitnessTest, ThatWasKilledGivesNoAnswer) {
  EXPECT_TRUE(in_own_group([] {
    auto witness = GroupWitness::start();
    if (!witness) return false;
    ::kill(witness->pid(), SIGKILL);
    return !witness->ask() && !witness->ask();
  }));
}

}  // namespace
}  // namespace calo::os
