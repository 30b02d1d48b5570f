#!/usr/bin/env bats
# Every process of the tree is counted, however short it lived and whoever its parent was.

load helpers

cpu() {
  python3 -c 'import sys; print(float(sys.argv[1]) + float(sys.argv[2]))' \
    "$(field run.json .cpu_user_s)" "$(field run.json .cpu_system_s)"
}

# The kernel's own accounting inside the program against calo's outside: 1 % or 20 ms, whichever is more.
agrees_with_rusage() {
  holds 'abs(seen - spent) <= max(0.01 * spent, 0.02)' "seen=$(cpu)" "spent=$(cat spent)"
}

@test "one process is one process" {
  measure -- true
  equal "$(field run.json .processes)" 1
}

@test "CPU time of a busy program agrees with its rusage" {
  measure -- burn alone 1.5
  agrees_with_rusage
  equal "$(field run.json .processes)" 1
}

@test "2000 short children are all counted, and so is their CPU time" {
  measure -- burn children 2000
  equal "$(field run.json .processes)" 2001
  agrees_with_rusage
}

@test "a fork without exec is counted" {
  measure -- burn fork 0.5
  equal "$(field run.json .processes)" 2
  agrees_with_rusage
}

@test "a busy child that its parent waited for is counted once" {
  measure -- sh -c 'burn alone 0.5; true'
  equal "$(field run.json .processes)" 2
  agrees_with_rusage
}

@test "an orphan is counted to its end" {
  measure -- burn orphan 0.6
  equal "$(field run.json .processes)" 2
  holds '0.6 <= seen < 0.7' "seen=$(cpu)"
}

@test "a daemon that forked twice and left the session is counted to its end" {
  measure -- burn daemon 0.6
  [ -e daemon-done ]
  equal "$(field run.json .processes)" 3
  holds '0.6 <= seen < 0.7' "seen=$(cpu)"
}

@test "threads are counted, and are not processes" {
  measure -- burn threads 4
  equal "$(field run.json .processes)" 1
  equal "$(field run.json .threads_peak)" 5
}

@test "a pipeline of a shell is counted" {
  measure -- bash -c 'seq 1000 | sort -n | tail -1'
  equal "$(cat out)" 1000
  equal "$(field run.json .processes)" 4
}

@test "the peak of memory is what was touched" {
  measure -- burn memory 100
  holds '100 * 2**20 <= rss <= 130 * 2**20' "rss=$(field run.json .memory.peak_rss_bytes)"
}

@test "the wall time is that of the program" {
  measure -- sleep 0.5
  holds '0.5 <= wall < 0.7' "wall=$(field run.json .wall_s)"
}

@test "calo's own cost is measured and small" {
  measure -- sleep 1
  holds '0 < cpu < 0.05' "cpu=$(field run.json .own_cost.cpu_s)"
  holds '0 < rss <= 20 * 2**20' "rss=$(field run.json .own_cost.peak_rss_bytes)"
}

# Sums of the readings and of the process records; no process that only waits has time of its own.
sums_agree_with() { # SECONDS
  calo export --format csv run.calo | python3 -c '
import csv, sys
print(sum(float(row["tree_user_s"]) + float(row["tree_system_s"]) for row in csv.DictReader(sys.stdin)))' > readings
  python3 -c '
import sqlite3
print(sqlite3.connect("run.calo").execute("SELECT sum(user_s + system_s) FROM process").fetchone()[0])' > recorded
  holds 'abs(readings - cpu) <= 0.01 * cpu and abs(recorded - cpu) <= 0.01 * cpu' \
    "readings=$(cat readings)" "recorded=$(cat recorded)" "cpu=$(cpu)"
  holds 'want <= cpu < want * 1.3 + 0.2' "want=$1" "cpu=$(cpu)"
  calo show --books run.calo > books || { cat books; return 1; }
  grep -q 'all witnesses agree' books
}

@test "processes below shells below shells are counted once" {
  measure -- sh -c 'sh -c "burn alone 0.4 & burn alone 0.4 & wait"; true'
  sums_agree_with 0.8
  measure_again() { rm -f run.calo; measure "$@"; }
  measure_again -- sh -c 'sh -c "burn alone 0.2 | burn alone 0.4 | burn alone 0.1; true"; true'
  sums_agree_with 0.7
  measure_again -- sh -c 'timeout 60 sh -c "sh -c \"burn alone 0.3 && true\" && burn alone 0.2; true"; exit 0'
  sums_agree_with 0.5
  measure_again -- python3 -c 'import subprocess; [subprocess.run("burn alone 0.1; true", shell=True) for i in range(4)]'
  sums_agree_with 0.4
}

@test "a program whose parent ignores ends of children is waited for, and inherits that" {
  ( trap '' CHLD; timeout 60 python3 -c '
import os, signal, sys
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
os.execvp("calo", ["calo", "run", "--quiet", "-o", "run.calo", "--", sys.executable, "-c", "import signal; print(signal.getsignal(signal.SIGCHLD).name)"])' > out )
  equal "$(cat out)" SIG_IGN
}

@test "children that nobody waits for are counted" {
  measure -- python3 -c '
import os, signal
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
for i in range(3):
    if os.fork() == 0:
        os.execvp("burn", ["burn", "alone", "0.3"])
try:
    os.wait()
except ChildProcessError:
    pass'
  holds '0.85 <= seen < 1.2' "seen=$(cpu)"
}

@test "a child that asks to be traced runs to its end" {
  measure -- python3 -c '
import ctypes, time
ctypes.CDLL(None).ptrace(0, 0, 0, 0)
while time.process_time() < 0.5:
    pass
print("done")'
  equal "$(cat out)" "done"
  holds '0.5 <= seen < 0.7' "seen=$(cpu)"
}

@test "a peak of memory that is held for some time is in the peak of PSS" {
  measure -- python3 -c '
import time
held = bytearray(200_000_000)
for i in range(0, len(held), 4096):
    held[i] = 1
end = time.process_time() + 1
while time.process_time() < end:
    pass'
  holds '195e6 <= pss < 260e6' "pss=$(field run.json .memory.peak_pss_bytes)"
}
