// Programs that use what they are allowed to the last one; and all that a process inherits.
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "burn.h"

static char large[8600000];

static void lower(int resource, rlim_t to) {
  struct rlimit limit = {to, to};
  if (setrlimit(resource, &limit)) exit(3);
}

static void become_nobody(void) {
  if (geteuid() == 0 && setresuid(65534, 65534, 65534)) exit(3);
}

// As an ordinary user: root may have more.
static void use_timers(int allowed) {
  int made = 0;
  struct sigevent event;
  memset(&event, 0, sizeof event);
  event.sigev_notify = SIGEV_SIGNAL;
  event.sigev_signo = SIGUSR1;
  lower(RLIMIT_SIGPENDING, (rlim_t)allowed);
  become_nobody();
  burn(60);
  timer_t timer;
  while (made < 1000 && timer_create(CLOCK_MONOTONIC, &event, &timer) == 0) made++;
  printf("%d timers\n", made);
}

static void lock_memory(long kib) {
  memset(large, 1, sizeof large);
  lower(RLIMIT_MEMLOCK, (rlim_t)kib * 1024);
  become_nobody();
  burn(60);
  const int current = mlockall(MCL_CURRENT);
  burn(60);
  printf("%s\n", current ? strerror(errno) : "locked");
}

static void use_descriptors(void) {
  lower(RLIMIT_NOFILE, 8);
  burn(60);
  int made = 0;
  while (open("/dev/null", O_RDONLY | O_CLOEXEC) >= 0) made++;
  printf("%d descriptors: %s\n", made, strerror(errno));
}

static void use_address_space(long mib) {
  lower(RLIMIT_AS, (rlim_t)mib << 20);
  burn(60);
  int made = 0;
  while (mmap(NULL, 1 << 20, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED) made++;
  burn(60);
  printf("%s\n", made > mib / 2 ? "most of it was there" : "less than half of it was there");
}

static void use_file_size(void) {
  signal(SIGXFSZ, SIG_IGN);
  lower(RLIMIT_FSIZE, 4096);
  burn(200);
  FILE* file = fopen("grown", "w");
  char block[8192];
  memset(block, 'x', sizeof block);
  const size_t written = fwrite(block, 1, sizeof block, file);
  fclose(file);
  printf("%zu\n", written);
}

static void use_keys(void) {
  int made = 0;
  pthread_key_t key;
  burn(60);
  while (pthread_key_create(&key, NULL) == 0) made++;
  burn(60);
  printf("%s\n", made > 1000 ? "enough keys" : "few keys");
  printf("%d keys\n", made);
}

// All that a process has from its parent but its environment, group and session.
static void inherited(void) {
  struct stat about;
  mode_t mask = umask(0);
  sigset_t blocked;
  cpu_set_t cpus;
  umask(mask);
  for (int i = 0; i < RLIM_NLIMITS; i++) {
    struct rlimit limit;
    getrlimit((__rlimit_resource_t)i, &limit);
    printf("limit %d: %lld %lld\n", i, (long long)limit.rlim_cur, (long long)limit.rlim_max);
  }
  for (int fd = 0; fd < 64; fd++) {
    if (fstat(fd, &about) == 0)
      printf("descriptor %d: %o flags %x\n", fd, about.st_mode & S_IFMT, fcntl(fd, F_GETFL) & O_ACCMODE);
  }
  sigprocmask(SIG_BLOCK, NULL, &blocked);
  for (int i = 1; i <= 64; i++) {
    struct sigaction action;
    if (sigismember(&blocked, i) == 1) printf("signal %d blocked\n", i);
    if (sigaction(i, NULL, &action) == 0 && action.sa_handler == SIG_IGN) printf("signal %d ignored\n", i);
  }
  sched_getaffinity(0, sizeof cpus, &cpus);
  printf("umask %o nice %d cpus %d policy %d\n", mask, getpriority(PRIO_PROCESS, 0), CPU_COUNT(&cpus),
         sched_getscheduler(0));
  printf("dumpable %d no_new_privs %d slack %d seccomp %d personality %x\n", prctl(PR_GET_DUMPABLE),
         prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0), prctl(PR_GET_TIMERSLACK), prctl(PR_GET_SECCOMP),
         personality(0xffffffff));
  int reaper = 0, death = 0;
  prctl(PR_GET_CHILD_SUBREAPER, &reaper);
  prctl(PR_GET_PDEATHSIG, &death);
  printf("reaper %d parent's death %d user %d group %d\n", reaper, death, getuid(), getgid());
  stack_t stack;
  sigaltstack(NULL, &stack);
  printf("alternate stack %d\n", stack.ss_flags == SS_DISABLE ? 0 : 1);
}

int main(int argc, char** argv) {
  const char* what = argc > 1 ? argv[1] : "";
  const int value = argc > 2 ? atoi(argv[2]) : 0;
  setvbuf(stdout, NULL, _IOLBF, 0);
  if (!strcmp(what, "timers")) use_timers(value);
  if (!strcmp(what, "mlockall")) lock_memory(value);
  if (!strcmp(what, "descriptors")) use_descriptors();
  if (!strcmp(what, "address_space")) use_address_space(value);
  if (!strcmp(what, "file_size")) use_file_size();
  if (!strcmp(what, "keys")) use_keys();
  if (!strcmp(what, "inherited")) inherited();
  return 0;
}
