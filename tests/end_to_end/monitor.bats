#!/usr/bin/env bats
# calo monitor: what the machine and its processes use now.

load helpers

corpus=$BATS_TEST_DIRNAME/../../fuzz/corpus/powermetrics

@test "a line a reading for people, with power, kind and energy since the start" {
  calo monitor --interval 100ms --for 300ms > out
  equal "$(wc -l < out)" 3
  grep -qE '^[0-9:]{8}  .* (measured|integrated|modelled|assumed)  CPU .*memory .* so far .* CO2e' out
}

@test "JSON, one object a line; energy grows, and the intervals add up to it" {
  calo monitor --json --interval 100ms --for 500ms > out
  python3 - << 'END'
import json
readings = [json.loads(line) for line in open("out")]
assert len(readings) == 5
total = 0.0
for reading in readings:
    assert reading["schema"] == "calo.live/1"
    total += reading["power"]["value_w"] * reading["length_s"]
    assert abs(reading["energy"]["value_j"] - total) < 1e-9 * total
    assert reading["power"]["low90_w"] < reading["power"]["value_w"] < reading["power"]["high90_w"]
END
}

@test "a busy process stands first, with its power" {
  background python3 -c 'while True: pass'
  local busy=$!
  calo monitor --json --interval 500ms --for 1s > out
  calo monitor --json --pid "$busy" --interval 200ms --for 200ms > one
  kill "$busy"
  python3 - "$busy" << 'END'
import json, sys
pid = int(sys.argv[1])
last = [json.loads(line) for line in open("out")][-1]
row = next(process for process in last["top"] if process["pid"] == pid)
assert row["cpu_s"] > 0 and row["power_w"] > 0 and row["energy_j"] > 0, row
assert [process["pid"] for process in json.loads(open("one").readline())["top"]] == [pid]
END
}

@test "it ends with what it watches, on a signal, and with its reader" {
  background sleep 0.5
  run -0 calo monitor --pid $! --interval 100ms --for 60s
  [[ $output == *"have ended"* ]]
  background calo monitor --interval 100ms > lines
  until [ -s lines ]; do sleep 0.05; done
  kill -INT $!
  wait $!
  calo monitor --interval 50ms | head -n 1 > out
  equal "${PIPESTATUS[0]}" 0
}

@test "odd wishes are refused before anything is measured" {
  run -1 calo monitor --pid 999999999
  run -2 calo monitor --for never
  run -2 calo monitor --interval 0
  run -2 calo monitor --tag novalue
  run -2 calo monitor --meter ipmi-of-mars
}

@test "a machine whose meter cannot be read is modelled, and says so" {
  CALO_ROOT=$MACHINES/unreadable calo monitor --json --interval 100ms --for 100ms > out
  equal "$(field out .power.kind)" modelled
  CALO_ROOT=$MACHINES/xeon-2s-dram calo monitor --json --interval 100ms --for 100ms > out
  equal "$(field out .power.kind)" measured
}

@test "calo run --live tells the same while a program runs, and changes nothing else" {
  calo run -q --live -o run.calo -- sh -c 'sleep 1.3; echo ended' > out 2> err
  equal "$(cat out)" ended
  # The program leads, and the machine follows.
  grep -qE '^[0-9:]{8}  sh .* (measured|integrated|modelled|assumed)  so far .* CPU .*  \| machine  .*  so far ' err
}

@test "powermetrics through a pipe: the same joules as an import, of every generation" {
  local form
  for form in clusters package combined intel plist plist_intel; do
    calo import powermetrics "$corpus/$form" -o "$form.calo" -q --country FR
    calo show --json "$form.calo" > run.json
    calo monitor --from powermetrics - --json --country FR < "$corpus/$form" > out 2> err
    grep -q 'standard input has ended' err
    tail -n 1 out > last
    holds 'abs(live - run) < 1e-12' live="$(field last .energy.value_j)" run="$(field run.json .energy.gross.value_j)"
    holds 'abs(live - run) < 1e-12' live="$(field last .carbon.value_g)" run="$(field run.json .carbon.gross_g)"
    equal "$(field last .power.kind)" modelled
    equal "$(field last .processes) $(field last .own_cpu_s) $(field last .memory_used_bytes)" "null null null"
    equal "$(field last .top)" "[]"
  done
  calo monitor --from powermetrics "$corpus/clusters" --plain > out 2> err
  grep -q 'W  *modelled  CPU .* so far' out
}

