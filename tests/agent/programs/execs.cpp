// Replaces itself N times, each time by another of the calls that can, after one that fails.
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>

int main(int, char** arguments) {
  char self[] = "/proc/self/exe";
  const int left = std::atoi(arguments[1]);
  if (left == 0) {
    std::puts("end");
    return 7;
  }
  volatile unsigned long sum = 0;
  for (unsigned long i = 0; i < 300'000; ++i) sum = sum + i;

  std::string next = std::to_string(left - 1);
  char* const with[] = {self, next.data(), nullptr};
  execl("/nowhere", "nowhere", nullptr);
  execve("/nowhere", with, environ);
  switch (left % 10) {
    case 0:
      execl(self, self, next.c_str(), nullptr);
      break;
    case 1:
      execlp(self, self, next.c_str(), nullptr);
      break;
    case 2:
      execle(self, self, next.c_str(), nullptr, environ);
      break;
    case 3:
      execv(self, with);
      break;
    case 4:
      execve(self, with, environ);
      break;
    case 5:
      execvp(self, with);
      break;
    case 6:
      execvpe(self, with, environ);
      break;
    case 7:
      fexecve(open(self, O_RDONLY | O_CLOEXEC), with, environ);
      break;
    case 8:
      syscall(SYS_execve, self, with, environ);
      break;
    default:
      syscall(SYS_execveat, AT_FDCWD, self, with, environ, 0);
      break;
  }
  std::perror("execs");
  return 1;
}
