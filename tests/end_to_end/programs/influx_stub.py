"""Plays InfluxDB 2 and 3 and a Pushgateway on 127.0.0.1: checks token, gzip and target, answers with the statuses it is
told to, then 204. Writes its port to the file `port`, each request to `requests` (JSON lines), what it took to `taken`.

    influx_stub.py TOKEN [STATUS[:RETRY_AFTER]]..."""

import gzip
import http.server
import json
import os
import sys
import time
from urllib.parse import parse_qs, urlsplit

token = sys.argv[1]
answers = sys.argv[2:]


class Stub(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        url = urlsplit(self.path)
        query = {key: values[0] for key, values in parse_qs(url.query).items()}
        body = self.rfile.read(int(self.headers["Content-Length"]))
        packed = self.headers.get("Content-Encoding") == "gzip"
        text = (gzip.decompress(body) if packed else body).decode()
        status, retry = 204, None
        form = {"/api/v2/write": ("Token", "org", "bucket", "ms"), "/api/v3/write_lp": ("Bearer", "db", "db", "millisecond")}
        if self.command == "PUT":
            status = 200
        elif url.path not in form:
            status = 404
        else:
            word, *needed, precision = form[url.path]
            if self.headers.get("Authorization") != f"{word} {token}":
                status = 401
            elif not all(query.get(key) for key in needed) or query.get("precision") != precision:
                status = 400
        if status in (200, 204) and answers:
            answer, _, retry = answers.pop(0).partition(":")
            status = int(answer)
        with open("requests", "a") as log:
            print(json.dumps({"method": self.command, "path": url.path, "status": status, "gzip": packed,
                              "lines": text.count("\n"), "time": time.monotonic()}), file=log)
        if status in (200, 204):
            with open("taken", "a") as taken:
                taken.write(text)
        reason = b"" if status == 204 else b"the stub says so\n"
        self.send_response(status)
        if retry:
            self.send_header("Retry-After", retry)
        if status != 204:
            self.send_header("Content-Length", str(len(reason)))
        self.end_headers()
        self.wfile.write(reason)

    do_PUT = do_POST

    def log_message(self, *_: object) -> None:
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Stub)
with open("port.new", "w") as port:
    print(server.server_port, file=port)
os.rename("port.new", "port")
server.serve_forever()
