// Signals as a program may use them; every real-time signal is the program's.
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include "burn.h"

static volatile int handled, values[64];
static sigjmp_buf back;

static void on_signal(int number) {
  (void)number;
  handled++;
}
static void on_value(int number, siginfo_t* info, void* context) {
  (void)number, (void)context;
  values[handled++ % 64] = info->si_value.sival_int;
}
static void jump(int number) {
  (void)number;
  siglongjmp(back, 1);
}
static void show_mask(int number) {
  (void)number;
  sigset_t mask;
  sigprocmask(SIG_BLOCK, NULL, &mask);
  int blocked = 0;
  for (int i = 1; i <= 64; i++) blocked += sigismember(&mask, i) == 1;
  printf("%d blocked in the handler\n", blocked);
}
static void nested(int number) {
  if (++handled < 3) raise(number);
}

static void handle(int number, void (*handler)(int), int flags) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = handler;
  action.sa_flags = flags;
  sigaction(number, &action, NULL);
}

static void queue(int number, int value) {
  union sigval with = {.sival_int = value};
  sigqueue(getpid(), number, with);
}

// Each is blocked, queued with a value, looked for among the pending ones, and taken.
static void take(const char* how) {
  int good = 0;
  burn(60);
  for (int number = SIGRTMIN; number <= SIGRTMAX; number++) {
    sigset_t set, pending;
    sigemptyset(&set);
    sigaddset(&set, number);
    sigprocmask(SIG_BLOCK, &set, NULL);
    queue(number, 10 * number);
    sigpending(&pending);
    if (!sigismember(&pending, number)) printf("%d is not pending\n", number);
    int got = -1, value = 10 * number;
    if (!strcmp(how, "sigtimedwait")) {
      struct timespec second = {1, 0};
      siginfo_t info;
      got = sigtimedwait(&set, &info, &second);
      value = info.si_value.sival_int;
    } else if (!strcmp(how, "sigwait")) {
      alarm(5);
      sigwait(&set, &got);
    } else {
      int fd = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
      struct signalfd_siginfo info;
      if (read(fd, &info, sizeof info) == sizeof info) got = (int)info.ssi_signo, value = info.ssi_int;
      close(fd);
    }
    if (got == number && value == 10 * number)
      good++;
    else
      printf("%d is lost\n", number);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
  }
  printf("%d of %d\n", good, SIGRTMAX - SIGRTMIN + 1);
}

// No handler may return from sigsuspend but one of the program.
static void suspend(void) {
  int spurious = 0;
  sigset_t none, alarm_only;
  sigemptyset(&none);
  sigemptyset(&alarm_only);
  sigaddset(&alarm_only, SIGALRM);
  signal(SIGALRM, on_signal);
  sigprocmask(SIG_BLOCK, &alarm_only, NULL);
  for (int i = 0; i < 150; i++) {
    struct itimerval once = {{0, 0}, {0, 7000}};
    int before = handled;
    setitimer(ITIMER_REAL, &once, NULL);
    burn(1 + i % 6);
    while (sigsuspend(&none), handled == before) spurious++;
  }
  printf("sigsuspend returned %d times without a handler\n", spurious);
}

// Without SA_RESTART only a handler of the program ends a slow call.
static void interrupted(void) {
  int pipes[2], early = 0;
  char byte;
  if (pipe(pipes)) exit(2);
  handle(SIGALRM, on_signal, 0);
  for (int i = 0; i < 20; i++) {
    struct itimerval once = {{0, 0}, {0, 20000}};
    int before = handled;
    burn(5);
    setitimer(ITIMER_REAL, &once, NULL);
    if (read(pipes[0], &byte, 1) != -1 || errno != EINTR || handled == before) early++;
    while (handled == before) pause();
  }
  printf("%d reads ended without a signal\n", early);
}

struct kernel_action {
  void* handler;
  unsigned long flags;
  void* restorer;
  uint64_t mask;
};

// The kernel's table as it is, without the C library.
static void dispositions(void) {
  burn(60);
  uint64_t mask = 0;
  syscall(SYS_rt_sigprocmask, SIG_BLOCK, NULL, &mask, 8);
  printf("mask %llx\n", (unsigned long long)mask);
  for (int i = 1; i <= 64; i++) {
    struct kernel_action action = {0};
    syscall(SYS_rt_sigaction, i, NULL, &action, 8);
    if (action.handler) printf("%d: %s\n", i, action.handler == (void*)1 ? "ignored" : "handled");
  }
}

static void raw(void) {
  for (int i = 1; i <= 64; i++) {
    struct kernel_action ignore = {.handler = (void*)1}, got = {0};
    if (i == SIGKILL || i == SIGSTOP) continue;
    syscall(SYS_rt_sigaction, i, &ignore, NULL, 8);
    burn(3);
    syscall(SYS_rt_sigaction, i, NULL, &got, 8);
    if (got.handler != (void*)1) printf("%d is not ignored\n", i);
    if (i != SIGCHLD) kill(getpid(), i);
  }
  puts("all ignored");
}

static void* forever(void* unused) {
  pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, NULL);
  for (;;) count(1000);
  return unused;
}

