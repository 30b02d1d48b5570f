#!/usr/bin/env bats
# Where a run is kept, and that what is there is never lost.

load helpers

@test "the default file lies in the working directory" {
  calo run --quiet -- true
  run -0 bash -c 'ls *.calo | wc -l'
  equal "$output" 1
}

@test "two runs of the same name give two files" {
  calo run --quiet --name same -- true
  calo run --quiet --name same -- true
  run -0 bash -c 'ls *.calo | wc -l'
  equal "$output" 2
}

@test "an existing file is never overwritten" {
  echo precious > old.calo
  run -125 calo run -o old.calo -- touch ran
  equal "$(cat old.calo)" precious
  [ ! -e ran ]
  [[ $output == *old.calo* ]]
}

@test "an output that cannot be written is refused before the program starts" {
  run -125 calo run -o /proc/no/such/place.calo -- touch ran
  [ ! -e ran ]
  [[ $output == *place.calo* ]]
  equal "${#lines[@]}" 1
}

@test "a full disk is refused before the program starts" {
  small_disk
  dd if=/dev/zero of=disk/fill bs=4k 2> /dev/null || true
  run -125 calo run -o disk/run.calo -- touch ran
  [ ! -e ran ]
  [[ $output == *space* ]]
}

@test "a disk that fills up during the run leaves the program alone and a file that opens" {
  small_disk
  calo run -o disk/run.calo -- sh -c \
    'sleep 1.5; dd if=/dev/zero of=disk/fill bs=4k 2> /dev/null; sleep 2.5; touch ran' > out 2> err || true
  [ -e ran ]
  grep -i space err
  calo show disk/run.calo
}

@test "a finished run leaves one file and nothing beside it" {
  measure -- true
  run -0 bash -c 'ls -A | grep "^run\.calo"'
  equal "$output" run.calo
}

@test "the JSON on standard output is the JSON of the file" {
  calo run --json -o run.calo -- true > now.json
  calo show --json run.calo > later.json
  for path in .command .exit_status .wall_s .processes .energy.gross.value_j .carbon.value_g; do
    equal "$(field now.json "$path")" "$(field later.json "$path")"
  done
}

@test "a file that is no run, an empty one and a missing one are one clear line each" {
  echo text > text.calo
  : > empty.calo
  for file in text.calo empty.calo missing.calo; do
    run -1 calo show "$file"
    [[ $output == *$file* ]]
    equal "${#lines[@]}" 1
  done
}

@test "a truncated run is one clear line or is read, but never a crash" {
  measure -- true
  size=$(stat -c %s run.calo)
  for part in 1 100 4096 $((size / 2)) $((size - 1)); do
    head -c "$part" run.calo > cut.calo
    run calo show cut.calo
    [ "$status" -le 1 ]
  done
}

# A file system of 512 kB in `disk`, or a skipped test. It goes with the mount namespace's last user or in teardown.
small_disk() {
  mkdir disk
  mount -t tmpfs -o size=512k none disk 2> /dev/null ||
    skip "mounting a small file system needs root with CAP_SYS_ADMIN"
}

teardown() {
  if mountpoint -q disk 2> /dev/null; then umount -l disk; fi
}
