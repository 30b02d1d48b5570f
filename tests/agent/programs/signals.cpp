// A program that is busy with signals of its own; argument: seconds of CPU time. It profiles itself
// with SIGPROF, gets 1000 SIGALRM a second, uses every real-time signal, blocks all signals in one
// thread and waits for them in another. Says whether all worked as the manual pages promise.
#include <pthread.h>
#include <signal.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace {

std::atomic<long> alarms, profiles, waited, wrong;
std::atomic<long> real_time[65];
double wanted_s = 1.0;

double cpu_s() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

void on_alarm(int) {
  ++alarms;
}
void on_profile(int) {
  ++profiles;
}
void on_real_time(int number, siginfo_t* info, void*) {
  if (info->si_code == SI_TIMER) ++wrong;  // none of ours
  ++real_time[number];
}

void compute(double seconds) {
  volatile std::uint64_t x = 1;
  while (cpu_s() < seconds) {
    for (int i = 0; i < 10'000; ++i) x = x * 6364136223846793005 + 1442695040888963407;
  }
}

void* with_all_blocked(void*) {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, nullptr);
  compute(wanted_s / 2);
  return nullptr;
}

void* waits_for_signals(void*) {
  sigset_t set;
  sigfillset(&set);
  for (;;) {
    siginfo_t info{};
    const int number = sigwaitinfo(&set, &info);
    if (number == SIGUSR2) return nullptr;
    if (number == SIGUSR1) ++waited;
    if (number > 0 && info.si_code == SI_TIMER) ++wrong;
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1) wanted_s = std::atof(argv[1]);
  sigset_t users;
  sigemptyset(&users);
  sigaddset(&users, SIGUSR1);
  sigaddset(&users, SIGUSR2);
  pthread_sigmask(SIG_BLOCK, &users, nullptr);
  pthread_t blocked{};
  pthread_t waiting{};
  pthread_create(&blocked, nullptr, with_all_blocked, nullptr);
  pthread_create(&waiting, nullptr, waits_for_signals, nullptr);

  for (int number = SIGRTMIN; number <= SIGRTMAX; ++number) {
    struct sigaction before = {};
    if (sigaction(number, nullptr, &before) != 0 || before.sa_handler != SIG_DFL) ++wrong;
    struct sigaction action = {};
    action.sa_sigaction = on_real_time;
    action.sa_flags = SA_SIGINFO | SA_RESTART;
    sigemptyset(&action.sa_mask);
    if (sigaction(number, &action, nullptr) != 0) ++wrong;
    if (sigaction(number, nullptr, &before) != 0 || before.sa_sigaction != on_real_time) ++wrong;
  }
  signal(SIGALRM, on_alarm);
  signal(SIGPROF, on_profile);
  const itimerval fast{{0, 1000}, {0, 1000}};
  const itimerval often{{0, 4000}, {0, 4000}};
  setitimer(ITIMER_REAL, &fast, nullptr);
  setitimer(ITIMER_PROF, &often, nullptr);
  for (int round = 1; round <= 20; ++round) {
    compute(wanted_s * round / 20);
    for (int number = SIGRTMIN; number <= SIGRTMAX; ++number) {
      if (pthread_kill(pthread_self(), number) != 0) ++wrong;
    }
    kill(getpid(), SIGUSR1);
  }
  const itimerval off{};
  setitimer(ITIMER_REAL, &off, nullptr);
  setitimer(ITIMER_PROF, &off, nullptr);
  kill(getpid(), SIGUSR2);
  pthread_join(blocked, nullptr);
  pthread_join(waiting, nullptr);
  for (int number = SIGRTMIN; number <= SIGRTMAX; ++number) {
    if (real_time[number] != 20) ++wrong;
  }
  std::printf("alarms %s profiles %s waited %s wrong %ld\n", alarms > 2 ? "came" : "missing",
              profiles > 2 ? "came" : "missing", waited > 0 ? "came" : "missing", wrong.load());
  std::fflush(stdout);
  // The default action of a real-time signal is to end the process.
  if (argc > 2) {
    signal(std::atoi(argv[2]), SIG_DFL);
    raise(std::atoi(argv[2]));
  }
  return 0;
}
