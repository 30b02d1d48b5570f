#!/usr/bin/env bats
# What other programs recorded, as runs.

load helpers

corpus=$BATS_TEST_DIRNAME/../../fuzz/corpus/powermetrics

@test "powermetrics of every generation becomes a run whose books balance" {
  local form
  for form in clusters package combined intel plist plist_intel; do
    calo import powermetrics "$corpus/$form" -o "$form.calo" -q --country FR
    calo show --books "$form.calo" > books
    grep -q 'books balance' books
  done
  calo show --json package.calo > run.json
  holds 'abs(j - 0.15) < 1e-12' j="$(field run.json .energy.gross.value_j)"
}

@test "a pipe is read to its end, and a run is never overwritten" {
  calo import powermetrics - -o run.calo -q < "$corpus/plist"
  run -1 calo import powermetrics - -o run.calo < "$corpus/plist"
  [[ $output == *"exists already"* ]]
}

@test "malformed lines are counted, and a file without a sample leaves nothing behind" {
  calo import powermetrics "$corpus/damaged" -o run.calo 2> err
  grep -q 'malformed lines' err
  echo hello > other
  run -1 calo import powermetrics other -o none.calo
  [[ $output == *"no sample in it"* ]]
  [ ! -e none.calo ]
}

@test "what powermetrics does not tell is unavailable, never zero" {
  calo import powermetrics "$corpus/package" -o run.calo -q --country FR
  calo show run.calo > text
  run ! grep -e '0 minor' -e 'calo idle' -e 'calo itself' text
  calo show --json run.calo > run.json
  equal "$(field run.json .faults.minor)" null
}
