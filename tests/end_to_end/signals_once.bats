#!/usr/bin/env bats
# The program gets each signal once, as if it stood in calo's place: those to calo alone, and those to the whole group.

load helpers

# lead ACTION COMMAND...: starts the command as the leader of a session of its own, waits until `heard` listens, does
# ACTION (Python; `calo` is the leader's number; `arrived(n)` waits until n lines are on standard output, which is a
# file), and prints the status of the leader.
lead() {
  python3 - "$@" 3>&- << 'END'
import os, signal, subprocess, sys, time
started = subprocess.Popen(sys.argv[2:], start_new_session=True)
calo = started.pid
end = time.monotonic() + 20
while not os.path.exists("ready") and time.monotonic() < end:
    time.sleep(0.02)
program = int(open("ready").read())
def arrived(count):
    end = time.monotonic() + 0.8
    while time.monotonic() < end and open("/proc/self/fd/1").read().count("\n") < count: time.sleep(0.005)
exec(sys.argv[1])
print(started.wait())
END
}

@test "a signal to the process group reaches the program once" {
  # Real-time signals queue: a second one is never merged with the first.
  lead 'os.killpg(calo, signal.SIGTERM); arrived(1); os.killpg(calo, 41)' \
    calo run -q --no-stacks -o run.calo -- heard > out
  equal "$(cat out)" "$(printf 'SIGTERM\n41\n0')"
}

@test "signals to the process group, one after the other, are as many as without calo" {
  local often='[(os.killpg(calo, s), arrived(i + 1)) for i, s in enumerate([signal.SIGUSR1, signal.SIGUSR2, 40, signal.SIGINT] * 3)]'
  lead "$often" heard > without
  rm ready
  lead "$often" calo run -q --no-stacks -o run.calo -- heard > with
  diff without with
}

@test "queued signals to calo and to the group are as many as without calo" {
  local often='[os.kill(calo, 40) for _ in range(20)]; [os.killpg(calo, 41) for _ in range(20)]'
  lead "$often" heard > without
  rm ready
  lead "$often" calo run -q --no-stacks -o run.calo -- heard > with
  diff <(sort without) <(sort with)
}

@test "a program that sends to its own group gets what it sent once" {
  setsid -w calo run -q --no-stacks -- python3 -c '
import os, signal, time
came = []
signal.signal(signal.SIGUSR1, lambda number, frame: came.append(number))
for _ in range(5):
    os.kill(0, signal.SIGUSR1)
    time.sleep(0.05)
print(len(came))' > out
  equal "$(cat out)" 5
}

@test "timeout, which signals its child and then its group, ends a program in two stages as without calo" {
  timeout -s TERM 3 calo run -q --no-stacks -o term.calo -- heard > out || true
  equal "$(grep -c SIGTERM out)" 1
  timeout -s 41 2 heard > without || true
  timeout -s 41 3 calo run -q --no-stacks -o queued.calo -- heard > with || true
  equal "$(grep -c 41 with)" "$(grep -c 41 without)"
}

@test "every signal that can be sent to calo alone reaches the program, once" {
  lead '
for i, s in enumerate(sorted(signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP, signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU})):
    os.kill(calo, s)
    arrived(i + 1)' calo run -q --no-stacks -o run.calo -- heard > with
  python3 -c '
import signal
for s in sorted(signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP, signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU}):
    print(signal.Signals(s).name if s in list(signal.Signals) else s)
print(0)' > expected
  diff expected with
  calo show --json run.calo > run.json
  equal "$(field run.json .exit_status)" 0
}

@test "a program in a group of its own gets what calo's group gets where calo leads it" {
  lead 'os.killpg(calo, signal.SIGUSR1)' calo run -q --no-stacks -o run.calo -- heard leave-group > out
  equal "$(cat out)" "$(printf 'SIGUSR1\n0')"
}

