#!/usr/bin/env bats
# What a program says of its phases, and what calo makes of it.

load helpers

setup_file() {
  # As a user compiles it: the header alone.
  gcc -std=c99 -D_GNU_SOURCE -Wall -Wextra -Werror -O1 -I"$BATS_TEST_DIRNAME/../../include" \
    -o "$BATS_FILE_TMPDIR/phases" "$BATS_TEST_DIRNAME/programs/phases.c" -lm
}

phase() {
  python3 - "$1" "$2" << 'END'
import json, sys
for phase in json.load(open("run.json"))["phases"]:
    if (phase["name"] or "outside") == sys.argv[1]:
        value = phase
        for key in sys.argv[2].split("."):
            value = value[key]
        print(value)
END
}

@test "each phase has the CPU time it used" {
  measure -- "$BATS_FILE_TMPDIR/phases"
  holds 'abs(x - 0.050) < 0.010' "x=$(phase start-up cpu_s)"
  holds 'abs(x - 0.100) < 0.010' "x=$(phase load cpu_s)"
  holds 'abs(x - 0.400) < 0.030' "x=$(phase train cpu_s)"
  holds 'abs(x - 0.210) < 0.020' "x=$(phase epoch cpu_s)"
  equal "$(phase epoch times)" 3
  equal "$(phase train count)" 3.0
}

@test "phases add up to the run" {
  measure -- "$BATS_FILE_TMPDIR/phases"
  local sum
  sum=$(python3 -c 'import json; r = json.load(open("run.json"))
print(sum(p["energy"]["value_j"] for p in r["phases"] if p["parent"] is None))')
  holds 'abs(sum - all) <= 1e-9 * all' "sum=$sum" "all=$(field run.json .energy.attributed.value_j)"
}

@test "a program is told the joules so far" {
  measure -- "$BATS_FILE_TMPDIR/phases" ask
  holds 'joules > 0' "joules=$(cat out)"
}

@test "without calo a program's phases change nothing" {
  equal "$("$BATS_FILE_TMPDIR/phases")" ""
  CALO_MARKS=@nobody "$BATS_FILE_TMPDIR/phases"
  CALO_MARKS=/dev/null "$BATS_FILE_TMPDIR/phases"
}

@test "calo show --phases prints a table of them" {
  measure -- "$BATS_FILE_TMPDIR/phases"
  calo show --phases run.calo > table
  grep -q 'train$' table
  grep -q '  epoch$' table
  grep -q 'outside of phases$' table
}
