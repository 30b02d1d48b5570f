#!/usr/bin/env bats
# What is said of commands and options: man pages, the guide's tables, completion, and examples that run.

load helpers

commands() { calo help --commands; }

@test "every option of every command is in its man page, and the page is well formed" {
  calo help --man > calo.1
  for command in $(commands); do
    calo help --man "$command" > "calo-$command.1"
    grep -q "calo.-$command" calo.1
    while IFS=$'\t' read -r option _; do
      grep -qF -- "${option//-/\\-}" "calo-$command.1" || { echo "calo $command: $option"; return 1; }
    done < <(calo "$command" --help-as=words)
    # Every line that begins like a macro is one that is meant.
    run ! awk '/^\./ && !/^\.(TH|SH|TP|B|BR|nf|fi)( |$)/ { print; found = 1 } END { exit !found }' "calo-$command.1"
  done
  run -2 calo help --man nothing
}

@test "no option's value is called TEXT" {
  for command in $(commands); do
    run ! grep -E '^  -.* (TEXT|FLOAT|UINT|INT)\b' <(calo "$command" --help)
  done
}

@test "the option tables of the guide are those of the program" {
  diff <(calo help --markdown) "$BATS_TEST_DIRNAME/../../docs/options.md" ||
    { echo "calo help --markdown > docs/options.md"; return 1; }
}

@test "bash completes commands, options and choices" {
  calo completion bash > calo.bash
  completed() {
    bash -c 'source ./calo.bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _calo; printf "%s\n" "${COMPREPLY[@]}"' \
      bash "$@"
  }
  completed calo re | grep -qx repeat
  completed calo show --fun | grep -qx -- --functions
  completed calo show --by c | grep -qx carbon
  touch sim.calo
  completed calo show si | grep -qx sim.calo
  calo completion zsh | grep -q bashcompinit
  run -2 calo completion fish
}

@test "the examples of the help run" {
  # Programs and runs that the examples name.
  mkdir bin
  cat > simulate << 'END'
#!/bin/sh
i=0
while [ $i -lt 20000 ]; do i=$((i + 1)); done
END
  chmod +x simulate
  for program in old new; do cp simulate $program; done
  for tool in jq influx pprof snakeviz gnuplot; do printf '#!/bin/sh\ncat > /dev/null\n' > bin/$tool; done
  printf 'pass\n' > train.py
  printf 'all:\n\t@true\n' > Makefile
  chmod +x bin/*
  PATH=$PWD/bin:$PATH
  cat > solver.cpp << 'END'
#include <calo/phases.h>
double solve(long n) { double s = 0; for (long i = 1; i < n; ++i) s += 1.0 / static_cast<double>(i); return s; }
int main() { calo_phase_begin("solve"); const double s = solve(200000000); calo_phase_end("solve"); return s < 0; }
END
  g++ -g -O1 -I "$BATS_TEST_DIRNAME/../../include" -o solver solver.cpp
  made() {
    mkdir "$1"
    cd "$1" || return 1
    cp "$BATS_TEST_DIRNAME/../../fuzz/corpus/powermetrics/package" mac.txt
    cp -r ../simulate ../old ../new ../train.py ../Makefile ../solver ../solver.cpp .
    calo run -q -o sim.calo -- ./solver
    for run in train compress decompress old new run; do cp sim.calo $run.calo; done
  }
  measured() { calo repeat -q -n 6 "$@"; }
  made origin
  measured -o runs -- ./simulate
  for series in runs-old runs-new main branch; do cp -r runs $series; done
  measured -o both --command old=./old --command new=./new
  mkdir results && cp sim.calo results/
  cd ..
  local count=0
  # Those that watch for minutes, wait for a quiet machine or ask another one are tried elsewhere.
  while read -r example; do
    case $example in *ssh* | 'calo monitor'* | 'calo idle'* | *--until* | *--open*) continue ;; esac
    rm -rf work && cp -r origin work
    # Where an example makes something, it is not there yet.
    while read -r made; do rm -rf "work/$made"; done < <(grep -oE -- '-o +[^ ]+' <<< "$example" | cut -c 4-)
    example=$(sed -E 's/ -n [0-9]+/ -n 2/g; s/--rest [^ ]+/--rest 10ms/; s/ {3,}.*//' <<< "$example")
    (cd work && bash -c "$example") > out 2> err < /dev/null || {
      # A comparison of so few runs finds what it finds.
      [ $? -le 3 ] && [[ $example == *check* ]] || { echo "$example"; cat out err; return 1; }
    }
    count=$((count + 1))
  done < <(for command in $(commands); do calo "$command" --help; done | sed -n '/^Examples:/,/^$/s/^  //p')
  [ "$count" -ge 35 ]
}