@test "a signal that the program sends to its parent goes to calo's parent" {
  python3 - << 'END'
import signal, subprocess, time
came = []
signal.signal(signal.SIGUSR1, lambda number, frame: came.append(number))
status = subprocess.run(["calo", "run", "-q", "-o", "run.calo", "--", "sh", "-c", "kill -USR1 $PPID; sleep 0.3; exit 5"]).returncode
assert status == 5 and len(came) == 1, (status, came)
END
}

@test "a terminal that goes away reaches the program where calo leads the session" {
  python3 - << 'END'
import os, pty, time
pid, terminal = pty.fork()
if pid == 0:
    os.execvp("sh", ["sh", "-c", "exec calo run -q --no-stacks -o run.calo -- heard > out 2> err"])
end = time.monotonic() + 20
while not os.path.exists("ready") and time.monotonic() < end:
    time.sleep(0.02)
os.close(terminal)
os.waitpid(pid, 0)
END
  grep -q SIGHUP out
  equal "$(grep -c SIGHUP out)" 1
}

@test "an alarm that was set before calo began reaches the program" {
  python3 -c '
import os, signal
signal.setitimer(signal.ITIMER_REAL, 1.5)
os.execvp("calo", ["calo", "run", "-q", "--no-stacks", "-o", "run.calo", "--", "heard"])' > out
  equal "$(cat out)" SIGALRM
}

@test "SIGTSTP to calo stops the program, SIGCONT lets it go on" {
  python3 - << 'END'
import os, signal, subprocess, time

def state(pid):
    return open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()[0]

def becomes(pid, wanted):
    end = time.monotonic() + 20
    while state(pid) not in wanted and time.monotonic() < end:
        time.sleep(0.02)
    assert state(pid) in wanted, (pid, state(pid), wanted)

# A group of its own below a parent in another one: the kernel stops nobody in a group that nobody could wake.
calo = subprocess.Popen(["calo", "run", "-q", "--no-stacks", "-o", "run.calo", "--", "sleep", "30"], preexec_fn=os.setpgrp)
end = time.monotonic() + 20
children = f"/proc/{calo.pid}/task/{calo.pid}/children"
def program():
    for child in open(children).read().split():
        if open(f"/proc/{child}/comm").read() == "sleep\n":
            return int(child)
while not program() and time.monotonic() < end:
    time.sleep(0.02)
sleep = program()
calo.send_signal(signal.SIGTSTP)
becomes(sleep, "T")
becomes(calo.pid, "T")
calo.send_signal(signal.SIGCONT)
becomes(sleep, "S")
becomes(calo.pid, "SR")
os.killpg(calo.pid, signal.SIGTSTP)
becomes(sleep, "T")
becomes(calo.pid, "T")
os.killpg(calo.pid, signal.SIGCONT)
becomes(sleep, "S")
os.kill(sleep, signal.SIGTERM)
assert calo.wait() == 143
END
}

@test "nothing of calo is left in the group when it has ended or was killed" {
  lead 'os.kill(program, signal.SIGTERM)' calo run -q --no-stacks -o run.calo -- heard > out
  rm ready
  lead '
os.kill(calo, signal.SIGKILL)
started.wait()
os.kill(program, signal.SIGKILL)
left = []
end = time.monotonic() + 10
while time.monotonic() < end:
    try: os.killpg(calo, 0)
    except ProcessLookupError: break
    time.sleep(0.05)
else: left.append(calo)
print("left", left)' calo run -q --no-stacks -o killed.calo -- heard > out
  grep -q 'left \[\]' out
}

@test "a signal to calo repeat reaches the program that runs, and ends the series" {
  background calo repeat -q -n 5 --warmup 0 --no-stacks -o series -- heard
  local calo=$! status=0
  await ready
  kill -TERM "$calo"
  wait "$calo" || status=$?
  equal "$status" 130
  equal "$(find series -name '*.calo' | wc -l)" 0
}
