#!/usr/bin/env bats
# calo monitor: what the machine and its processes use now.

load helpers

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
  grep -qE '^[0-9:]{8}  .* (measured|integrated|modelled|assumed)  CPU .*  so far .* \| sh ' err
}
