#!/usr/bin/env bats
# Where the CPU time and the energy went: stacks of unchanged programs.

load helpers

# share REGEX: percent of the run that functions with this name used by themselves.
share() {
  sqlite3 run.calo "SELECT ifnull(100.0 * sum(cpu_s) / (SELECT sum(cpu_s) FROM stack_use), 0) FROM function_use
                    WHERE name LIKE '$1'"
}

@test "functions of an optimised program get their known shares" {
  cat > known.c << 'END'
#include <time.h>
static double now(void) { struct timespec t; clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t); return t.tv_sec + 1e-9 * t.tv_nsec; }
__attribute__((noinline)) double spin(double s) { double x = 1, end = now() + s; while (now() < end) for (int i = 0; i < 1000; ++i) x = x * 1.0000001 + 1e-9; return x; }
__attribute__((noinline)) double one(void) { return spin(0.6) + 1; }
__attribute__((noinline)) double three(void) { return spin(1.8) + 1; }
int main(void) { return (one() + three()) < 0; }
END
  gcc -O2 -fomit-frame-pointer -g -o known known.c
  measure -- ./known
  calo show --functions run.calo > table
  # Inclusive: one of four parts.
  sqlite3 run.calo "WITH RECURSIVE up(stack, at) AS (SELECT id, id FROM stack UNION SELECT up.stack, s.parent FROM up
    JOIN stack s ON s.id = up.at WHERE s.parent >= 0)
    SELECT sum(u.cpu_s) / (SELECT sum(cpu_s) FROM stack_use) FROM stack_use u WHERE u.stack IN
    (SELECT up.stack FROM up JOIN stack s ON s.id = up.at JOIN location_line l ON l.location = s.location
     JOIN function f ON f.id = l.function WHERE f.name = 'three')" > part
  holds 'abs(part - 0.75) < 0.02' "part=$(cat part)"
  grep -q 'spin  known.c' table
}

@test "functions and what is unsampled add up to the program" {
  measure -- burn alone 1
  local sampled program
  sampled=$(sqlite3 run.calo 'SELECT sum(dynamic_j) FROM stack_use')
  program=$(sqlite3 run.calo 'SELECT sum(dynamic_j) FROM process')
  holds '0.9 * program <= sampled <= program * (1 + 1e-9)' "sampled=$sampled" "program=$program"
}

@test "samples stand for the CPU time of the program" {
  measure -- burn alone 1
  holds 'abs(sampled - cpu) <= 0.01 * cpu + 0.01' \
    "sampled=$(sqlite3 run.calo 'SELECT sum(sampled_s) + sum(unsampled_s) FROM thread')" \
    "cpu=$(sqlite3 run.calo 'SELECT cpu_user_s + cpu_system_s FROM run_end')"
}

@test "a Python program is one tree from its module down" {
  measure -- python3 "$BATS_TEST_DIRNAME/programs/work.py"
  calo show --tree run.calo > tree
  grep -q '<module>  work.py' tree
  grep -q 'outer  work.py' tree
  grep -q 'inner  work.py' tree
  calo show --lines work.py run.calo > lines
  grep -q 's += i \* i' lines
}

@test "no stack of a program that calls all the time, Python and native in turn, is impossible" {
  /usr/bin/python3 -c 'import numpy' || skip "needs python3-numpy"
  measure --rate 5000 -- /usr/bin/python3 "$BATS_TEST_DIRNAME/programs/calls.py" 4
  calo export --format collapsed run.calo > stacks
  python3 "$BATS_TEST_DIRNAME/programs/check_calls.py" stacks > seen
  read -r different pairs < seen
  holds 'different >= 50 and pairs >= 200' different="$different" pairs="$pairs"
  holds 'cut <= 0.001 * samples + 1' \
    "cut=$(sqlite3 run.calo 'SELECT sum(truncated) FROM thread')" "samples=$(sqlite3 run.calo 'SELECT sum(samples) FROM thread')"
}

@test "deep recursion in Python reaches its module, and what is deeper than a record is counted as cut" {
  printf '%s\n' 'import sys' 'def d(n): return sum(range(300)) if n == 0 else d(n - 1)' 'sys.setrecursionlimit(10000)' \
    'for i in range(int(sys.argv[2])): d(int(sys.argv[1]))' > deep.py
  measure -- python3 deep.py 900 6000
  calo export --format collapsed run.calo > stacks
  holds 'outside <= 0.02 * all' "outside=$(awk '/;d \(deep/ && !/<module> \(deep/ { s += $NF } END { print s + 0 }' stacks)" \
    "all=$(awk '{ s += $NF } END { print s }' stacks)"
  equal "$(sqlite3 run.calo 'SELECT sum(truncated) FROM thread')" 0
  rm run.calo
  measure -- python3 deep.py 5000 600
  holds 'cut > 0' "cut=$(sqlite3 run.calo 'SELECT sum(truncated) FROM thread')"
}

@test "what importing a module costs is told as a tree of modules" {
  mkdir slow
  echo 'total = sum(i * i for i in range(4_000_000))' > slow/__init__.py
  echo 'import slow' > uses.py
  echo 'import uses' > main.py
  measure -- python3 main.py
  calo show --imports run.calo > imports
  grep -q 'all imports' imports
  grep -q '<frozen\|uses' imports
  grep -q 'slow' imports
}

