#!/usr/bin/env bats
# Functions, threads and processes have their right names, or none.

load helpers

# A program that works in `hot_loop` for as many CPU seconds as it is told.
hot() {
  cat > hot.c << 'END'
#include <stdlib.h>
#include <time.h>
static double now(void) { struct timespec t; clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t); return t.tv_sec + 1e-9 * t.tv_nsec; }
__attribute__((noinline)) double hot_loop(long n) { double s = 0; for (long i = 1; i < n; i++) s += 1.0 / (double)i; return s; }
int main(int argc, char** argv) { double s = 0, end = argc > 1 ? atof(argv[1]) : 0.4; while (now() < end) s += hot_loop(100000); return s < 0; }
END
  gcc -O1 "$@" hot.c
}

# share NAME: percent of the samples that functions with this name have on top.
share() {
  sqlite3 run.calo "SELECT ifnull(100.0 * sum(cpu_s) / (SELECT sum(cpu_s) FROM stack_use), 0) FROM function_use WHERE name = '$1'"
}

@test "code that a program makes as it runs has the names of its perf map" {
  cat > jit.c << 'END'
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
__attribute__((noinline)) double body(long n) { double s = 0; for (long i = 1; i < n; i++) s += 1.0 / (double)i; return s; }
__attribute__((noinline)) double after(long n) { return (double)n; }
int main(void) {
  char* code = mmap(NULL, 8192, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  memcpy(code, (void*)body, 512);
  memcpy(code + 4096, (void*)body, 512);
  char path[64];
  snprintf(path, sizeof path, "/tmp/perf-%d.map", (int)getpid());
  FILE* map = fopen(path, "w");
  fprintf(map, "%lx 200 JS:~first /home/me/a.js:3:9\n", (unsigned long)code);
  fflush(map);
  double s = 0;
  double (*first)(long) = (double (*)(long))code, (*second)(long) = (double (*)(long))(code + 4096);
  for (int i = 0; i < 20; i++) s += first(10000000);
  fprintf(map, "%lx 200 JS:*first /home/me/a.js:3:9\n", (unsigned long)code + 4096);  // compiled again
  fflush(map);
  for (int i = 0; i < 20; i++) s += second(10000000);
  fprintf(map, "%lx 200 other\n", (unsigned long)code);  // the old place is used again
  fclose(map);
  for (int i = 0; i < 20; i++) s += first(10000000);
  if (getpid() > 0) remove(path);
  return s < 0;
}
END
  gcc -O1 -o jit jit.c
  measure -- ./jit
  holds 'first > 55 and other > 25' first="$(share first)" other="$(share other)"
  equal "$(sqlite3 run.calo "SELECT count(*) FROM function WHERE name = 'first'")" 1
  equal "$(sqlite3 run.calo "SELECT file, first_line FROM function WHERE name = 'first'")" '/home/me/a.js|3'
}

@test "code without a name that a program makes is one function, and a line says how to name it" {
  cat > jit.c << 'END'
#include <string.h>
#include <sys/mman.h>
__attribute__((noinline)) double body(long n) { double s = 0; for (long i = 1; i < n; i++) s += 1.0 / (double)i; return s; }
int main(void) {
  char* code = mmap(0, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  memcpy(code, (void*)body, 512);
  double s = 0;
  for (int i = 0; i < 30; i++) s += ((double (*)(long))code)(10000000);
  return s < 0;
}
END
  gcc -O1 -o jit jit.c
  measure -- ./jit
  holds 'share > 80' share="$(share '[jit]')"
  calo show --functions run.calo > table
  grep -q 'perf-basic-prof' table
}

@test "a program that is deleted or replaced while it runs keeps its names, and gets no wrong ones" {
  hot -o hot
  for option in -Wl,--build-id -Wl,--build-id=none; do
    hot "$option" -o program
    # Laid out otherwise: every address of the first is another function here.
    printf '%s\n' 'int main(void) { return 0; }' 'int wrong(void) { static volatile int x[99]; return x[7]; }' > wrong.c
    gcc -O1 "$option" -o wrong wrong.c
    rm -f run.calo
    measure -- sh -c './program 0.8 & sleep 0.4; rm program; cp wrong program; wait'
    holds 'share > 80' share="$(share hot_loop)"
    holds 'share == 0' share="$(share wrong)"
    rm -f run.calo program
    hot "$option" -o program
    measure -- sh -c './program 0.8 & sleep 0.4; rm program; wait'
    holds 'share > 80' share="$(share hot_loop)"
  done
}

@test "text of a program that is mapped a second time has its names" {
  cat > remap.c << 'END'
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <sys/mman.h>
// Integers only: a constant in memory would be read beside the copy, where anything may be.
__attribute__((noinline, aligned(4096))) unsigned hot_loop(long n) { unsigned s = 1; for (long i = 1; i < n; i++) s = (s ^ s >> 7) * 1664525u + 1; return s; }
__attribute__((noinline, aligned(4096))) unsigned after(long n) { return (unsigned)n; }
extern char __executable_start[];
int main(void) {
  int fd = open("/proc/self/exe", O_RDONLY);
  uintptr_t a = (uintptr_t)hot_loop;
  char* m = mmap(0, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE, fd, (off_t)((a - (uintptr_t)__executable_start) & ~4095UL));
  if (m == MAP_FAILED) return 1;
  unsigned s = 0;
  for (int k = 0; k < 40; k++) s += ((unsigned (*)(long))(m + (a & 4095)))(10000000);
  return s == after(7);
}
END
  for option in -no-pie -pie; do
    gcc -O1 $option -fPIE -o remap remap.c
    rm -f run.calo
    measure -- ./remap
    holds 'share > 90' share="$(share hot_loop)"
  done
}

@test "the work of a stripped program is not start-up, and its main has a name" {
  hot -s -o hot
  measure -- ./hot 0.5
  calo show --phases run.calo > phases
  grep -q ' main$' phases
  # The loader's own start may have been sampled.
  holds 'start_up < 5' start_up="$(sed -n 's/.* \([0-9.]*\) % (.* start-up$/\1/p' phases | grep . || echo 0)"
  holds 'found >= 1' found="$(sqlite3 run.calo "SELECT count(*) FROM function WHERE name = 'main'")"
}

@test "two programs whose names begin with the same 15 letters are two" {
  hot -o simulation_of_fluids_one
  cp simulation_of_fluids_one simulation_of_fluids_two
  measure -- sh -c './simulation_of_fluids_one 0.4; ./simulation_of_fluids_two 0.4; true'
  calo show --processes run.calo > table
  grep -q simulation_of_fluids_one table
  grep -q simulation_of_fluids_two table
}

@test "worker threads are called by what they do, and no thread is listed twice" {
  cat > threads.py << 'END'
import threading
def crunch():
    s = 0
    for i in range(3000000): s += i * i
def sieve():
    s = 0
    for i in range(3000000): s ^= i
threads = [threading.Thread(target=crunch), threading.Thread(target=sieve)]
for t in threads: t.start()
for t in threads: t.join()
END
  # shellcheck disable=SC2016 # the inner shell's
  measure -- sh -c 'i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done; exec /usr/bin/python3 threads.py'
  calo show --threads run.calo > table
  grep -q 'python3 (crunch)' table
  grep -q 'python3 (sieve)' table
  equal "$(sqlite3 run.calo 'SELECT count(*) - count(DISTINCT tid) FROM thread')" 0
}

@test "inlined functions of libraries count as the function they are in, unless asked for" {
  cat > inlined.cpp << 'END'
#include <cstdlib>
#include <numeric>
#include <vector>
__attribute__((noinline)) double mine(const std::vector<double>& v) { return std::accumulate(v.begin(), v.end(), 0.0); }
int main() { std::vector<double> v(100000, 1.0); double s = 0; for (int i = 0; i < 6000; ++i) { v[i % 100] += 1; s += mine(v); } return s < 0; }
END
  g++ -O2 -g -o inlined inlined.cpp
  measure -- ./inlined
  calo show --functions run.calo > table
  calo show --functions --inlined run.calo > inlined
  run ! grep -q 'std::accumulate' table
  grep -q 'mine  inlined.cpp' table
  grep -q 'std::' inlined
}
