#!/usr/bin/env bats
# The server behind calo monitor --web; the page itself is tested in tests/browser.

load helpers

# Starts a dashboard; its address is in `url`, the number of its process in `calo`.
open_dashboard() {
  background calo monitor --interval 100ms --web "$@" > lines 2> err
  calo=$!
  local i
  for ((i = 0; i < 200; i++)); do
    url=$(sed -n 's/^calo: open \(http[^ ]*\) in.*/\1/p' err)
    [ -n "$url" ] && return 0
    sleep 0.05
  done
  cat err >&2
  return 1
}

teardown() {
  [ -z "${calo:-}" ] || kill "$calo" 2> /dev/null || true
  wait
}

@test "a wrong token, another host and another method are refused; nothing is shared with other origins" {
  open_dashboard
  python3 - "$url" << 'END'
import http.client, sys, urllib.parse
url = urllib.parse.urlsplit(sys.argv[1])

def ask(path, method="GET", **headers):
    connection = http.client.HTTPConnection(url.hostname, url.port, timeout=20)
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()

status, headers, page = ask(url.path)
assert status == 200 and b"<!doctype html>" in page
assert "access-control-allow-origin" not in headers and headers["cache-control"] == "no-store"
wrong = "/" + "0" * 32 + "/"
assert [ask(p)[0] for p in ("/", wrong, wrong + "events", url.path.rstrip("/")[:-1] + "/", "//", "/" + "x" * 5000)] == [403] * 6
assert ask(url.path, Host="evil.example")[0] == 403
assert ask(url.path, Host=f"evil.example:{url.port}")[0] == 403
assert ask(url.path, Host=f"localhost:{url.port}")[0] == 200
assert ask(url.path + "record")[0] == 405
assert ask(url.path + "nothing")[0] == 404
assert ask(url.path + "record", "POST", Host="evil.example")[0] == 403
END
}

@test "50 listen, the next one is told so; one that comes back gets what it has missed" {
  open_dashboard
  python3 - "$url" << 'END'
import http.client, json, sys, time, urllib.parse
url = urllib.parse.urlsplit(sys.argv[1])

def listen(**headers):
    connection = http.client.HTTPConnection(url.hostname, url.port, timeout=20)
    connection.request("GET", url.path + "events", headers=headers)
    return connection, connection.getresponse()

def events(answer, count):
    found, number = [], None
    while len(found) < count:
        line = answer.readline().decode()
        assert line, "the stream has ended"
        if line.startswith("id: "):
            number = int(line[4:])
        if line.startswith("data: "):
            found.append((number, json.loads(line[6:])))
    return found

all_of_them = [listen() for _ in range(50)]
assert all(answer.status == 200 for _, answer in all_of_them)
assert listen()[1].status == 503
seen = [events(answer, 3) for _, answer in all_of_them]
assert all([number for number, _ in one] == [1, 2, 3] for one in seen)
assert seen[0][0][1]["reading"]["schema"] == "calo.live/1"
for connection, answer in all_of_them:
    answer.close()
    connection.close()
for _ in range(100):  # the server notices when it writes next
    connection, answer = listen(**{"Last-Event-ID": "2"})
    if answer.status == 200:
        break
    time.sleep(0.1)
assert [number for number, _ in events(answer, 3)] == [3, 4, 5]
END
}

@test "the record button ends in a run whose books balance, and a report" {
  open_dashboard --name afternoon
  python3 -c "import urllib.request as u; u.urlopen(u.Request('${url}record', method='POST'))"
  sleep 0.6
  python3 -c "import urllib.request as u; u.urlopen(u.Request('${url}stop', method='POST'))"
  local i
  for ((i = 0; i < 200; i++)); do
    compgen -G 'afternoon-*.html' > /dev/null && break
    sleep 0.05
  done
  calo show --books afternoon-*.calo > books
  grep -q 'books balance' books
  grep -q 'afternoon' afternoon-*.html
}

@test "calo run --web shows the run, keeps its status, and ends with it" {
  run -3 calo run -q -o run.calo --web -- sh -c 'sleep 0.6; exit 3'
  [[ $output == *"open http://127.0.0.1:"* ]]
  run -2 calo monitor --web --price cheap
}

