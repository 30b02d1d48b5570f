// Ways to begin and to end processes.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "burn.h"

extern char** environ;
static volatile int handled;

static void on_signal(int number) {
  (void)number;
  handled++;
}
static void* in_thread(void* milliseconds) {
  burn((int)(long)milliseconds);
  return NULL;
}
static void write_file(const char* name, const char* text) {
  const int fd = open(name, O_CREAT | O_WRONLY | O_TRUNC, 0644);
  if (write(fd, text, strlen(text)) < 0) _exit(4);
  close(fd);
}
static int is_status(int status) {
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static void storm(int processes, int milliseconds) {
  int good = 0, status = 0;
  for (int i = 0; i < processes; i++) {
    const pid_t child = fork();
    if (child == 0) {
      burn(milliseconds);
      _exit(i & 63);
    }
    good += waitpid(child, &status, 0) == child && is_status(status) == (i & 63);
  }
  printf("%d of %d\n", good, processes);
}

static void at_once(int processes) {
  int good = 0, status = 0;
  for (int i = 0; i < processes; i++) {
    if (fork() == 0) {
      burn(10);
      _exit(0);
    }
  }
  while (wait(&status) > 0) good += status == 0;
  printf("%d of %d\n", good, processes);
}

static void by_vfork(char* self, int processes) {
  int good = 0, status = 0;
  for (int i = 0; i < processes; i++) {
    const pid_t child = vfork();
    if (child == 0) {
      execl("/proc/self/exe", self, "leave", "7", NULL);
      _exit(9);
    }
    good += waitpid(child, &status, 0) == child && is_status(status) == 7;
  }
  printf("%d of %d\n", good, processes);
}

static void by_spawn(char* self, int processes) {
  int good = 0, status = 0;
  char* arguments[] = {self, "leave", "7", NULL};
  posix_spawnattr_t attributes;
  sigset_t all;
  sigfillset(&all);
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  posix_spawnattr_setsigdefault(&attributes, &all);
  for (int i = 0; i < processes; i++) {
    pid_t child;
    if (posix_spawn(&child, "/proc/self/exe", NULL, &attributes, arguments, environ)) continue;
    good += waitpid(child, &status, 0) == child && is_status(status) == 7;
  }
  printf("%d of %d\n", good, processes);
}

static void ignore_children(void) {
  int status = 0;
  signal(SIGCHLD, SIG_IGN);
  for (int i = 0; i < 3; i++) {
    if (fork() == 0) {
      burn(20);
      _exit(1);
    }
  }
  const pid_t got = wait(&status);
  printf("%d %s\n", got, strerror(errno));
}

static void daemonize(void) {
  int status = 0;
  if (fork() == 0) {
    setsid();
    if (fork() == 0) {
      burn(50);
      write_file("daemon", "it has worked\n");
      _exit(0);
    }
    _exit(0);
  }
  wait(&status);
  for (int i = 0; i < 1000 && access("daemon", F_OK); i++) usleep(10000);
  usleep(50000);
  puts("parent");
}

static void trace(void) {
  int stops = 0, status = 0;
  const pid_t child = fork();
  if (child == 0) {
    ptrace(PTRACE_TRACEME, 0, 0, 0);
    raise(SIGSTOP);
    burn(100);
    raise(SIGUSR1);
    _exit(6);
  }
  while (waitpid(child, &status, 0) == child && WIFSTOPPED(status)) {
    stops++;
    const int number = WSTOPSIG(status);
    ptrace(PTRACE_CONT, child, 0, number == SIGSTOP || number == SIGUSR1 ? 0 : number);
  }
  printf("%d stops, status %d\n", stops, is_status(status));
}

static void stop_and_go(void) {
  int status = 0, stops = 0;
  const pid_t child = fork();
  if (child == 0) {
    burn(150);
    _exit(3);
  }
  for (int i = 0; i < 10; i++) {
    kill(child, SIGSTOP);
    if (waitpid(child, &status, WUNTRACED) == child && WIFSTOPPED(status)) stops++;
    usleep(2000);
    kill(child, SIGCONT);
    usleep(2000);
  }
  waitpid(child, &status, 0);
  printf("%d stops, status %d\n", stops, is_status(status));
}

static void* forks(void* unused) {
  for (int i = 0; i < 20; i++) {
    int status = 1;
    const pid_t child = fork();
    if (child == 0) {
      burn(2);
      _exit(0);
    }
    if (waitpid(child, &status, 0) != child || status) puts("a child failed");
  }
  return unused;
}

// Threads that fork while others allocate and compute.
static void forking_threads(void) {
  pthread_t all[4];
  for (int i = 0; i < 4; i++) pthread_create(&all[i], NULL, forks, NULL);
  for (int i = 0; i < 200000; i++) free(malloc((size_t)(i % 5000)));
  for (int i = 0; i < 4; i++) pthread_join(all[i], NULL);
  puts("all joined");
}

static void* execs(void* self) {
  burn(20);
  execl("/proc/self/exe", self, "leave", "9", NULL);
  return NULL;
}

static void threads(int number, long milliseconds) {
  for (int i = 0; i < number; i++) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, in_thread, (void*)milliseconds)) exit(4);
    pthread_join(thread, NULL);
  }
  puts("threads done");
}

