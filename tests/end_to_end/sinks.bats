#!/usr/bin/env bats
# Points on their way to real servers (Debian packages influxdb, victoria-metrics, prometheus), and to a stub.

load helpers
load servers
server='' stub=''

@test "InfluxDB holds every reading after an outage and a kill -9 of calo, and none twice" {
  influx=$(free_port)
  start_influx
  create_database
  local url="http://127.0.0.1:$influx?db=calo"
  background calo monitor --json --interval 100ms --influx "$url" --tag site=here > first.json 2> first.err
  local calo=$!
  until [ "$(series influx "$influx" calo machine_energy_joules_total | wc -l)" -ge 3 ]; do sleep 0.1; done
  kill "$server"
  wait "$server" || true
  until grep -q 'cannot take points now' first.err; do sleep 0.1; done
  sleep 2 # some readings that have nowhere to go
  kill -9 "$calo"
  wait "$calo" || true
  start_influx
  calo monitor --json --interval 100ms --for 300ms --influx "$url" --tag site=here > second.json 2> second.err
  series printed first.json second.json > told
  series influx "$influx" calo machine_energy_joules_total > held
  # A reading of the very last moment before kill -9 may have been printed, but not have reached the disk.
  local last
  last=$(series printed first.json | tail -n 1)
  diff <(grep -vxF "$last" told) <(grep -vxF "$last" held)
  [ -z "$(find "$XDG_STATE_HOME/calo/spool" -name '*.lp*')" ]
  grafana influxql.json influx "$influx" first.json second.json
}

@test "a run reaches VictoriaMetrics while it runs; pushed again, its points stay the same" {
  local port
  victoria=$(free_port)
  start_victoria
  port=$victoria
  calo run -q -o run.calo --interval 50ms --tag grid=256 --influx "http://127.0.0.1:$port?db=calo" -- sleep 1.5
  # A new series is found by queries about a second after it was written.
  local intervals
  intervals=$(sqlite3 run.calo 'SELECT count(*) FROM interval')
  [ "$intervals" -ge 5 ]
  until [ "$(series victoria "$port" machine_energy_joules_total | tee live | wc -l)" -ge "$intervals" ]; do
    sleep 0.1
  done
  calo push run.calo --to "http://127.0.0.1:$port/write?db=calo" 2> err
  grep -q 'points of .* intervals were sent' err
  series victoria "$port" machine_energy_joules_total > pushed
  diff live pushed
  holds 'abs(last - gross) < 1e-9 * gross' last="$(tail -n 1 live | cut -d ' ' -f 2)" \
    gross="$(calo show --json run.calo > run.json && field run.json .energy.gross.value_j)"
}

@test "Prometheus scrapes what promtool finds well formed" {
  local metrics port
  metrics=$(free_port)
  port=$(free_port)
  background calo monitor --json --interval 100ms --prometheus "$metrics" --tag 'odd key=a "b" \ c' > lines
  local calo=$!
  started "$calo"
  until [ -s lines ]; do sleep 0.05; done
  cat > prom.yml << END
global: {scrape_interval: 1s}
scrape_configs: [{job_name: calo, static_configs: [{targets: ["127.0.0.1:$metrics"]}]}]
END
  prometheus --config.file=prom.yml --storage.tsdb.path="$PWD/prom" --web.listen-address="127.0.0.1:$port" \
    --log.level=warn > prom.log 2>&1 3>&- &
  started $!
  python3 - "$metrics" "$port" << 'END'
import json, subprocess, sys, time, urllib.request
text = urllib.request.urlopen(f"http://127.0.0.1:{sys.argv[1]}/metrics").read()
subprocess.run(["promtool", "check", "metrics"], input=text, check=True)
query = f"http://127.0.0.1:{sys.argv[2]}/api/v1/query?query=calo_machine_energy_joules_total"
for _ in range(400):
    try:
        result = json.load(urllib.request.urlopen(query))["data"]["result"]
        if result:
            break
    except OSError:
        pass
    time.sleep(0.05)
assert float(result[0]["value"][1]) > 0, result
assert result[0]["metric"]["odd_key"] == 'a "b" \\ c', result
END
  grafana promql.json prometheus "$port" lines
}

@test "InfluxDB 2 and 3: token and gzip; 429 and 503 are tried again when asked to, in order" {
  start_stub secret 429:2 503 204
  export INFLUX_TOKEN=secret
  calo monitor --json --interval 100ms --for 1s --influx "http://127.0.0.1:$stub?org=o&bucket=b" > out.json 2> err
  python3 - << 'END'
import json
requests = [json.loads(line) for line in open("requests")]
assert [r["status"] for r in requests[:3]] == [429, 503, 204], requests
assert all(r["gzip"] and r["path"] == "/api/v2/write" for r in requests)
assert requests[1]["time"] - requests[0]["time"] >= 2.0, "Retry-After is honoured"
times = [int(line.rsplit(" ", 1)[1]) for line in open("taken")]
assert times == sorted(times)
assert len(set(times)) == 10, times
END
  echo secret > token
  unset INFLUX_TOKEN
  calo monitor --interval 100ms --for 200ms --influx "http://127.0.0.1:$stub/api/v3/write_lp?db=d" \
    --influx-token-file token > /dev/null
  grep -q '"path": "/api/v3/write_lp", "status": 204' requests
}

@test "the dashboard for InfluxDB asks for what calo sends, in Flux as in InfluxQL" {
  start_stub secret
  INFLUX_TOKEN=secret calo monitor --interval 100ms --for 500ms --influx "http://127.0.0.1:$stub?org=o&bucket=b" > /dev/null
  python3 "$BATS_TEST_DIRNAME/programs/influx_template.py" "$BATS_TEST_DIRNAME/../../docs" taken
}

@test "what a server refuses is not tried again, and is told with its reason" {
  start_stub secret
  INFLUX_TOKEN=wrong calo monitor --interval 100ms --for 200ms --influx "http://127.0.0.1:$stub?org=o&bucket=b" \
    > /dev/null 2> err
  grep -q 'refuses points, which are dropped: status 401' err
  grep -q 'points were refused' err
  equal "$(wc -l < requests)" 1
  calo run -q -o run.calo -- true
  run -1 calo push run.calo --to "http://127.0.0.1:$stub?org=o&bucket=b"
  [[ $output == *"status 401"*"INFLUX_TOKEN"* ]]
}

@test "a server that is not there does not slow the program down, nor change its status" {
  run -3 calo run -q -o run.calo --influx "http://127.0.0.1:$(free_port)?db=calo" -- sh -c 'exit 3'
  [[ $output == *"points wait in"* ]]
  calo show run.calo > /dev/null
}

@test "textfile and Pushgateway get the latest values" {
  start_stub none
  calo monitor --interval 100ms --for 300ms --textfile calo.prom --pushgateway "http://127.0.0.1:$stub" > /dev/null
  promtool check metrics < calo.prom
  grep -q '^calo_machine_energy_joules_total{' calo.prom taken
  grep -q '"method": "PUT", "path": "/metrics/job/calo/instance/.*/run/monitor"' requests
}

@test "what cannot be sent anywhere is refused before anything is measured" {
  run -2 calo monitor --influx 'localhost:8086?db=x'
  run -2 calo monitor --influx 'http://user:pass@localhost:8086'
  [[ $output != *pass* ]]
  run -2 calo monitor --prometheus everywhere
  run -2 calo monitor --textfile notes.txt
  run -125 calo run --influx 'http://localhost' -- touch ran
  [ ! -e ran ]
  echo > empty
  run -1 calo monitor --influx 'http://localhost?db=x' --influx-token-file empty
}
