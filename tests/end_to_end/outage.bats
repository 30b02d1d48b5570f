#!/usr/bin/env bats
# Half a minute without data bases, and a calo that is killed within it.

load helpers
load servers
server='' victoria_server=''

# Seconds since the servers went.
gone() { echo $((SECONDS - went)); }

@test "over 30 s without servers and a kill -9 of calo in between nothing is lost and nothing doubled" {
  influx=$(free_port)
  victoria=$(free_port)
  start_influx
  start_victoria
  create_database
  local sinks=(--influx "http://127.0.0.1:$influx?db=calo" --influx "http://127.0.0.1:$victoria?db=calo")
  background calo monitor --json --interval 250ms "${sinks[@]}" > first.json 2> first.err
  local calo=$!
  until [ "$(series influx "$influx" calo machine_energy_joules_total | wc -l)" -ge 3 ] &&
    [ "$(series victoria "$victoria" machine_energy_joules_total | wc -l)" -ge 3 ]; do sleep 0.1; done

  kill "$server" "$victoria_server"
  wait "$server" "$victoria_server" || true
  local went=$SECONDS
  until [ "$(grep -c 'cannot take points now' first.err)" = 2 ]; do sleep 0.1; done
  until [ "$(gone)" -ge 14 ]; do sleep 0.2; done
  kill -9 "$calo"
  wait "$calo" || true
  background calo monitor --json --interval 250ms "${sinks[@]}" > second.json 2> second.err
  calo=$!
  started "$calo"
  until [ "$(gone)" -ge 30 ]; do sleep 0.2; done
  start_influx
  start_victoria
  until [ "$(grep -c 'takes points again' second.err)" = 2 ]; do sleep 0.1; done
  # What has gathered is on its way; stopping waits for it only a few seconds.
  until [ -z "$(find "$XDG_STATE_HOME/calo/spool" -name '*.lp.gz')" ]; do sleep 0.1; done
  kill -INT "$calo"
  wait "$calo"

  [ -z "$(find "$XDG_STATE_HOME/calo/spool" -name '*.lp*')" ]
  series printed first.json second.json > told
  [ "$(wc -l < told)" -ge 100 ]
  # VictoriaMetrics shows points a little after it took them, the newest last.
  local newest
  newest=$(tail -n 1 told)
  until series victoria "$victoria" machine_energy_joules_total > victoria.held &&
    grep -q "^${newest%% *} " victoria.held &&
    [ "$(wc -l < victoria.held)" -ge $(($(wc -l < told) - 2)) ]; do sleep 0.1; done
  series influx "$influx" calo machine_energy_joules_total > influx.held
  # A reading of the moment of kill -9 may have been printed without having reached the disk, or the other way round.
  python3 - "$(series printed first.json | tail -n 1)" "$(series printed second.json | head -n 1)" << 'END'
import math, sys
killed, again = (int(line.split()[0]) for line in sys.argv[1:])
def points(file):
    lines = [line.split() for line in open(file)]
    return [(int(when), float(value)) for when, value in lines if not killed - 300 <= int(when) < again]
told = points("told")
# VictoriaMetrics keeps 12 to 13 digits of a value.
for file, digits in ("influx.held", 0), ("victoria.held", 1e-11):
    held = points(file)
    assert [when for when, _ in told] == [when for when, _ in held], (file, sorted(set(told) ^ set(held)))
    assert all(math.isclose(a, b, rel_tol=digits) for (_, a), (_, b) in zip(told, held)), file
END
  # Every field of every point, not the energy alone: as many as there are readings.
  python3 - "$influx" "$(series influx "$influx" calo machine_energy_joules_total | wc -l)" << 'END'
import json, sys, urllib.parse, urllib.request
query = urllib.parse.urlencode({"db": "calo", "q": "SELECT count(*) FROM calo WHERE \"machine_energy_joules_total\" > -1"})
answer = json.load(urllib.request.urlopen(f"http://127.0.0.1:{sys.argv[1]}/query?{query}"))["results"][0]["series"][0]
counts = dict(zip(answer["columns"], answer["values"][0]))
for field in ("machine_energy_joules_total", "co2e_grams_total", "processes", "own_cpu_seconds_total"):
    assert counts["count_" + field] == int(sys.argv[2]), counts
END
}
