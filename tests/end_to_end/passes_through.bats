#!/usr/bin/env bats
# A program runs under `calo run` as it would without.

load helpers

@test "standard output and standard error are the program's own" {
  calo run --quiet -- sh -c 'echo to out; echo to err >&2' > out 2> err
  equal "$(cat out)" "to out"
  equal "$(cat err)" "to err"
}

@test "calo writes nothing to standard output" {
  calo run -- true > out 2> err
  equal "$(cat out)" ""
  [ -s err ]
}

@test "--quiet writes nothing at all" {
  calo run --quiet -- true > out 2> err
  equal "$(cat out)" ""
  equal "$(cat err)" ""
}

@test "standard input passes through byte for byte" {
  head -c 1000000 /dev/urandom > in
  calo run --quiet -- cat < in > out
  cmp in out
}

@test "a closed standard input stays closed" {
  calo run --quiet -- sh -c 'if [ -e /proc/self/fd/0 ]; then echo open; else echo closed; fi' <&- > out
  equal "$(cat out)" "closed"
}

@test "no descriptor of calo leaks into the program" {
  sh -c 'ls /proc/self/fd' 3>&- | wc -l > without
  calo run --quiet -- sh -c 'ls /proc/self/fd' 3>&- | wc -l > with
  equal "$(cat with)" "$(cat without)"
}

@test "the working directory is kept" {
  mkdir 'a directory'
  cd 'a directory'
  calo run --quiet -- pwd > ../out
  equal "$(cat ../out)" "$PWD"
}

@test "the environment is kept, but for what calo's marks and stacks need" {
  env | grep -v '^_=' | sort > without
  calo run --quiet -- env | grep -v '^_=' | sort > with
  diff without <(grep -Ev '^(CALO_MARKS|CALO_SESSION|LD_PRELOAD|ASAN_OPTIONS)=' with)
  calo run --quiet --no-stacks -- env | grep -v '^_=' | sort > with
  diff without <(grep -v '^CALO_MARKS=' with)
}

@test "what is preloaded already stays so" {
  # shellcheck disable=SC2016
  LD_PRELOAD=libm.so.6 calo run --quiet -- sh -c 'echo "$LD_PRELOAD"' > out
  grep -q '^libm.so.6.*libcalo-agent.so$' out
}

@test "arguments are kept, empty ones and odd ones too" {
  calo run --quiet -- printf '<%s>\n' '' 'a  b' '*' '--help' '-o' '"' > out
  printf '<%s>\n' '' 'a  b' '*' '--help' '-o' '"' | diff - out
}

@test "signal dispositions and mask are the caller's" {
  python3 -c 'import signal; print(sorted(s for s in signal.Signals if signal.getsignal(s) == signal.SIG_IGN), signal.pthread_sigmask(signal.SIG_BLOCK, []))' > without
  calo run --quiet -- python3 -c 'import signal; print(sorted(s for s in signal.Signals if signal.getsignal(s) == signal.SIG_IGN), signal.pthread_sigmask(signal.SIG_BLOCK, []))' > with
  diff without with
}

@test "resource limits are kept" {
  (ulimit -a) > without
  calo run --quiet -- bash -c 'ulimit -a' > with
  diff without with
}

@test "exit status 0" {
  run -0 measure -- true
  equal "$(field run.json .exit_status)" 0
}

@test "exit status 3" {
  run -3 measure -- sh -c 'exit 3'
  equal "$(field run.json .exit_status)" 3
}

@test "exit status 255" {
  run -255 measure -- sh -c 'exit 255'
  equal "$(field run.json .exit_status)" 255
}

@test "a program that dies by a signal gives 128 + its number" {
  for number in 1 6 11 15; do
    rm -f run.calo
    run -$((128 + number)) measure -- sh -c "ulimit -c 0; kill -$number \$\$"
    equal "$(field run.json .signal)" "SIG$(kill -l "$number")"
  done
}

@test "a command that is not found gives 127 and one line" {
  run -127 calo run -- no-such-command-anywhere
  [[ $output == *no-such-command-anywhere* ]]
  equal "${#lines[@]}" 1
}

@test "a command that cannot be executed gives 126 and one line" {
  echo 'not a program' > notes.txt
  run -126 calo run -- ./notes.txt
  [[ $output == *notes.txt* ]]
  equal "${#lines[@]}" 1
}

@test "an option that does not exist gives 125, one line, and nothing runs" {
  run -125 calo run --no-such-option -- touch ran
  [[ $output == *no-such-option* ]]
  equal "${#lines[@]}" 1
  [ ! -e ran ]
}

@test "no command gives 125 and one line" {
  run -125 calo run
  equal "${#lines[@]}" 1
}
