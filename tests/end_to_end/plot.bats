#!/usr/bin/env bats
# calo plot: figures of a run for papers, and their numbers.

load helpers

setup_file() {
  cd "$BATS_FILE_TMPDIR" || return 1
  PATH=${CALO_BIN:-$BATS_TEST_DIRNAME/../../build/bin}:/usr/bin:/bin
  gcc -std=c99 -D_GNU_SOURCE -O1 -I"$BATS_TEST_DIRNAME/../../include" -o phases "$BATS_TEST_DIRNAME/programs/phases.c" -lm
  calo run --quiet --name 'a"b <c>' -o marked.calo -- ./phases
  calo run --quiet --no-stacks -o plain.calo -- ./phases
  calo run --quiet -o short.calo -- true
}

run_of() { echo "$BATS_FILE_TMPDIR/$1.calo"; }

@test "every figure in every format is a picture of that kind" {
  local what
  for what in power memory phases flame callgraph; do
    equal "$(calo plot "$(run_of marked)" --what "$what" -o "$what.svg")" "$what.svg"
    calo plot "$(run_of marked)" --what "$what" -o "$what.pdf"
    calo plot "$(run_of marked)" --what "$what" -o "$what.png"
    python3 -c 'import sys, xml.dom.minidom; xml.dom.minidom.parse(sys.argv[1])' "$what.svg"
    pdfinfo "$what.pdf" > /dev/null
    equal "$(head -c 4 "$what.png" | tail -c 3)" PNG
  done
}

@test "a figure names its units, its kind and the run" {
  calo plot "$(run_of marked)" --what power -o power.svg
  for words in 'power (' 'time since the start (s)' 'modelled' 'standard uncertainty' 'a&quot;b &lt;c&gt;'; do
    grep -qF "$words" power.svg || grep -qF "${words//&quot;/\"}" power.svg || { echo "no $words"; return 1; }
  done
}

@test "width and font are what was asked for" {
  calo plot "$(run_of marked)" --what power --width-cm 17 --font-pt 10 -o power.pdf
  holds 'abs(width - 17 / 2.54 * 72) < 1' "width=$(pdfinfo power.pdf | awk '/Page size/ { print $3 }')"
}

@test "the numbers behind a figure are those of the run, and names in them are no code" {
  calo plot "$(run_of marked)" --what phases --data -o phases.svg > written
  equal "$(wc -l < written)" 3
  calo show --json "$(run_of marked)" > run.json
  python3 -c '
import csv, json
run = json.load(open("run.json"))
rows = list(csv.reader((line for line in open("phases.tsv") if not line.startswith("#")), delimiter="\t"))
energies = {phase["name"] or "outside of phases": phase["energy"]["value_j"] for phase in run["phases"]}
assert len(rows) == len(energies)
for row in rows:
    assert abs(float(row[0]) - energies[row[-1]]) <= 1e-9 * abs(energies[row[-1]]), row'
  calo plot "$(run_of marked)" --what power --data -o "it's \`touch broken\`.svg"
  run -1 grep -F 'a"b' "it's \`touch broken\`.gp"
  grep -qF "data = 'it''s \`touch broken\`.tsv'" "it's \`touch broken\`.gp"
}

@test "what cannot be drawn is said, and leaves no file" {
  run -1 calo plot "$(run_of plain)" --what flame -o x.svg
  [[ $output == *"no stacks"* ]] && [ ! -e x.svg ]
  run -1 calo plot "$(run_of short)" --what phases -o x.svg
  [[ $output == *"marks no phases"* ]] && [ ! -e x.svg ]
  run -2 calo plot "$(run_of marked)" -o x.gif
  run -2 calo plot "$(run_of marked)" --what spectrum
  run -1 calo plot missing.calo -o x.svg
  run -2 calo plot "$(run_of marked)" --what callgraph --data -o x.svg
}
