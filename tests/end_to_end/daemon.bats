#!/usr/bin/env bats
# calo monitor --daemon: a service without a terminal, and its unit for systemd.

load helpers
load servers

unit=$BATS_TEST_DIRNAME/../../packaging/calo-monitor.service

@test "it tells its manager when it is ready, alive and stopping; SIGHUP is harmless" {
  python3 - << 'END'
import os, re, signal, socket, subprocess, urllib.request

manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
manager.bind("notify")
manager.settimeout(60)

def told(wanted):
    while True:
        message = manager.recv(1000).decode()
        if message.startswith(wanted):
            return message

environment = dict(os.environ, NOTIFY_SOCKET=os.path.abspath("notify"), WATCHDOG_USEC="400000")
calo = subprocess.Popen(["calo", "monitor", "--daemon", "--interval", "100ms", "--prometheus", "0"],
                        env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=open("err", "w"))
told("READY=1")
assert "measuring" in told("STATUS=")
told("WATCHDOG=1")
calo.send_signal(signal.SIGHUP)
while "HUP" not in open("err").read():
    told("WATCHDOG=1")
told("WATCHDOG=1")
metrics = re.search(r"http\S*/metrics", open("err").read())[0]
while b"calo_machine_power_watts{" not in urllib.request.urlopen(metrics).read():
    told("WATCHDOG=1")
calo.send_signal(signal.SIGTERM)
told("STOPPING=1")
out, _ = calo.communicate()
assert calo.returncode == 0 and out == b"", (calo.returncode, out)
lines = open("err").read().splitlines()
assert all(re.fullmatch(r"calo: [ -~±µ]+", line) for line in lines), lines
assert any("TERM" in line for line in lines) and re.search(r"measured .*J.* in ", lines[-1]), lines
END
}

@test "the watchdog is answered between readings that are far apart" {
  python3 - << 'END'
import os, signal, socket, subprocess

manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
manager.bind("\0calo-" + str(os.getpid()))
manager.settimeout(60)
environment = dict(os.environ, NOTIFY_SOCKET="@calo-" + str(os.getpid()), WATCHDOG_USEC="100000")
calo = subprocess.Popen(["calo", "monitor", "--daemon", "--interval", "1h", "--textfile", "calo.prom"], env=environment)
alive = 0
while alive < 3:
    alive += manager.recv(1000) == b"WATCHDOG=1"
calo.send_signal(signal.SIGTERM)
assert calo.wait() == 0
END
}

@test "SIGTERM keeps the spool of a server that is away, for the next start" {
  local port
  port=$(free_port)
  background calo monitor --daemon --interval 100ms --influx "http://u:secret@127.0.0.1:$port?db=calo" > out 2> err
  local calo=$!
  until grep -q 'cannot take points now' err; do sleep 0.05; done
  kill -TERM "$calo"
  wait "$calo"
  grep -q 'points wait in' err
  run -1 grep secret err
  [ -n "$(find "$XDG_STATE_HOME/calo/spool" -name '*.lp*')" ]
  [ ! -s out ]
}

@test "a service that prints, or tells nobody, is refused" {
  run -2 calo monitor --daemon
  [[ $output == *"--influx"* ]]
  run -2 calo monitor --daemon --json --prometheus 0
  run -2 calo monitor --daemon --web --prometheus 0
}

@test "the unit is what systemd understands, is open to little, and has options that calo has" {
  command -v systemd-analyze > /dev/null || skip "needs systemd-analyze (Debian package systemd)"
  sed "s#^ExecStart=/usr/bin/calo#ExecStart=$(command -v calo)#" "$unit" > calo-monitor.service
  run -0 systemd-analyze verify ./calo-monitor.service
  equal "$output" ""
  systemd-analyze security --offline=yes --threshold=25 ./calo-monitor.service > exposure
  local options
  options=$(sed -n 's/^Environment="CALO_MONITOR_OPTIONS=\(.*\)"/\1/p' "$unit")
  # shellcheck disable=SC2086 # systemd splits them at blanks, too
  set -- $options
  equal "$1" --prometheus
  background calo monitor --daemon --interval 100ms --for 200ms --prometheus 0
  wait $!
}