@test "each sample of a FIFO is told when it comes, text and property lists" {
  mkfifo mac
  local sample='*** Sampled system activity (Mon Oct 23 16:51:12 2023 +0200) (1000ms elapsed) ***\nCPU Power: 2000 mW\n'
  background calo monitor --from powermetrics mac --json > out 2> err
  local calo=$! n
  exec 7> mac
  for n in 1 2; do
    # shellcheck disable=SC2059
    printf "$sample" >&7
    until [ "$(wc -l < out)" -ge "$n" ]; do sleep 0.05; done
  done
  exec 7>&-
  wait "$calo"
  equal "$(wc -l < out)" 2
  tail -n 1 out > last
  equal "$(field last .energy.value_j)" 4.0
  background calo monitor --from powermetrics mac --json > out 2> err
  calo=$!
  exec 7> mac
  cat "$corpus/plist" >&7
  until [ -s out ]; do sleep 0.05; done
  kill -INT "$calo" # while the writer is still there
  wait "$calo"
  exec 7>&-
}

@test "what powermetrics says malformed is counted and told at the end; nothing at all is a failure" {
  calo monitor --from powermetrics "$corpus/damaged" --json > out 2> err
  grep -qE '[0-9]+ malformed lines .* were passed over; the first: line ' err
  run -1 sh -c 'echo hello | calo monitor --from powermetrics -'
  [[ $output == *"no sample in it"* ]]
  run -1 calo monitor --from powermetrics nowhere
  run -1 calo monitor --from powermetrics .
  run -2 calo monitor --from ganglia -
  run -2 calo monitor --from powermetrics - --pid 1
  run -2 calo monitor --from powermetrics - --prometheus 0
  [[ $output == *--host-label* ]]
}

@test "powermetrics goes to every outlet under the name of the Mac" {
  mkfifo mac
  background calo monitor --from powermetrics mac --textfile mac.prom --host-label mac --prometheus 0 \
    --web > out 2> err
  local calo=$!
  exec 7> mac
  cat "$corpus/plist" >&7
  until grep -q 'host="mac"' mac.prom 2> /dev/null; do sleep 0.05; done
  python3 - << 'END'
import json, re, urllib.request
metrics = re.search(r"http\S*/metrics", open("err").read())[0]
text = urllib.request.urlopen(metrics).read().decode()
assert 'calo_machine_power_watts{host="mac",run="monitor"}' in text, text
assert "calo_own_cpu" not in text and "calo_processes" not in text and "calo_memory" not in text
url = re.search(r"open (http\S*)", open("err").read())[1]
stream = urllib.request.urlopen(url + "events")
event = next(json.loads(line[6:]) for line in stream if line.startswith(b"data: "))
assert event["reading"]["domains"][0]["meter"] == "powermetrics"
END
  exec 7>&-
  wait "$calo"
}

@test "users, jobs, idle, calo itself and what is elsewhere are all of the energy" {
  local by
  background python3 -c 'while True: pass'
  local busy=$!
  for by in user job; do
    CALO_ROOT=$MACHINES/xeon-2s-dram calo monitor --by "$by" --json --interval 200ms --for 1s > measured
    calo monitor --by "$by" --json --interval 200ms --for 1s --textfile calo.prom > modelled
    # The text of --textfile comes from the same readings.
    promtool check metrics < calo.prom
    python3 - "$by" measured modelled << 'END'
import json, math, re, sys
by, *files = sys.argv[1:]
for file in files:
    readings = [json.loads(line) for line in open(file)]
    for reading in readings:
        sums = reading["sums"]
        assert sums["by"] == by and sums["kind"] == reading["energy"]["kind"], sums
        parts = [sums["own"], sums["elsewhere"], sums["idle"] or {"energy_j": 0.0}, *sums["groups"]]
        whole = reading["energy"]["value_j"]
        assert math.isclose(sum(p["energy_j"] for p in parts), whole, rel_tol=1e-9, abs_tol=1e-9), (whole, parts)
    groups = sum(group["processes"] for group in readings[-1]["sums"]["groups"])
    assert groups + 1 == readings[-1]["processes"], "each process is in one group, but for calo"
assert max(group["power_w"] for group in readings[-1]["sums"]["groups"]) > 0
names = {group["name"] for reading in readings for group in reading["sums"]["groups"]}
exported = set(re.findall(rf'calo_{by}_power_watts{{[^}}]*{by}="([^"]*)"', open("calo.prom").read()))
assert exported and exported <= names, (exported, names)
END
  done
  python3 -c 'import json; r = json.loads(open("modelled").readline()); assert all(g["name"] for g in r["sums"]["groups"])'
  calo monitor --by user --interval 100ms --for 200ms > lines
  grep -q "$(id -un) " lines # who is busy
  kill "$busy"
  run -2 calo monitor --by user --pid 1
  run -2 calo monitor --by week
}
