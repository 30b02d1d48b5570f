#!/usr/bin/env bats
# calo monitor on a terminal, driven in tmux.

load helpers

# Starts calo monitor in a terminal of COLUMNS x ROWS, with these variables and the options in `options`.
open_screen() {
  local columns=$1 rows=$2
  shift 2
  tmux -L "calo$BATS_TEST_NUMBER" -f /dev/null new-session -d -x "$columns" -y "$rows" \
    "env $* PATH='$PATH' calo monitor --interval 100ms ${options:-}; echo status \$?; cat" 3>&-
  shows '(sorted )?by CPU'
}

screen() { tmux -L "calo$BATS_TEST_NUMBER" capture-pane -p; }
press() { tmux -L "calo$BATS_TEST_NUMBER" send-keys "$@"; }

# Waits until the screen fits a pattern, at most ten seconds.
shows() {
  local i
  for ((i = 0; i < 100; i++)); do
    screen | grep -qP -e "$1" && return 0
    sleep 0.1
  done
  echo "waited ten seconds for $1 in:" >&2
  screen >&2
  return 1
}

teardown() { tmux -L "calo$BATS_TEST_NUMBER" kill-server 2> /dev/null || true; }

@test "power, CPU, memory, energy and processes, with curves; q leaves" {
  open_screen 100 30 TERM=screen-256color LC_ALL=C.UTF-8
  shows '^power +[0-9.]+ ± [0-9.]+ m?k?W (modelled|measured|integrated)'
  shows '^memory .* of '
  shows '^energy .* J in .* CO2e'
  shows '^ +PID +CPU % +MEMORY'
  shows '[\x{2801}-\x{28ff}]' # braille
  press q
  shows '^status 0'
}

@test "keys sort, filter, pause and change the unit" {
  open_screen 100 30 TERM=screen-256color LC_ALL=C.UTF-8
  press s
  shows 'sorted by memory'
  press J
  shows 'THREADS +J  NAME'
  press g
  shows 'THREADS +g  NAME'
  press u
  shows 'THREADS +W  NAME'
  press /
  press -l calo
  shows '/calo_'
  press Enter
  shows '^ +[0-9]+ .* calo$'
  run -1 sh -c "$(declare -f screen); BATS_TEST_NUMBER=$BATS_TEST_NUMBER; screen | grep -E '^ +[0-9]+ .* (tmux|bash|sh)\$'"
  press Escape
  press Space
  shows PAUSED
  press '?'
  shows 'stop and go on'
}

@test "it follows a resize, down to a terminal that holds next to nothing" {
  open_screen 120 40 TERM=screen-256color LC_ALL=C.UTF-8
  tmux -L "calo$BATS_TEST_NUMBER" resize-window -x 30 -y 8
  shows '^power'
  screen | python3 -c 'import sys; sys.exit(any(len(line.rstrip("\n")) > 30 for line in sys.stdin))'
  tmux -L "calo$BATS_TEST_NUMBER" resize-window -x 10 -y 2
  shows '^calo monit'
  tmux -L "calo$BATS_TEST_NUMBER" resize-window -x 100 -y 30
  shows 'PID +CPU'
}

@test "40 columns and 10 rows without UTF-8 hold the totals and some processes, and all keys work there" {
  open_screen 40 10 TERM=screen LC_ALL=C NO_COLOR=1
  shows '^power +[0-9.]+ \+- '
  shows '^CPU '
  shows '^memory '
  shows '^energy '
  shows '^ +PID +CPU % '
  run -1 sh -c "tmux -L calo$BATS_TEST_NUMBER capture-pane -p -e | grep -P '[^\x00-\x7f]|\x1b\[3[0-7]'"
  [ "$(screen | wc -l)" -le 10 ]
  screen | python3 -c 'import sys; sys.exit(any(len(line.rstrip("\n")) > 40 for line in sys.stdin))'
  press s
  shows 'by memory'
  press J
  shows '^ +PID +CPU % +J  NAME'
  press /
  press -l calo
  shows '/calo_'
  press Enter
  shows '^ +[0-9]+ +[0-9.]+ +[0-9.]+ m?u?J  calo$'
  press Space
  shows '/calo  PAUSED'
  press Escape
  press '?'
  shows 'sort by CPU'
  press q
  shows '^status 0'
}

@test "without UTF-8 it is ASCII; without colours it has none" {
  open_screen 100 30 TERM=screen LC_ALL=C NO_COLOR=1
  shows '^power +[0-9.]+ \+- '
  run -1 sh -c "tmux -L calo$BATS_TEST_NUMBER capture-pane -p -e | grep -P '[^\x00-\x7f]|\x1b\[3[0-7]'"
  press q
  shows '^status 0'
}

@test "colours are there where they are wanted" {
  open_screen 100 30 TERM=screen-256color LC_ALL=C.UTF-8
  tmux -L "calo$BATS_TEST_NUMBER" capture-pane -p -e | grep -qP '\x1b\[[0-9;]*36m'
}

@test "a signal leaves the terminal as it was" {
  open_screen 100 30 TERM=screen-256color LC_ALL=C.UTF-8
  kill -TERM "$(tmux -L "calo$BATS_TEST_NUMBER" list-panes -F '#{pane_pid}' | xargs pgrep -x calo -P)"
  shows '^status 0'
}

@test "users stand with their names, and beside them what nobody pays for" {
  local options="--by user"
  open_screen 100 30 TERM=screen-256color LC_ALL=C.UTF-8
  shows '^ +PROCS +CPU % .* USER'
  shows '^shares +idle .* calo .* elsewhere '
  shows "^ +[0-9]+ .* $(id -un)\$"
  press /
  press -l nobody-of-this-name
  press Enter
  shows '^ +PROCS'
  press q
  shows '^status 0'
}

@test "keys still work where standard input is the pipe from a Mac" {
  mkfifo mac
  tmux -L "calo$BATS_TEST_NUMBER" -f /dev/null new-session -d -x 100 -y 30 \
    "cat mac | env TERM=screen-256color LC_ALL=C.UTF-8 PATH='$PATH' calo monitor --from powermetrics -; echo status \$?; cat" 3>&-
  exec 7> mac
  cat "$BATS_TEST_DIRNAME/../../fuzz/corpus/powermetrics/clusters" >&7
  shows '^power +[0-9.]+ ± [0-9.]+ m?W modelled'
  shows '^memory +unavailable'
  press s
  shows 'sorted by memory'
  press Space
  shows PAUSED
  press q
  exec 7>&- # cat ends with its writer
  shows '^status 0'
}
