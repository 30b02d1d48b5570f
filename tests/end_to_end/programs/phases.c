/* Works in phases whose CPU time is known: start-up 50 ms, load 100 ms, train 300 ms with three epochs inside and
 * 90 ms of its own, a child process in train 100 ms, and 60 ms outside of all. With "ask" it also waits until calo
 * has told it the joules so far, and prints them. */
#include <calo/phases.h>
#include <stdio.h>
#include <sys/wait.h>

static void burn(double milliseconds) {
  struct timespec begin, now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &begin);
  do {
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  } while (1e3 * (double)(now.tv_sec - begin.tv_sec) + 1e-6 * (double)(now.tv_nsec - begin.tv_nsec) <
           milliseconds);
}

int main(int argc, char** argv) {
  int epoch;
  pid_t child;
  burn(25);
  calo_phase_since_start("start-up");
  burn(25);
  calo_phase_end("start-up");
  calo_phase_begin("load");
  burn(100);
  calo_phase_end("load");
  burn(60);
  calo_phase_begin("train");
  for (epoch = 0; epoch < 3; ++epoch) {
    calo_phase_begin("epoch");
    burn(70);
    calo_phase_end("epoch");
    burn(30);
    calo_phase_count(1);
  }
  child = fork();
  if (child == 0) {
    burn(100);
    _exit(0);
  }
  waitpid(child, NULL, 0);
  calo_phase_end("train");
  if (argc > 1 && strcmp(argv[1], "ask") == 0) {
    int i;
    for (i = 0; i < 10000 && !(calo_joules_so_far() > 0); ++i) burn(1);
    printf("%.3f\n", calo_joules_so_far());
  }
  return 0;
}
