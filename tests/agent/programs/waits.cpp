// Waits of all kinds, with computing in between, in two threads; argument: seconds. None of them
// may be interrupted by a signal: the program has none. Says how often one was.
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/select.h>
#include <time.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace {

std::atomic<long> interrupted;
std::atomic<long> waits;
double wanted_s = 1.0;

double now_s(clockid_t clock) {
  timespec t{};
  clock_gettime(clock, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

void note(long result) {
  ++waits;
  if (result == -1 && errno == EINTR) ++interrupted;
}

void compute(std::uint64_t& x, int rounds) {
  for (int i = 0; i < rounds; ++i) {
    x ^= x << 13;
    x ^= x >> 7;
    x ^= x << 17;
  }
}

void* run(void* seed) {
  std::uint64_t x = reinterpret_cast<std::uint64_t>(seed) + 1;
  int pipes[2];
  if (pipe(pipes) != 0) return nullptr;
  const int event = eventfd(0, EFD_NONBLOCK);
  const int epoll = epoll_create1(0);
  epoll_event wanted{};
  wanted.events = EPOLLIN;
  epoll_ctl(epoll, EPOLL_CTL_ADD, event, &wanted);
  sem_t semaphore;
  sem_init(&semaphore, 0, 0);
  const double end = now_s(CLOCK_MONOTONIC) + wanted_s;
  while (now_s(CLOCK_MONOTONIC) < end) {
    compute(x, static_cast<int>(x % 3'000'000));
    const timespec pause{0, 200'000};
    switch (x % 6) {
      case 0:
        note(nanosleep(&pause, nullptr));
        break;
      case 1: {
        pollfd one{pipes[0], POLLIN, 0};
        note(poll(&one, 1, 1));
        break;
      }
      case 2: {
        fd_set set;
        FD_ZERO(&set);
        FD_SET(pipes[0], &set);
        timeval limit{0, 300};
        note(select(pipes[0] + 1, &set, nullptr, nullptr, &limit));
        break;
      }
      case 3: {
        epoll_event got{};
        note(epoll_wait(epoll, &got, 1, 1));
        break;
      }
      case 4: {
        timespec until{};
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_nsec += 300'000;
        if (until.tv_nsec >= 1'000'000'000) {
          until.tv_nsec -= 1'000'000'000;
          ++until.tv_sec;
        }
        note(sem_timedwait(&semaphore, &until));
        break;
      }
      default:
        note(usleep(150));
    }
  }
  return nullptr;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1) wanted_s = std::atof(argv[1]);
  pthread_t other{};
  pthread_create(&other, nullptr, run, reinterpret_cast<void*>(12345));
  run(nullptr);
  pthread_join(other, nullptr);
  std::printf("interrupted %ld\n", interrupted.load());
  return waits.load() > 100 ? 0 : 1;
}
