// Computes in one function, then says so. A status may be asked for.
#include "burn.h"

static __attribute__((noinline)) double hot_in_c(int milliseconds) {
  burn(milliseconds);
  return 1.0;
}

int main(int argc, char** argv) {
  const double x = hot_in_c(argc > 1 ? atoi(argv[1]) : 300);
  printf("done %.0f\n", x);
  fprintf(stderr, "and on standard error\n");
  return argc > 2 ? atoi(argv[2]) : 0;
}
