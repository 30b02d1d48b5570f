#!/usr/bin/env bats
# Stacks taken from outside: shares of programs that are hard to sample, and programs that must not notice.

load helpers

# part NAME OTHER: what samples with NAME on the stack stand for, of those with NAME or OTHER.
part() {
  sqlite3 run.calo "WITH RECURSIVE up(stack, at) AS (SELECT id, id FROM stack UNION SELECT up.stack, s.parent FROM up
    JOIN stack s ON s.id = up.at WHERE s.parent >= 0),
    below(name, cpu) AS (SELECT f.name, sum(u.cpu_s) FROM (SELECT DISTINCT up.stack AS stack, l.function AS function FROM up
      JOIN stack s ON s.id = up.at JOIN location_line l ON l.location = s.location) q
      JOIN stack_use u ON u.stack = q.stack JOIN function f ON f.id = q.function GROUP BY f.name)
    SELECT ifnull(sum(cpu) FILTER (WHERE name LIKE '$1%'), 0) / sum(cpu) FROM below WHERE name LIKE '$1%' OR name LIKE '$2%'"
}

needs_events() {
  calo run --quiet --sampler outside -o probe.calo -- true
  calo show --json probe.calo | grep -q 'Stacks were sampled by events' || skip "the kernel gives no events of the task clock here"
}

built() {
  g++ -O1 -g -pthread -o "$1" "$BATS_TEST_DIRNAME/programs/$1.cpp"
}

@test "work in step with the kernel's tick is seen as it is" {
  needs_events
  built in_step
  for period in 4 8 10; do
    rm -f run.calo
    measure -- ./in_step "$period" 3
    part first_half second_half > share
    holds 'abs(share - 0.5) < 0.08' "share=$(cat share)"
  done
}

@test "threads and processes of a few milliseconds are represented by their CPU time" {
  needs_events
  built short_threads
  for kind in "threads 1000 2" "processes 700 3"; do
    rm -f run.calo
    # shellcheck disable=SC2086 # words
    measure -- ./short_threads $kind
    part hot_a hot_b > share
    holds 'abs(share - 0.77) < 0.10' "share=$(cat share)"
  done
}

@test "a static program has stacks from outside" {
  needs_events
  g++ -O1 -g -static -o still "$BATS_TEST_DIRNAME/programs/in_step.cpp"
  measure -- ./still 5 0.5
  calo show --functions run.calo > table
  grep -q first_half table
}

@test "nothing is loaded into the program with --sampler outside, and Python frames are not promised" {
  # shellcheck disable=SC2016 # the inner shell's
  calo run --quiet --sampler outside -o run.calo -- sh -c 'echo "${LD_PRELOAD-none}"' > out
  [ "$(cat out)" = none ]
  run calo run --sampler outside --trace -- true
  [ "$status" -eq 125 ]
  run calo run --sampler sideways -- true
  [ "$status" -eq 125 ]
}

@test "a program that waits for the signal in the middle of the real-time signals gets it" {
  cat > waits.c << 'END'
#include <signal.h>
#include <stdio.h>
#include <unistd.h>
int main(void) {
  sigset_t set;
  siginfo_t info;
  struct timespec patience = {5, 0};
  sigemptyset(&set);
  sigaddset(&set, 51);
  sigprocmask(SIG_BLOCK, &set, 0);
  for (volatile long i = 0; i < 200000000; ++i) ;
  kill(getpid(), 51);
  printf("%d\n", sigtimedwait(&set, &info, &patience));
  return 0;
}
END
  gcc -O0 -o waits waits.c
  for sampler in auto inside; do
    rm -f run.calo
    measure --sampler "$sampler" -- ./waits
    [ "$(cat out)" = 51 ]
  done
}
