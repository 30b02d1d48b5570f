#!/usr/bin/env bats
# The agent inside of programs: nothing they do is different, and what comes out adds up.

load helpers

# The files of this test need no calo, only the agent and the program that drains it.
agent() {
  local bin=${CALO_BIN:-$BATS_TEST_DIRNAME/../../build/bin}
  agent_drain "$bin/../lib/libcalo-agent.so" "${PERIOD_US:-4016}" --json agent.json -- "$@"
}

# same PROGRAM ARGUMENT...: streams and status with the agent are those without.
same() {
  local plain=0 sampled=0
  "$@" > plain.out 2> plain.err || plain=$?
  agent "$@" > sampled.out 2> sampled.err || sampled=$?
  equal "$sampled" "$plain"
  cmp plain.out sampled.out
  cmp plain.err sampled.err
}

# says 'EXPRESSION': Python's words about what was drained: images, samples, sampled, unsampled, cpu, truncated.
says() {
  python3 - "$1" << 'END'
import json, sys
drained = json.load(open("agent.json"))
images = drained["images"]
threads = [thread for image in images for thread in image["threads"]]
def total(of, key): return sum(one[key] for one in of)
samples, truncated, dropped = (total(images, key) for key in ("samples", "truncated", "dropped"))
damaged = total(images, "damaged") + drained["unreadable"]
sampled = total(threads, "sampled_s")
unsampled = total(threads, "unsampled_s") + total(images, "unsampled_s")
cpu = drained["cpu_s"]
if not eval(sys.argv[1]):
    sys.exit(f"not true: {sys.argv[1]} with samples={samples} truncated={truncated} dropped={dropped} "
             f"damaged={damaged} sampled={sampled} unsampled={unsampled} cpu={cpu} images={len(images)}")
END
}

@test "stacks of optimised code without frame pointers reach main or the thread's start, from the first run on" {
  same agent_layers 0.5
  says 'samples >= 100 and truncated <= 0.01 * samples'
  says 'damaged == 0 and dropped == 0'
  says 'all(image["code_outside_modules"] == 0 for image in images)'
}

@test "the weights of all samples and what no sample stands for are the CPU time of each thread" {
  same agent_layers 0.5
  says 'len(threads) == 5 and all(t["has_ended"] for t in threads)'
  says 'all(abs(t["sampled_s"] + t["unsampled_s"] - t["cpu_s"]) < 0.006 for t in threads)'
  says 'abs(sampled + unsampled - cpu) < 0.01 * cpu + 0.005'
}

@test "a Python program with BLAS: one stack from assembly kernels to main, and names of Python functions" {
  /usr/bin/python3 -c 'import numpy' || skip "needs python3-numpy"
  cat > work.py << 'END'
import numpy
def multiply(a):
    return a @ a
def main():
    a = numpy.ones((500, 500))
    print(sum(float(multiply(a)[0][0]) for _ in range(40)))
main()
END
  OPENBLAS_NUM_THREADS=1 same /usr/bin/python3 work.py
  says 'samples >= 20 and truncated <= 0.02 * samples + 1'
  says 'images[0]["python_self"].get("multiply", 0) >= 0.3 * samples'
}

@test "2000 forks: each child computes the same and ends in its own way" {
  same agent_storms forks 2000
  says 'damaged == 0 and any(image["forked"] for image in images)'
}

@test "vfork and posix_spawn are not disturbed" {
  same agent_storms spawns 200
}

@test "200 threads that return, exit or are cancelled" {
  same agent_storms threads 200 10
  says 'abs(sampled + unsampled - cpu) < 0.02 * cpu + 0.05 + 0.003 * 200'
}

@test "a program that is busy with signals of its own, ours included" {
  same agent_signals 0.5
  equal "$(cat sampled.out)" "alarms came profiles came waited came wrong 0"
}

@test "a real-time signal without a handler still ends the program" {
  for signal in 34 51 64; do same agent_signals 0.3 "$signal"; done
}

@test "waiting system calls are not interrupted" {
  PERIOD_US=1000 same agent_waits 1
  equal "$(cat sampled.out)" "interrupted 0"
}

@test "odd stacks: coroutines, alternate stacks, handlers in handlers, longjmp, small stacks" {
  local what
  for what in coroutines alternate nested jumps tiny; do
    same agent_odd_stacks "$what"
    says 'samples >= 1 and truncated <= 0.05 * samples + 1'
  done
}

@test "a program that overwrites its stack ends as it would have" {
  same agent_odd_stacks overwritten
  same agent_odd_stacks overwritten randomly
  agent agent_odd_stacks crash || equal "$?" 139
  says 'damaged == 0'
}

@test "threads made by clone itself are found" {
  same agent_unseen_threads 0.5
  says 'len(threads) == 3 and sampled > 0.5 * cpu'
}

@test "libraries that come and go" {
  same agent_reloads 300 libm.so.6 libz.so.1 libresolv.so.2 libutil.so.1
}

@test "a chain of execs, and a program that closes all descriptors" {
  same sh -c 'exec sh -c "exec sh -c \"echo end; exit 3\""'
  same /usr/bin/python3 -c 'import os; os.closerange(0, 1000); x = sum(range(3_000_000))'
  same env -i /bin/echo "a cleaned environment"
}

@test "every call that replaces the program does, however fast samples come" {
  local PERIOD_US
  for PERIOD_US in 4016 1000 100; do
    same agent_execs 60
    equal "$(cat sampled.out)" end
    same sh -c 'exec sh -c "exec sh -c \"exec /bin/true\""'
  done
}

