#!/usr/bin/env bats
# Whatever limit, place or environment calo is given: the program runs as without calo, or calo ends with 125 and one
# plain line before the program has started.

load helpers

# Either the program has run, with its status, or it has not and calo has said why in one line.
runs_or_refuses() {
  local status=0
  rm -f ran
  "$@" > out 2> err || status=$?
  if [ -e ran ]; then
    equal "$status" 3
  else
    equal "$status" 125
    equal "$(wc -l < err)" 1
    grep -q '^calo: ' err
  fi
}

# with_descriptors COUNT COMMAND...: without those that bats has open.
with_descriptors() {
  python3 -c '
import os, resource, sys
count = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_NOFILE, (count, count))
os.closerange(3, 4096)
os.execvp(sys.argv[2], sys.argv[2:])' "$@"
}

program=(sh -c 'echo > ran; exit 3')

@test "a stack of 64 KiB is enough" {
  run -3 bash -c 'ulimit -s 64; exec calo run -q -o run.calo -- sh -c "exit 3"'
  calo show --json run.calo > run.json
  equal "$(field run.json .exit_status)" 3
  bash -c 'ulimit -s 64; exec calo show run.calo' > shown 2>&1
  grep -q 'exit\|status' shown
}

@test "a limit on the size of files gives 125, or a run whose program has ended as without calo" {
  local blocks
  for blocks in 1 8 64 100 1000 100000; do
    rm -f run.calo
    runs_or_refuses bash -c "ulimit -f $blocks; exec \"\$@\"" - calo run -q -o run.calo -- sh -c 'touch ran; exit 3'
  done
  [ -e ran ]
}

@test "few descriptors give 125, or the program runs" {
  local count
  for count in 4 5 6 7 8 9 10 11 12 14 16 18 20 24 32 64; do
    rm -f run.calo
    runs_or_refuses with_descriptors "$count" calo run -q -o run.calo -- "${program[@]}"
  done
  [ -e ran ]
}

@test "no more processes gives 125, or the program runs" {
  [ "$(id -u)" = 0 ] || skip "needs root to become a user without other processes"
  chmod 777 . .. "$HOME" && chmod 755 "$BATS_TEST_TMPDIR"
  local count
  for count in 1 2 3 4 8; do
    rm -f run.calo
    runs_or_refuses setpriv --reuid 64321 --regid 64321 --clear-groups bash -c "ulimit -u $count; exec \"\$@\"" - \
      "$(command -v calo)" run -q -o run.calo -- "${program[@]}"
  done
}

@test "closed standard streams stay closed, and nothing is written into the run in their place" {
  local closed
  for closed in '<&-' '>&-' '2>&-' '<&- >&-' '<&- >&- 2>&-'; do
    rm -f run.calo
    # shellcheck disable=SC2016
    local look='for d in 0 1 2; do [ -e /proc/self/fd/$d ] && printf %s $d; done > streams; exit 3'
    run -3 bash -c "exec sh -c '$look' $closed"
    mv streams without
    run -3 bash -c "exec calo run --no-stacks -o run.calo -- sh -c '$look' $closed"
    diff without streams
    calo show --json run.calo > run.json
    equal "$(field run.json .exit_status)" 3
  done
}

@test "a run in a directory whose path is longer than SQLite takes" {
  local deep
  deep=$PWD
  for _ in 1 2 3 4; do deep=$deep/$(printf 'd%.0s' {1..200}); done
  mkdir -p "$deep"
  run -3 calo run -q -o "$deep/run.calo" -- sh -c 'exit 3'
  calo show --json "$deep/run.calo" > run.json
  equal "$(field run.json .exit_status)" 3
  cd "$deep"
  run -3 calo run -q -- sh -c 'exit 3'
  equal "$(find . -name '*.calo' | wc -l)" 2
  equal "$(find . -name '*-journal' | wc -l)" 0
}

@test "a directory that was deleted gives 125 and one line" {
  mkdir gone && cd gone && rmdir ../gone
  run -125 calo run -q -o run.calo -- touch "$BATS_TEST_TMPDIR/ran"
  equal "${#lines[@]}" 1
  run -125 calo run -q -- touch "$BATS_TEST_TMPDIR/ran"
  equal "${#lines[@]}" 1
  [ ! -e "$BATS_TEST_TMPDIR/ran" ]
}