// The C library's own signal, in the middle of anything.
static void cancel(void) {
  int good = 0;
  for (int i = 0; i < 40; i++) {
    pthread_t thread;
    void* result = NULL;
    pthread_create(&thread, NULL, forever, NULL);
    usleep(5000);
    pthread_cancel(thread);
    pthread_join(thread, &result);
    good += result == PTHREAD_CANCELED;
  }
  printf("%d cancelled\n", good);
}

// The ways of System V: reset at delivery, and sigset.
static void old_ways(int number) {
  sysv_signal(number, on_signal);
  burn(30);
  raise(number);
  sysv_signal(number, on_signal);
  raise(number);
  printf("handled %d, then %s\n", handled, sigset(number, SIG_HOLD) == SIG_DFL ? "default" : "something else");
  raise(number);
  sigset_t pending;
  sigpending(&pending);
  printf("held back %d\n", sigismember(&pending, number));
  burn(30);
}

static volatile int counts[65];
static void on_told(int number) { counts[number]++; }

// Says how often each signal came until SIGUSR2; "ready" has the number of its process group.
static void told(void) {
  static const int all[] = {SIGHUP, SIGTERM, SIGUSR1, SIGXCPU, SIGALRM,  SIGVTALRM, SIGPROF,
                            SIGIO,  SIGPWR,  SIGCONT, SIGURG,  SIGWINCH, SIGUSR2};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) handle(all[i], on_told, SA_RESTART);
  FILE* file = fopen("ready.new", "w");
  fprintf(file, "%d\n", getpgrp());
  fclose(file);
  rename("ready.new", "ready");
  for (int i = 0; i < 2000 && !counts[SIGUSR2]; i++) burn(1), usleep(5000);
  remove("ready");
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) printf("%d: %d\n", all[i], counts[all[i]]);
}

int main(int argc, char** argv) {
  const char* what = argc > 1 ? argv[1] : "";
  setvbuf(stdout, NULL, _IOLBF, 0);
  const int theirs = SIGRTMIN + 17;
  if (!strcmp(what, "sigtimedwait") || !strcmp(what, "sigwait") || !strcmp(what, "signalfd")) {
    take(what);
  } else if (!strcmp(what, "suspend")) {
    suspend();
  } else if (!strcmp(what, "interrupted")) {
    interrupted();
  } else if (!strcmp(what, "dispositions")) {
    dispositions();
  } else if (!strcmp(what, "raw")) {
    raw();
  } else if (!strcmp(what, "told")) {
    told();
  } else if (!strcmp(what, "cancel")) {
    cancel();
  } else if (!strcmp(what, "old_ways")) {
    old_ways(theirs);
  } else if (!strcmp(what, "reset")) {
    handle(theirs, on_signal, SA_RESETHAND);
    burn(60);
    raise(theirs);
    printf("handled %d\n", handled);
    fflush(stdout);
    burn(60);
    raise(theirs);
    puts("still here");
  } else if (!strcmp(what, "default")) {
    burn(60);
    raise(theirs);
    puts("still here");
  } else if (!strcmp(what, "ignored")) {
    for (int i = SIGRTMIN; i <= SIGRTMAX; i++) signal(i, SIG_IGN);
    burn(30);
    for (int i = SIGRTMIN; i <= SIGRTMAX; i++) raise(i);
    execl("/proc/self/exe", argv[0], "dispositions", NULL);
  } else if (!strcmp(what, "blocked")) {
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, NULL);
    burn(60);
    execl("/proc/self/exe", argv[0], "dispositions", NULL);
  } else if (!strcmp(what, "mask")) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = show_mask;
    sigfillset(&action.sa_mask);
    sigaction(SIGUSR1, &action, NULL);
    burn(30);
    raise(SIGUSR1);
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_NODEFER;
    sigaction(SIGUSR1, &action, NULL);
    raise(SIGUSR1);
  } else if (!strcmp(what, "nodefer")) {
    handle(theirs, nested, SA_NODEFER);
    burn(30);
    raise(theirs);
    printf("handled %d\n", handled);
  } else if (!strcmp(what, "queue")) {
    struct sigaction action;
    sigset_t set;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = on_value;
    action.sa_flags = SA_SIGINFO;
    sigaction(theirs, &action, NULL);
    sigemptyset(&set);
    sigaddset(&set, theirs);
    sigprocmask(SIG_BLOCK, &set, NULL);
    for (int i = 0; i < 20; i++) queue(theirs, i), burn(3);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    printf("%d:", handled);
    for (int i = 0; i < handled; i++) printf(" %d", values[i]);
    puts("");
  } else if (!strcmp(what, "longjmp")) {
    volatile int times = 0;
    signal(theirs, jump);
    while (times < 200) {
      if (sigsetjmp(back, 1) == 0) {
        burn(1);
        raise(theirs);
      }
      times++;
    }
    printf("came back %d times\n", times);
  } else if (!strcmp(what, "profile")) {
    struct itimerval every = {{0, 10000}, {0, 10000}};
    signal(SIGPROF, on_signal);
    setitimer(ITIMER_PROF, &every, NULL);
    burn(500);
    printf("%s\n", handled > 15 && handled < 80 ? "as often as asked" : "wrong number of ticks");
  } else {
    return 2;
  }
  return 0;
}