int main(int argc, char** argv) {
  const char* what = argc > 1 ? argv[1] : "";
  const int value = argc > 2 ? atoi(argv[2]) : 0;
  setvbuf(stdout, NULL, _IONBF, 0);
  if (!strcmp(what, "leave")) _exit(value);
  if (!strcmp(what, "storm")) storm(value, 0);
  if (!strcmp(what, "short")) storm(value, 3);
  if (!strcmp(what, "at_once")) at_once(value);
  if (!strcmp(what, "vfork")) by_vfork(argv[0], value);
  if (!strcmp(what, "spawn")) by_spawn(argv[0], value);
  if (!strcmp(what, "threads")) threads(value, 2);
  if (!strcmp(what, "ignored_children")) ignore_children();
  if (!strcmp(what, "daemon")) daemonize();
  if (!strcmp(what, "tracer")) trace();
  if (!strcmp(what, "stopped")) stop_and_go();
  if (!strcmp(what, "forking_threads")) forking_threads();
  if (!strcmp(what, "thread_execs")) {
    pthread_t thread;
    pthread_create(&thread, NULL, execs, argv[0]);
    pause();
  }
  if (!strcmp(what, "unlinks_itself")) {
    unlink("./self");
    burn(100);
    puts("still here");
  }
  if (!strcmp(what, "environment")) {
    int others = 0;
    for (char** one = environ; *one; one++)
      others += strncmp(*one, "CALO_", 5) && strncmp(*one, "LD_PRELOAD=", 11) && strncmp(*one, "_=", 2) &&
                strncmp(*one, "ASAN_OPTIONS=", 13);
    printf("%d variables\n", others);
  }
  if (!strcmp(what, "traceme")) {
    const long got = ptrace(PTRACE_TRACEME, 0, 0, 0);
    burn(60);
    printf("%ld\n", got);
  }
  if (!strcmp(what, "group")) {
    signal(SIGUSR1, on_signal);
    for (int i = 0; i < 3; i++) {
      kill(0, SIGUSR1);
      usleep(100000);
    }
    printf("sent 3, came %d\n", handled);
  }
  if (!strcmp(what, "group_dies")) {
    burn(30);
    kill(0, SIGTERM);
    pause();
  }
  if (!strcmp(what, "exec_chain")) {
    char next[16];
    burn(3);
    if (value == 0) {
      puts("end of the chain");
      return 11;
    }
    snprintf(next, sizeof next, "%d", value - 1);
    execl("/proc/self/exe", argv[0], "exec_chain", next, NULL);
    return 4;
  }
  if (!strcmp(what, "main_thread_ends")) {
    pthread_t thread;
    pthread_create(&thread, NULL, in_thread, (void*)100);
    pthread_exit(NULL);
  }
  if (!strcmp(what, "other_thread_exits")) {
    pthread_t thread;
    pthread_create(&thread, NULL, (void* (*)(void*))(void*)exit, (void*)5);
    pause();
  }
  if (!strcmp(what, "quick_exit")) burn(20), quick_exit(7);
  if (!strcmp(what, "abort")) burn(20), abort();
  if (!strcmp(what, "segv")) burn(20), *(volatile int*)8 = 1;
  if (!strcmp(what, "killed")) burn(20), raise(SIGKILL);
  if (!strcmp(what, "closed")) {
    burn(30);
    syscall(SYS_close_range, 0, ~0U, 0);
    burn(30);
    const int fd = open("reopened", O_CREAT | O_RDWR | O_TRUNC, 0644);
    dprintf(fd, "descriptor %d\n", fd);
    return 4;
  }
  if (!strcmp(what, "standard_streams")) {
    struct stat about;
    burn(30);
    const int fd = open("seen", O_CREAT | O_RDWR | O_TRUNC | O_APPEND, 0644);
    dprintf(fd, "descriptor %d, open: %d %d %d\n", fd, !fstat(0, &about), !fstat(1, &about), !fstat(2, &about));
  }
  if (!strcmp(what, "user")) {
    if (geteuid()) skip("not root");
    burn(30);
    if (setresgid(65534, 65534, 65534) || setresuid(65534, 65534, 65534)) return 4;
    burn(60);
    printf("%d %d\n", geteuid(), getegid());
  }
  if (!strcmp(what, "undumpable")) {
    prctl(PR_SET_DUMPABLE, 0);
    burn(100);
    printf("%d\n", prctl(PR_GET_DUMPABLE));
  }
  if (!strcmp(what, "chroot")) {
    mkdir("empty", 0755);
    if (chroot("empty")) skip("not root");
    burn(100);
    storm(20, 3);
  }
  if (!strcmp(what, "session")) {
    const pid_t child = fork();
    int status = 0;
    if (child == 0) {
      setsid();
      burn(50);
      kill(0, SIGTERM);
      pause();
    }
    waitpid(child, &status, 0);
    printf("%d\n", is_status(status));
  }
  return 0;
}