@test "limits on file size and address space" {
  same bash -c "ulimit -f 0; agent_layers 0.05 > /dev/null"
  same bash -c "ulimit -v 200000; agent_layers 0.05"
  same bash -c "ulimit -n 8; agent_layers 0.05"
}

@test "a static program runs as ever, without samples" {
  same agent_static 0.05
  says 'samples == 0'
}

@test "programs built with AddressSanitizer and ThreadSanitizer" {
  same agent_asan 0.1
  same agent_tsan 0.1
}

@test "a debugger's view of the signals: ours is not in the program's mask or pending set" {
  same /usr/bin/python3 -c '
import signal
signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
x = sum(range(3_000_000))
print(sorted(signal.sigpending()))'
}

@test "a setuid program, and one that gives its rights away, run as ever" {
  [ "$(id -u)" -eq 0 ] || skip "needs root, to make a setuid program"
  cp /usr/bin/id theirs
  chown nobody theirs
  chmod u+s,a+rx theirs
  chmod a+rx . ..
  same ./theirs -u
  says 'samples == 0'
  same /usr/bin/python3 -c 'import os; os.setuid(65534); print(os.getuid(), sum(range(10_000_000)))'
  says 'damaged == 0'
}

@test "a program that runs another under valgrind" {
  same valgrind -q --tool=none agent_layers 0.05
  PERIOD_US=1000 same valgrind -q --tool=none agent_layers 0.05
}

@test "samples come faster than the kernel's tick, where it gives events of the task clock" {
  PERIOD_US=500 same agent_layers 0.5
  says 'abs(sampled + unsampled - cpu) < 0.01 * cpu + 0.005'
  python3 -c '
import ctypes, struct  # perf_event_open(2) of the software task clock, excluding the kernel
attr = struct.pack("<IIQQQQQ", 1, 128, 1, 1000000, 0, 0, 1 << 5 | 1 << 6).ljust(128, bytes(1))
raise SystemExit(ctypes.CDLL(None).syscall(298, attr, 0, -1, -1, 8) < 0)' || skip "needs perf_event_open"
  says 'samples > 1000 * cpu'
}

@test "faster than the tick, programs that fork, use signals, block all of them or wait are not disturbed" {
  local PERIOD_US=1000
  export PERIOD_US
  same agent_storms forks 500
  same agent_storms threads 100 10
  same agent_signals 0.3
  same agent_waits 0.5
  same agent_odd_stacks nested
  same agent_unseen_threads 0.3
  same /usr/bin/python3 -c '
import signal
signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
x = sum(range(3_000_000))
print(sorted(signal.sigpending()))'
  same /usr/bin/python3 -c 'import os, signal
signal.signal(signal.SIGTRAP, lambda *_: print("trapped"))
os.kill(os.getpid(), signal.SIGTRAP); print(sum(range(3_000_000)))'
  same sh -c 'kill -TRAP $$'
  same /usr/bin/python3 -c 'import os; os.closerange(0, 1000); x = sum(range(3_000_000))'
}

@test "CALO_DISABLE switches the agent off" {
  CALO_DISABLE=1 same agent_layers 0.1
  says 'images == []'
}

@test "nothing is left behind in shared memory" {
  before=$(find /dev/shm -maxdepth 1 -name "calo-*" | wc -l)
  agent agent_layers 0.05
  equal "$(find /dev/shm -maxdepth 1 -name "calo-*" | wc -l)" "$before"
}

@test "a program that outlives its recorder goes on without the agent's files" {
  agent setsid sh -c '(sleep 0.3; agent_layers 0.2 > layers.out; touch "done") > /dev/null 2>&1 3>&- &'
  await "done"
  equal "$(cat layers.out)" "$(agent_layers 0.01)"
}

library() { echo "${CALO_BIN:-$BATS_TEST_DIRNAME/../../build/bin}/../lib/libcalo-agent.so"; }

@test "the agent needs libc alone and exports what exports.map names" {
  equal "$(readelf -dW "$(library)" | sed -n 's/.*NEEDED.*\[\(.*\)\]/\1/p')" libc.so.6
  sed -n 's/^    \([a-z_]*\);$/\1/p' "$BATS_TEST_DIRNAME/../../src/agent/exports.map" | sort > expected
  nm -D --defined-only "$(library)" | awk '{print $3}' | sort > exported
  diff expected exported
}

@test "the handler calls nothing that it may not" {
  # Undefined names of the objects that run in the handler, but the agent's own.
  local objects=${CALO_BIN:-$BATS_TEST_DIRNAME/../../build/bin}/../src/agent/CMakeFiles/calo-agent.dir
  local object count=0
  while read -r object; do
    count=$((count + 1))
    nm -u "$object" | awk '{print $2}' | grep -vE '^(_ZN4calo|_GLOBAL_OFFSET_TABLE_$)' \
      | grep -vxE 'memcpy|memset|memmove|strlen|pthread_getspecific|pthread_self' > undefined || true
    [ ! -s undefined ] || { echo "$object:"; cat undefined; return 1; }
  done < <(find "$objects" -path '*hooks*.o' -o -path '*unwind*.o')
  holds 'count >= 8' count=$count
}

@test "the agent has no thread-local storage" {
  run -1 grep -q TLS <(readelf -lW "$(library)")
}