@test "a working directory below one that may not be searched" {
  [ "$(id -u)" = 0 ] || skip "needs root to become another user"
  mkdir -p closed/below
  chmod 777 closed/below
  chmod 700 closed
  chmod 755 "$BATS_TEST_TMPDIR"
  local built
  built=$(command -v calo)
  cd closed/below
  run -3 setpriv --reuid 64321 --regid 64321 --clear-groups "$built" run -q --no-stacks -o run.calo -- /bin/sh -c 'exit 3'
  cd ../..
  calo show --json closed/below/run.calo > run.json
  equal "$(field run.json .exit_status)" 3
}

@test "a configuration that cannot be read is said, and the program runs" {
  mkdir -p "$XDG_CONFIG_HOME/calo"
  local config=$XDG_CONFIG_HOME/calo/config.toml
  mkfifo "$config"
  run -3 timeout 20 calo run -o fifo.calo -- sh -c 'exit 3'
  [[ $output == *"configuration is not used"*"config.toml"* ]]
  run -3 timeout 20 calo run -q -o quiet.calo -- sh -c 'exit 3'
  equal "$output" ""
  rm "$config"
  mkdir "$config"
  run -3 calo run -q -o directory.calo -- sh -c 'exit 3'
  rmdir "$config"
  ln -s /dev/zero "$config"
  run -3 timeout 20 calo run -q -o device.calo -- sh -c 'exit 3'
  rm "$config"
  mkfifo "$XDG_CONFIG_HOME/calo/power.toml"
  run -3 timeout 20 calo run -q -o profile.calo -- sh -c 'exit 3'
}

@test "settings of another user that may not be read" {
  [ "$(id -u)" = 0 ] || skip "needs root to become another user"
  mkdir -p "$XDG_CONFIG_HOME/calo"
  echo 'country = "FR"' > "$XDG_CONFIG_HOME/calo/config.toml"
  chmod 700 "$HOME"
  chmod 755 "$BATS_TEST_TMPDIR"
  mkdir theirs && chmod 777 theirs
  run -3 setpriv --reuid 64321 --regid 64321 --clear-groups "$(command -v calo)" run -o theirs/run.calo -- sh -c 'exit 3'
  [[ $output == *"configuration is not used"* ]]
}

@test "runs that begin at the same time in one directory have files of their own" {
  python3 - << 'END'
import os, time
at = time.time() + 0.3
children = []
for _ in range(12):
    child = os.fork()
    if child == 0:
        time.sleep(max(0.0, at - time.time()))
        os.execvp("calo", ["calo", "run", "-q", "--no-stacks", "--", "true"])
    children.append(child)
statuses = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
assert statuses == [0] * 12, statuses
END
  equal "$(find . -name 'true-*.calo' | wc -l)" 12
}

@test "a name that is taken by a link to nowhere is passed over" {
  local second
  for second in $(seq 0 60); do
    ln -s nowhere "true-$(date -d "+$second seconds" +%Y%m%d-%H%M%S).calo"
  done
  calo run -q --no-stacks -- true
  [ ! -e nowhere ]
  equal "$(find . -name 'true-*-2.calo' -type f | wc -l)" 1
}

@test "series that begin in one second have directories of their own" {
  for _ in 1 2 3; do calo repeat -q -n 1 --warmup 0 -- true & done
  wait
  equal "$(find . -name series.json | wc -l)" 3
}

@test "four ranks of Open MPI write four files" {
  command -v mpirun > /dev/null || skip "Open MPI is not installed (script/conformance installs it)"
  mpirun --allow-run-as-root --oversubscribe -n 4 calo run -q --no-stacks -o job.calo -- true
  local rank
  for rank in 0 1 2 3; do
    calo show --json "job-rank$rank.calo" > run.json
    equal "$(field run.json .tags.rank)" "$rank"
  done
}

