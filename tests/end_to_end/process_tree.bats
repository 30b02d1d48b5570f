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
