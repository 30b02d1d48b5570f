#!/usr/bin/env bats
# calo report: one HTML file whose numbers are those of calo show, and which holds nothing but text from outside.

load helpers

schema() { echo "$BATS_TEST_DIRNAME/../../docs/formats/report.schema.json"; }

# written RUN [OPTION...]: the report of a run as page.html, checked against its format and against calo show.
written() {
  calo report "$@" -o page.html > named 2> errors
  equal "$(cat named)" page.html
  equal "$(cat errors)" ""
  # The page shows inlined functions of libraries by themselves.
  if calo show --json --functions --inlined --top 1000000 "$1" > shown.json 2> /dev/null; then
    report_data.py page.html "$(schema)" shown.json
  else
    report_data.py page.html "$(schema)"
  fi
}

@test "a Python program: functions, lines and sources are those of calo show" {
  measure -- python3 "$BATS_TEST_DIRNAME/programs/work.py"
  written run.calo
  grep -q 's += i \* i' <(python3 -c '
import sys; sys.path.insert(0, sys.argv[1]); import report_data
print([line for source in report_data.load("page.html")[0]["sources"] for line in source["lines"]])' "$BATS_TEST_DIRNAME/programs")
}

@test "threads, recursion and inlined functions" {
  measure -- agent_layers 0.5
  written run.calo
}

@test "many processes" {
  # shellcheck disable=SC2016
  measure -- sh -c 'i=0; while [ $i -lt 100 ]; do /bin/true; i=$((i+1)); done; burn alone 0.3'
  written run.calo
}

@test "phases come with their spans" {
  gcc -std=c99 -D_GNU_SOURCE -O1 -I"$BATS_TEST_DIRNAME/../../include" -o phases "$BATS_TEST_DIRNAME/programs/phases.c" -lm
  measure -- ./phases
  written run.calo
  python3 -c '
import sys; sys.path.insert(0, sys.argv[1]); import report_data
header, columns = report_data.load("page.html")
assert len(columns["phases.name"]) == len(header["run"]["phases"]) >= 4 and len(columns["spans.phase"]) >= 3
own = sum(columns["phases.own_energy_j"])
assert abs(own - header["program"]["energy_j"]) <= 1e-9 * own' "$BATS_TEST_DIRNAME/programs"
}

@test "a run of a millisecond, one without stacks, one without a meter" {
  measure -- true
  written run.calo
  rm run.calo
  measure --no-stacks -- burn alone 0.2
  written run.calo
  grep -q 'holds no stacks' page.html
}

@test "the page asks for nothing from elsewhere" {
  measure -- true
  written run.calo
  run -1 grep -E '(src|href)="?(https?:)?//' page.html
}

@test "names from programs are text" {
  printf '#!/bin/sh\nexec sleep 0.01\n' > '<script>alert(1)<'
  chmod +x '<script>alert(1)<'
  calo run --quiet -o run.calo --name '</script><img src=x onerror=alert(1)>' -- './<script>alert(1)<' \
    $'\xff\xfe "&<b>' $'line\nbreak' $'\u202eright to left'
  written run.calo
  run -1 grep -E '<img src=x|<script>alert|<b>' page.html
  grep -q '&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;' page.html
  run -1 grep -q $'\u202e' page.html
}

@test "home directories are written as ~, and --redact leaves out arguments, directories and source" {
  mkdir -p "$HOME/secret"
  cp "$BATS_TEST_DIRNAME/programs/work.py" "$HOME/secret/work.py"
  measure --tag user=somebody -- python3 "$HOME/secret/work.py"
  calo report --redact run.calo -o page.html
  report_data.py page.html "$(schema)"
  calo report run.calo -o open.html
  for page in page.html open.html; do
    python3 -c '
import base64, gzip, re, sys
page = open(sys.argv[1]).read()
data = gzip.decompress(base64.b64decode(re.search(r"calo-data\"?>([^<]*)<", page)[1])).decode(errors="replace")
for word in sys.argv[2:]:
    if word in page or word in data: sys.exit(f"{sys.argv[1]} holds {word}")' "$page" "$HOME"
  done
  run -1 grep -q 'secret\|somebody' page.html
}

@test "a report is written anew, another file is not overwritten" {
  measure -- true
  calo report run.calo -o page.html
  calo report run.calo -o page.html
  echo precious > mine.html
  run -2 calo report run.calo -o mine.html
  [[ $output == *"no report of calo"* ]]
  equal "$(cat mine.html)" precious
  run -2 calo report run.calo -o .
  calo report run.calo -o new/directory/page.html
  calo report run.calo -o - > printed.html
  cmp printed.html new/directory/page.html
}

@test "a damaged run, one that is missing, and a full disk are clear errors, and leave no half page" {
  measure -- true
  head -c 5000 run.calo > damaged.calo
  run -1 calo report damaged.calo -o page.html
  [ -n "$output" ] && [ ! -e page.html ]
  run -1 calo report missing.calo -o page.html
  [[ $output == *missing.calo* ]]
  run -2 calo report run.calo -o /dev/full
  run -1 bash -c 'calo report run.calo -o - > /dev/full'
}

@test "every program's run, cut off by kill -9, still has its report" {
  calo run --quiet -o run.calo -- burn alone 30 &
  # sqlite3 would make a file that is not there yet.
  await_commit() { [ -s run.calo ] && sqlite3 run.calo 'SELECT count(*) FROM interval' 2> /dev/null | grep -qv '^0$'; }
  for _ in $(seq 200); do await_commit && break; sleep 0.05; done
  kill -9 $!
  pkill -9 -P $! || true
  pkill -9 -f 'burn alone 30' || true
  written run.calo
  grep -q 'cut off' page.html
}
