#!/usr/bin/env bats
# Stacks in the formats of other tools, opened by those tools.

load helpers

setup_file() {
  cd "$BATS_FILE_TMPDIR" || return 1
  PATH=${CALO_BIN:-$BATS_TEST_DIRNAME/../../build/bin}:/usr/bin:/bin
  calo run --quiet -o work.calo -- /usr/bin/python3 "$BATS_TEST_DIRNAME/programs/work.py"
}

exported() {
  calo export --format "$1" "${@:2}" "$BATS_FILE_TMPDIR/work.calo"
}

@test "pstats loads a .prof, and finds the functions" {
  exported prof -o work.prof
  /usr/bin/python3 -c 'import pstats; pstats.Stats("work.prof").sort_stats("tottime").print_stats()' > table
  grep -q 'work.py:1(inner)' table
  grep -q 'work.py:7(outer)' table
}

@test "Graphviz draws the call graph as SVG, PDF and PNG" {
  exported dot > graph.dot
  dot -Tplain graph.dot > plain
  grep -q 'inner' plain
  exported svg -o graph.svg
  python3 -c 'import xml.dom.minidom; xml.dom.minidom.parse("graph.svg")'
  exported pdf -o graph.pdf
  [ "$(head -c 5 graph.pdf)" = "%PDF-" ]
  exported png -o graph.png
  [ "$(head -c 4 graph.png | tail -c 3)" = "PNG" ]
}

@test "callgrind_annotate reads the callgrind file" {
  exported callgrind -o callgrind.out.1
  callgrind_annotate callgrind.out.1 > annotated
  grep -q 'inner' annotated
}

@test "protoc decodes the pprof file" {
  exported pprof -o work.pb.gz
  gunzip -c work.pb.gz | protoc --decode_raw > decoded
  grep -q '"inner"' decoded
  grep -q '"microjoules"' decoded
}

@test "speedscope's JSON has as many weights as samples" {
  exported speedscope > work.speedscope.json
  python3 - << 'END'
import json
file = json.load(open("work.speedscope.json"))
assert file["$schema"] == "https://www.speedscope.app/file-format-schema.json"
for profile in file["profiles"]:
    assert len(profile["samples"]) == len(profile["weights"]) > 0
    assert all(0 <= frame < len(file["shared"]["frames"]) for stack in profile["samples"] for frame in stack)
assert any(frame["name"].startswith("inner") for frame in file["shared"]["frames"])
END
}

@test "Firefox's profile has stacks, and power in picowatt-hours" {
  exported firefox > work.json
  python3 - << 'END'
import json
file = json.load(open("work.json"))
assert file["meta"]["preprocessedProfileVersion"] == 66
assert any("inner" in name for name in file["shared"]["stringArray"])
power = [counter for counter in file["counters"] if counter["category"] == "power"]
assert power and sum(power[0]["samples"]["count"]) > 0
END
}

@test "collapsed stacks add up to the run's sampled energy in microjoules" {
  exported collapsed > stacks
  local sum all
  sum=$(awk '{ s += $NF } END { print s }' stacks)
  calo show --functions --json "$BATS_FILE_TMPDIR/work.calo" > functions.json
  all=$(field functions.json .sampled.energy_j)
  holds 'abs(sum - 1e6 * all) <= 1' "sum=$sum" "all=$all"
  # Whoever pays for the idle energy.
  exported collapsed --static none > stacks
  sum=$(awk '{ s += $NF } END { print s }' stacks)
  all=$(sqlite3 "$BATS_FILE_TMPDIR/work.calo" 'SELECT 1e6 * sum(dynamic_j) FROM stack_use')
  holds 'abs(sum - all) <= 1' "sum=$sum" "all=$all"
  exported collapsed --by cpu > stacks
  sum=$(awk '{ s += $NF } END { print s }' stacks)
  all=$(sqlite3 "$BATS_FILE_TMPDIR/work.calo" 'SELECT 1e6 * sum(cpu_s) FROM stack_use')
  holds 'abs(sum - all) <= 1' "sum=$sum" "all=$all"
}

@test "a run without stacks has none to export" {
  calo run --quiet --no-stacks -o none.calo -- true
  run calo export --format svg none.calo
  equal "$status" 1
  [[ $output == *'holds no stacks'* ]]
}