@test "without stacks nothing is loaded into the program" {
  # shellcheck disable=SC2016
  measure --no-stacks -- sh -c 'echo "${LD_PRELOAD-nothing} ${CALO_SESSION-nothing}"'
  equal "$(cat out)" "nothing nothing"
  run calo show --functions run.calo
  equal "$status" 1
}

@test "CALO_DISABLE=1 keeps the agent still" {
  CALO_DISABLE=1 measure --sampler inside -- burn alone 0.3
  equal "$(sqlite3 run.calo 'SELECT count(*) FROM stack_use')" 0
}

@test "without events a static program is measured without stacks, and calo says so" {
  echo 'int main(void) { volatile double x = 1; for (long i = 0; i < 300000000; ++i) x = x * 1.0000001; return x < 0; }' > busy.c
  gcc -O1 -static -o busy busy.c
  measure --sampler inside -- ./busy
  equal "$(field run.json .warnings | grep -c no-stacks)" 1
  holds 'cpu > 0.2' "cpu=$(field run.json .cpu_user_s)"
}

@test "the stacks are there as JSON, too" {
  measure -- burn alone 0.5
  calo show --json --functions run.calo > stacks.json
  equal "$(field stacks.json .schema)" calo.profile/1
  holds 'n > 50' "n=$(field stacks.json .sampled.samples)"
}

@test "a rate that is none is refused before the program starts" {
  run calo run --rate often -- touch started
  equal "$status" 125
  [ ! -e started ]
}

@test "children that never call exec are sampled, too" {
  # shellcheck disable=SC2016
  measure -- bash -c 'for i in 1 2 3 4; do (x=0; while [ $x -lt 60000 ]; do x=$((x+1)); done) & done; wait'
  holds 'n >= 4' "n=$(sqlite3 run.calo 'SELECT count(DISTINCT thread) FROM stack_use')"
  holds 'n >= 4' "n=$(sqlite3 run.calo 'SELECT count(DISTINCT process) FROM thread')"
}

@test "exact tracing counts every call of a Python program, its threads and its children" {
  cat > calls.py << 'END'
import multiprocessing
import threading

def fib(n):
    return 1 if n < 2 else fib(n - 1) + fib(n - 2)

if __name__ == "__main__":
    fib(10)
    thread = threading.Thread(target=fib, args=(10,))
    thread.start()
    thread.join()
    child = multiprocessing.Process(target=fib, args=(10,))
    child.start()
    child.join()
END
  measure --trace -- /usr/bin/python3 calls.py
  # fib(10) calls itself 177 times in all.
  equal "$(sqlite3 run.calo "SELECT calls, primitive FROM traced_function WHERE name = 'fib'")" "531|3"
  calo export --format prof -o calls.prof run.calo
  equal "$(/usr/bin/python3 -c 'import pstats
print([value[:2] for key, value in pstats.Stats("calls.prof").stats.items() if key[2] == "fib"])')" "[(3, 531)]"
}

@test "exact tracing keeps a sitecustomize of the user's" {
  mkdir own
  echo 'print("own sitecustomize")' > own/sitecustomize.py
  PYTHONPATH=$PWD/own measure --trace -- /usr/bin/python3 -c 'print("program")'
  equal "$(cat out)" "own sitecustomize
program"
}

@test "exact tracing does not change a program that profiles itself" {
  # Other versions where they are: they differ in how a program is profiled (3.12).
  local user programs=$BATS_TEST_DIRNAME/../conformance/programs
  user=$(getent passwd "$(id -u)" | cut -d: -f6)
  for python in /usr/bin/python3 /usr/bin/python3.[0-9]* "$user"/.pyenv/versions/3.*/bin/python3; do
    "$python" -c '' 2> /dev/null || continue
    for how in tools taken_twice profiled in_threads debugged traced forked shadowed; do
      rm -f bare json.py
      status=0
      "$python" "$programs/own_profiler.py" "$how" > bare 2> bare.err || status=$?
      rm -f run.calo json.py
      traced=0
      calo run -q --trace -o run.calo -- "$python" "$programs/own_profiler.py" "$how" > out 2> err || traced=$?
      equal "$python $how $traced" "$python $how $status"
      equal "$python $how $(cat out)" "$python $how $(cat bare)"
      equal "$python $how $(grep -v '^calo: ' err | tail -1)" "$python $how $(tail -1 bare.err)"
    done
  done
}

@test "exact tracing says that it gave way to the program's own profiler" {
  measure --trace -- /usr/bin/python3 -c 'import sys
sys.setprofile(lambda *_: None)
if hasattr(sys, "monitoring"): sys.monitoring.use_tool_id(4, "own")'
  grep -q "Exact counts are partial" <(sqlite3 run.calo "SELECT * FROM warning")
  rm run.calo
  measure --trace -- /usr/bin/python3 -c 'import os; os._exit(0)'
  grep -q "did not end by themselves" <(sqlite3 run.calo "SELECT * FROM warning")
}
