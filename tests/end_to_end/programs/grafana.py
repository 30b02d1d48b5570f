"""Asks a server each query of a Grafana dashboard until all of them find something, at most 30 s.

    grafana.py DASHBOARD.json prometheus|influx PORT"""

import json
import sys
import time
import urllib.parse
import urllib.request

dashboard, kind, port = sys.argv[1:]


def ask(target: dict) -> list:
    def get(path: str, **query: str) -> dict:
        url = f"http://127.0.0.1:{port}{path}?{urllib.parse.urlencode(query)}"
        with urllib.request.urlopen(url, timeout=20) as answer:
            return json.load(answer)

    if kind == "prometheus":
        query = target["expr"].replace("$__rate_interval", "10s").replace("$__range", "10s")
        return get("/api/v1/query", query=query)["data"]["result"]
    query = target["query"].replace("$timeFilter", "time > now() - 1h").replace("$__interval", "100ms")
    result = get("/query", db="calo", q=query)["results"][0]
    assert "error" not in result, result
    return result.get("series", [])


missing = {panel["title"]: panel["targets"][0] for panel in json.load(open(dashboard))["panels"]}
for _ in range(150):
    missing = {title: target for title, target in missing.items() if not ask(target)}
    if not missing:
        sys.exit(0)
    time.sleep(0.2)
sys.exit(f"nothing is found by {missing}")
