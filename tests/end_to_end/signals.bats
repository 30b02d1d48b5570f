#!/usr/bin/env bats
# Signals reach the program, and whatever dies, what was measured is kept.

load helpers

forwarded() {
  background calo run --quiet -o run.calo -- burn asleep 20
  local pid=$!
  await ready
  kill "-$1" "$pid"
  local status=0
  wait "$pid" || status=$?
  equal "$status" 7
  equal "$(cat got)" "SIG$1"
  calo show --json run.calo > run.json
  equal "$(field run.json .exit_status)" 7
}

@test "SIGTERM to calo reaches the program, and the run is saved" {
  forwarded TERM
}

@test "SIGINT to calo reaches the program, and the run is saved" {
  forwarded INT
}

@test "SIGHUP to calo reaches the program, and the run is saved" {
  forwarded HUP
}

@test "a program that dies by SIGTERM sent to calo gives 143" {
  background calo run --quiet -o run.calo -- sh -c 'touch ready; exec sleep 20'
  local pid=$! status=0
  await ready
  kill -TERM "$pid"
  wait "$pid" || status=$?
  equal "$status" 143
  calo show --json run.calo > run.json
  equal "$(field run.json .signal)" SIGTERM
}

@test "kill -9 of the program gives 137, and the run is saved" {
  background calo run --quiet -o run.calo -- sh -c 'echo $$ > pid; touch ready; exec sleep 20'
  local pid=$! status=0
  await ready
  kill -KILL "$(cat pid)"
  wait "$pid" || status=$?
  equal "$status" 137
  calo show --json run.calo > run.json
  equal "$(field run.json .signal)" SIGKILL
}

@test "kill -9 of calo leaves the program running and a file that opens" {
  background calo run --quiet -o run.calo -- sh -c 'touch ready; sleep 4; touch done'
  local pid=$!
  await ready
  sleep 2.5
  kill -KILL "$pid"
  wait "$pid" || true
  calo show --json run.calo > run.json
  holds 'wall > 1' "wall=$(field run.json .wall_s)"
  await "done"
}

@test "Ctrl-C in a terminal stops the program, and calo says what was measured" {
  python3 - << 'END'
import os, pty, select, sys, time

pid, terminal = pty.fork()
if pid == 0:
    os.execvp("calo", ["calo", "run", "-o", "run.calo", "--", "sh", "-c", "touch ready; exec sleep 20"])
deadline = time.monotonic() + 10
while not os.path.exists("ready"):
    time.sleep(0.05)
    assert time.monotonic() < deadline, "the program did not start"
os.write(terminal, b"\x03")
shown = b""
while time.monotonic() < deadline + 10:
    try:
        if not select.select([terminal], [], [], 5)[0]:
            break
        part = os.read(terminal, 65536)
    except OSError:
        break
    if not part:
        break
    shown += part
status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
assert status == 130, (status, shown)
assert b"run.calo" in shown, shown
END
  calo show --json run.calo > run.json
  equal "$(field run.json .signal)" SIGINT
}
