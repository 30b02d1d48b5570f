# Loaded by tests that need data bases: real servers on loopback, and what is asked of them.

# Ports, chosen by the test; numbers of the servers, and the stub's port, set here.
influx='' victoria=''
# shellcheck disable=SC2034 # for those who load this
server='' victoria_server='' stub=''

# Servers of this test, ended by `teardown`.
started() { echo "$1" >> "$BATS_TEST_TMPDIR/started"; }

# Below the ports that the kernel gives to connections: those could take it while its server is away.
free_port() {
  python3 - << 'END'
import random, socket
while True:
    with socket.socket() as s:
        try:
            s.bind(("127.0.0.1", random.randrange(12000, 32000)))
        except OSError:
            continue
        print(s.getsockname()[1])
        break
END
}

# Waits until http://127.0.0.1:PORT/PATH answers, at most 20 seconds.
await_http() {
  python3 - "$1" "$2" << 'END'
import sys, time, urllib.error, urllib.request
for _ in range(400):
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{sys.argv[1]}/{sys.argv[2]}", timeout=5)
        sys.exit(0)
    except urllib.error.HTTPError:
        sys.exit(0)
    except OSError:
        time.sleep(0.05)
sys.exit("no answer for 20 s")
END
}

create_database() {
  python3 -c "import urllib.request as u; u.urlopen('http://127.0.0.1:$influx/query', b'q=CREATE+DATABASE+calo')"
}

# On port $influx, with what it held before; its number is in `server`.
start_influx() {
  cat > influx.conf << END
reporting-disabled = true
bind-address = "127.0.0.1:$(free_port)"
[meta]
  dir = "$PWD/influx/meta"
[data]
  dir = "$PWD/influx/data"
  wal-dir = "$PWD/influx/wal"
  index-version = "tsi1"
[http]
  bind-address = "127.0.0.1:$influx"
  log-enabled = false
[monitor]
  store-enabled = false
END
  influxd run -config influx.conf > influx.log 2>&1 3>&- &
  server=$!
  started "$server"
  await_http "$influx" ping
}

# On port $victoria, with what it held before; its number is in `victoria_server`.
start_victoria() {
  victoria-metrics -httpListenAddr="127.0.0.1:$victoria" -storageDataPath="$PWD/vm" -retentionPeriod=100y \
    -dedup.minScrapeInterval=1ms > vm.log 2>&1 3>&- &
  victoria_server=$!
  started "$victoria_server"
  await_http "$victoria" health
}

start_stub() {
  rm -f port
  python3 "$BATS_TEST_DIRNAME/programs/influx_stub.py" "$@" > stub.log 2>&1 3>&- &
  started $!
  await port
  # shellcheck disable=SC2034
  stub=$(cat port)
}

grafana() { python3 "$BATS_TEST_DIRNAME/programs/grafana.py" "$BATS_TEST_DIRNAME/../../docs/grafana/$1" "${@:2}"; }

series() { python3 "$BATS_TEST_DIRNAME/programs/series.py" "$@"; }

teardown() {
  [ -e "$BATS_TEST_TMPDIR/started" ] || return 0
  local pid pids
  mapfile -t pids < "$BATS_TEST_TMPDIR/started"
  for pid in "${pids[@]}"; do kill "$pid" 2> /dev/null || true; done
  for pid in "${pids[@]}"; do wait "$pid" 2> /dev/null || true; done
}
