// What several programs of this directory need.
#pragma once
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/// Computes until the calling thread has used `milliseconds` of CPU time.
__attribute__((noinline, unused)) static void burn(int milliseconds) {
  struct timespec begin, now;
  volatile double x = 1.0;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &begin);
  do {
    for (int i = 0; i < 20000; i++) x = x * 1.0000001;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  } while ((now.tv_sec - begin.tv_sec) * 1e3 + (now.tv_nsec - begin.tv_nsec) / 1e6 < milliseconds);
}

/// Computes without a single system call or vDSO.
__attribute__((noinline, unused)) static void count(long steps) {
  volatile unsigned long x = 1;
  for (long i = 0; i < steps; i++) x = x * 3 + 1;
}

/// What this machine does not allow is no finding: the runner shows the reason.
__attribute__((noreturn, unused)) static void skip(const char* reason) {
  printf("skipped: %s\n", reason);
  fflush(stdout);
  exit(77);
}
