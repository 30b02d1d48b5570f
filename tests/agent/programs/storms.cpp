// Many processes and threads that live briefly.
//
//   storms forks N       N children that each compute a little and end in one of three ways
//   storms spawns N      N times vfork + exec and posix_spawn of /bin/true
//   storms threads N MS  N threads, 20 at a time, each MS ms of CPU time; return, pthread_exit,
//   cancel
//
// Says what the children and threads computed: a sum that does not depend on being sampled.
#include <pthread.h>
#include <spawn.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

extern char** environ;

namespace {

std::uint64_t churn(std::uint64_t x, int rounds) {
  for (int i = 0; i < rounds; ++i) {
    x ^= x << 13;
    x ^= x >> 7;
    x ^= x << 17;
  }
  return x;
}

double cpu_ms() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return 1e3 * static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_nsec);
}

int forks(int count) {
  long sum = 0;
  for (int i = 0; i < count; ++i) {
    const pid_t child = fork();
    if (child == 0) {
      // Every 100th lives long enough to be sampled.
      const std::uint64_t x =
          churn(static_cast<std::uint64_t>(i) + 1, i % 100 == 0 ? 20'000'000 : 1000);
      const int status = static_cast<int>(x % 100);
      if (i % 3 == 0) _exit(status);
      if (i % 3 == 1) std::quick_exit(status);
      std::exit(status);
    }
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status)) return 1;
    sum += WEXITSTATUS(status);
  }
  std::printf("forks %d sum %ld\n", count, sum);
  return 0;
}

int spawns(int count) {
  int good = 0;
  char path[] = "/bin/true";
  char* arguments[] = {path, nullptr};
  for (int i = 0; i < count; ++i) {
    pid_t child = -1;
    if (i % 2 == 0) {
      child = vfork();
      if (child == 0) {
        execve(path, arguments, environ);
        _exit(1);
      }
    } else if (posix_spawn(&child, path, nullptr, nullptr, arguments, environ) != 0) {
      return 1;
    }
    churn(static_cast<std::uint64_t>(i), 100'000);
    int status = 0;
    if (waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0)
      ++good;
  }
  std::printf("spawned %d\n", good);
  return 0;
}

double wanted_ms = 5.0;

void* run(void* number) {
  std::uint64_t x = reinterpret_cast<std::uint64_t>(number) + 1;
  const std::uint64_t result = churn(x, 1000) % 1000;
  while (cpu_ms() < wanted_ms) x = churn(x, 1000);
  if (result % 3 == 1) pthread_exit(reinterpret_cast<void*>(result));
  if (result % 3 == 2) {
    for (;;) pause();  // until it is cancelled
  }
  return reinterpret_cast<void*>(result);
}

int threads(int count) {
  long sum = 0;
  long cancelled = 0;
  for (int first = 0; first < count; first += 20) {
    std::vector<pthread_t> ids;
    for (int i = first; i < first + 20 && i < count; ++i) {
      pthread_t id{};
      if (pthread_create(&id, nullptr, run, reinterpret_cast<void*>(static_cast<long>(i))) != 0)
        return 1;
      ids.push_back(id);
    }
    for (std::size_t i = 0; i < ids.size(); ++i) {
      if (churn(static_cast<std::uint64_t>(first) + i + 1, 1000) % 1000 % 3 == 2) {
        // A thread is cancelled in pause(), behind all of its work.
        clockid_t clock{};
        timespec used{};
        while (pthread_getcpuclockid(ids[i], &clock) == 0 && clock_gettime(clock, &used) == 0 &&
               static_cast<double>(used.tv_nsec) * 1e-6 + 1e3 * static_cast<double>(used.tv_sec) <
                   wanted_ms) {
          usleep(1000);
        }
        pthread_cancel(ids[i]);
      }
      void* result = nullptr;
      if (pthread_join(ids[i], &result) != 0) return 1;
      if (result == PTHREAD_CANCELED) {
        ++cancelled;
      } else {
        sum += static_cast<long>(reinterpret_cast<std::uint64_t>(result));
      }
    }
  }
  std::printf("threads %d sum %ld cancelled %ld\n", count, sum, cancelled);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const int count = std::atoi(argv[2]);
  if (argc > 3) wanted_ms = std::atof(argv[3]);
  if (std::strcmp(argv[1], "forks") == 0) return forks(count);
  if (std::strcmp(argv[1], "spawns") == 0) return spawns(count);
  if (std::strcmp(argv[1], "threads") == 0) return threads(count);
  return 2;
}