@test "calo run --web names the hottest functions while the program runs" {
  cat > hot.c << 'END'
#include <stdio.h>
__attribute__((noinline)) double hottest_of_all(volatile double one) { double s = 0; for (long i = 1; i < 100000000; i++) s += one / (double)i; return s; }
int main(void) { for (;;) printf("%g\n", hottest_of_all(1.0)); }
END
  gcc -O2 -g -o hot hot.c
  background calo run -q -o run.calo --web -- ./hot > out 2> err
  calo=$!
  until grep -q 'open http' err; do sleep 0.05; done
  # Stacks are told every 5 s or more rarely; the stream ends when they are there.
  python3 - "$(sed -n 's/.*open \(http[^ ]*\) in.*/\1/p' err)" << 'END'
import json, sys, urllib.request
for line in urllib.request.urlopen(sys.argv[1] + "events", timeout=60):
    if not line.startswith(b"data: {"):
        continue
    functions = json.loads(line[6:])["functions"]
    if functions:
        first = functions[0]
        assert (first["name"], first["file"]) == ("hottest_of_all", "hot.c"), functions
        assert first["share"] > 0.9 and first["cpu_s"] > 0 and first["dynamic_j"] >= 0, first
        break
END
}

@test "on a socket it is its user's alone, behind any port of a tunnel; it goes with calo, and a dead one is replaced" {
  background calo monitor --interval 100ms --serve unix:calo.sock > lines 2> err
  calo=$!
  until grep -q "ssh -L 8080:$PWD/calo.sock " err; do sleep 0.05; done
  equal "$(stat -c %a calo.sock)" 600
  python3 - "$(sed -n 's/.*then open \(http[^ ]*\).*/\1/p' err)" << 'END'
import http.client, socket, sys, urllib.parse
path = urllib.parse.urlsplit(sys.argv[1]).path

def ask(path, host):
    connection = http.client.HTTPConnection("localhost", timeout=20)
    connection.sock = socket.socket(socket.AF_UNIX)
    connection.sock.connect("calo.sock")
    connection.request("GET", path, headers={"Host": host})
    answer = connection.getresponse()
    return answer.status, answer.read()

assert b"<!doctype html>" in ask(path, "localhost:8080")[1]
assert [ask(path, host)[0] for host in ("127.0.0.1:9999", "localhost", "evil.example:8080", "localhost.evil.example:80", "localhost:x")] \
    == [200, 200, 403, 403, 403]
assert ask("/" + "0" * 32 + "/", "localhost:8080")[0] == 403
END
  run -1 calo monitor --serve unix:calo.sock # it is in use
  kill -9 "$calo"
  wait "$calo" || true
  [ -S calo.sock ]
  calo monitor --interval 100ms --for 200ms --serve unix:calo.sock > lines 2> err
  [ ! -e calo.sock ]
  echo precious > calo.sock
  run -1 calo monitor --serve unix:calo.sock
  equal "$(cat calo.sock)" precious
  run -2 calo monitor --serve 8080
  run -2 calo monitor --serve unix:
  calo=
}

@test "half requests do not keep others out" {
  open_dashboard
  python3 - "$url" << 'END'
import http.client, socket, sys, urllib.parse
url = urllib.parse.urlsplit(sys.argv[1])
halves = []
for _ in range(200):
    half = socket.create_connection((url.hostname, url.port), timeout=20)
    half.sendall(b"GET / HTTP/1.1\r\nHost: ")
    halves.append(half)
connection = http.client.HTTPConnection(url.hostname, url.port, timeout=20)
connection.request("GET", url.path)
assert connection.getresponse().status == 200
# Who says nothing more is cut off, and whoever listens is not.
listener = http.client.HTTPConnection(url.hostname, url.port, timeout=20)
listener.request("GET", url.path + "events")
events = listener.getresponse()
for half in halves:
    half.settimeout(40)
    while half.recv(4096):
        pass
assert any(events.fp.readline().startswith(b"data: ") for _ in range(20))
END
}