@test "ranks of a parallel job write files of their own" {
  local rank
  for rank in 0 1 2 3; do
    OMPI_COMM_WORLD_SIZE=4 OMPI_COMM_WORLD_RANK=$rank calo run -q --no-stacks -o job.calo -- true
    SLURM_STEP_NUM_TASKS=4 SLURM_PROCID=$rank calo run -q --no-stacks -o step.calo -- true
    PMI_RANK=$rank PMI_SIZE=4 calo run -q --no-stacks -- true
  done
  local name
  for name in job step; do
    for rank in 0 1 2 3; do [ -s "$name-rank$rank.calo" ]; done
  done
  for rank in 0 1 2 3; do equal "$(find . -name "true-*-rank$rank.calo" | wc -l)" 1; done
  calo show --json job-rank3.calo > run.json
  equal "$(field run.json .tags.rank)" 3
}

@test "one rank alone, and the script of a batch job, keep the name" {
  OMPI_COMM_WORLD_SIZE=1 OMPI_COMM_WORLD_RANK=0 calo run -q --no-stacks -o one.calo -- true
  SLURM_PROCID=0 SLURM_NTASKS=4 SLURM_JOB_ID=17 calo run -q --no-stacks -o script.calo -- true
  [ -s one.calo ]
  [ -s script.calo ]
  calo show --json script.calo > run.json
  equal "$(field run.json .tags.job)" 17
}

@test "--leave-orphans leaves what is left behind to whom it goes without calo" {
  local orphan='
import os, time
if os.fork() > 0: os._exit(0)
time.sleep(0.5)
open("adopted", "w").write(str(os.getppid()))'
  python3 -c "$orphan"
  await adopted
  mv adopted without
  calo run -q --leave-orphans -o run.calo -- python3 -c "$orphan"
  await adopted
  diff without adopted
}

@test "arguments that leave no room for calo's own variables" {
  python3 - << 'END'
import resource, subprocess
resource.setrlimit(resource.RLIMIT_STACK, (1 << 20, resource.getrlimit(resource.RLIMIT_STACK)[1]))

def status(size):
    """Of calo with that many bytes of arguments; None where the kernel has no room for calo's own."""
    words = ["x" * 1000] * (size // 1001) + ["y" * (size % 1001)]
    try:
        return subprocess.run(["calo", "run", "-q", "--", "true", *words]).returncode
    except OSError:
        return None

low, high = 1000, 1 << 20
while high - low > 8:
    middle = (low + high) // 2
    low, high = (middle, high) if status(middle) is not None else (low, middle)
assert status(low) == 0, status(low)
END
}

@test "what another user has put beside calo's own directories in memory stays" {
  [ "$(id -u)" = 0 ] || skip "needs root to give something to another user"
  local planted=/dev/shm/calo-0-planted$$ own=/dev/shm/calo-0-left$$
  mkdir "$planted" "$own"
  touch "$planted/lock" "$planted/theirs" "$own/lock"
  chown -R 64321 "$planted"
  calo run -q -- true
  local kept=no gone=no
  [ -e "$planted/theirs" ] && kept=yes
  [ -e "$own" ] || gone=yes
  rm -rf "$planted" "$own"
  equal "$kept $gone" "yes yes"
}

@test "a run with names of many megabytes does not fill the memory" {
  calo run -q -o run.calo -- python3 -c 'sum(i * i for i in range(3000000))'
  python3 - << 'END'
import resource, shutil, sqlite3, subprocess
for size in (60_000_000, 1_000_000):
    shutil.copy("run.calo", "crafted.calo")
    crafted = sqlite3.connect("crafted.calo")
    crafted.execute("UPDATE function SET name = ? WHERE id = (SELECT max(function) FROM location_line)", ("x" * size,))
    crafted.commit()
    crafted.close()
    # Its own memory of this process counts until exec: a small one in between.
    code = """
import os, resource, subprocess, sys
status = subprocess.run(["calo", "export", "--format", "collapsed", "-o", "out.txt", "crafted.calo"]).returncode
print(status, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"""
    status, kib = map(int, subprocess.run(["python3", "-c", code], capture_output=True, text=True).stdout.split())
    assert status in (0, 1), status
    assert kib < 150_000, (size, kib)
END
}
