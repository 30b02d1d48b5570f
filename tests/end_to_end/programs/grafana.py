"""Compares what the queries of a Grafana dashboard give with what calo monitor --json has printed, at most 30 s.

    grafana.py DASHBOARD.json prometheus|influx PORT PRINTED.json..."""

import json
import math
import sys
import time
import urllib.parse
import urllib.request
from datetime import datetime

dashboard, kind, port, *files = sys.argv[1:]
RANGE = 10.0  # s, for $__range and $__rate_interval


def get(path: str, **query: str) -> dict:
    url = f"http://127.0.0.1:{port}{path}?{urllib.parse.urlencode(query)}"
    with urllib.request.urlopen(url, timeout=20) as answer:
        return json.load(answer)


def milliseconds(reading: dict) -> int:
    return round(1000 * datetime.fromisoformat(reading["utc"].replace("Z", "+00:00")).timestamp())


def printed() -> dict[int, dict]:
    """Readings by their time in ms."""
    readings = {}
    for file in files:
        for line in open(file):
            if line.endswith("\n"):  # else calo was killed while it wrote
                reading = json.loads(line)
                readings[milliseconds(reading)] = reading
    return dict(sorted(readings.items()))


def close(a: float, b: float) -> bool:
    return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12)


def quantities(reading: dict) -> dict[str, float | None]:
    power, energy = reading["power"], reading["energy"]
    return {
        "power": power and power["value_w"],
        "power - u": power and power["value_w"] - power["u_w"],
        "power + u": power and power["value_w"] + power["u_w"],
        "energy": energy and energy["value_j"],
        "u": energy and energy["u_j"],
        "carbon": reading["carbon"] and reading["carbon"]["value_g"],
        "CPU": reading["utilisation"],
        "memory": reading["memory_used_bytes"],
    }


def column(readings: dict[int, dict], name: str) -> dict[int, float]:
    values = {when: quantities(reading)[name] for when, reading in readings.items()}
    return {when: value for when, value in values.items() if value is not None}


def of_domain(readings: dict[int, dict], name: str) -> dict[int, float]:
    values = {when: d["power_w"] for when, r in readings.items() for d in r["domains"] if d["name"] == name}
    return {when: value for when, value in values.items() if value is not None}


# What each query of each panel is about, in their order.
panels = {
    "Power of each host, with its uncertainty (k = 1)": ["power", "power - u", "power + u"],
    "Power of each domain (not to be added: some are inside others)": ["domains"],
    "Energy in the time shown": ["increase energy"],
    "Energy since calo began, and its uncertainty (k = 1)": ["energy", "u"],
    "Carbon rate": ["rate carbon"],
    "CPU in use": ["CPU"],
    "Memory in use": ["memory"],
}


def check_influx() -> None:
    readings = printed()
    raw = get("/query", db="calo", epoch="ms", q='SELECT "machine_energy_joules_total" FROM "calo"')
    held = {row[0] for row in raw["results"][0]["series"][0]["values"]}
    readings = {when: reading for when, reading in readings.items() if when in held}
    assert len(readings) > 3, (len(readings), len(held))
    first, last = min(readings), max(readings)

    def ask(query: str) -> list[dict]:
        query = query.replace("$timeFilter", f"time >= {first}ms AND time <= {last}ms")
        result = get("/query", db="calo", epoch="ms", q=query.replace("$__interval", "1ms"))["results"][0]
        assert "error" not in result, result
        return result.get("series", [])

    def compare(what: str, found: list[list], expected: dict[int, float]) -> None:
        found_values = {row[0]: row[1] for row in found}
        assert expected, f"nothing was printed of {what}"
        assert set(found_values) == set(expected), (what, set(found_values) ^ set(expected))
        for when, value in expected.items():
            assert close(found_values[when], value), (what, when, found_values[when], value)

    for title, targets in queries():
        for what, target in zip(panels[title], targets):
            series = ask(target["query"])
            assert series, f"nothing is found by {target['query']}"
            if what == "domains":
                for one in series:
                    name = one["tags"]["domain"]
                    told = next(d for r in readings.values() for d in r["domains"] if d["name"] == name)
                    assert (one["tags"]["role"], one["tags"]["kind"]) == (told["role"], told["kind"]), one["tags"]
                    compare(name, one["values"], of_domain(readings, name))
                assert len(series) == len(next(iter(readings.values()))["domains"])
                continue
            assert len(series) == 1, series
            rows = series[0]["values"]
            if what in ("energy", "u"):
                value = list(column(readings, what).values())[-1]
                assert len(rows) == 1 and close(rows[0][1], value), (what, rows, value)
            elif what == "increase energy":
                values = list(column(readings, "energy").values())
                value = sum(b - a for a, b in zip(values, values[1:]) if b >= a)
                assert len(rows) == 1 and close(rows[0][1], value), (what, rows, value)
            elif what == "rate carbon":
                values = list(column(readings, "carbon").items())
                pairs = [(t, (b - a) / ((t - s) / 3.6e6)) for (s, a), (t, b) in zip(values, values[1:])]
                compare(what, rows, {t: rate for t, rate in pairs if rate >= 0.0})
            else:
                compare(what, rows, column(readings, what))


def extrapolated_increase(samples: list[tuple[float, float]], now: float) -> float:
    """What Prometheus gives for increase(counter[RANGE]) (promql/functions.go, extrapolatedRate)."""
    (begin, first), (end, last) = samples[0], samples[-1]
    increase = last - first + sum(a for (_, a), (_, b) in zip(samples, samples[1:]) if b < a)
    sampled = end - begin
    mean_gap = sampled / (len(samples) - 1)
    before, after = begin - (now - RANGE), now - end
    if increase > 0 and first >= 0:
        before = min(before, sampled * first / increase)
    covered = sampled + sum(gap if gap < 1.1 * mean_gap else mean_gap / 2 for gap in (before, after))
    return increase * covered / sampled


def check_prometheus() -> None:
    now = math.floor(1000 * time.time()) / 1000  # Prometheus counts milliseconds

    def ask(query: str) -> list[dict]:
        return get("/api/v1/query", query=query, time=repr(now))["data"]["result"]

    def samples(metric: str) -> list[tuple[float, float]]:
        (series,) = ask(f'{metric}{{run="monitor"}}[{RANGE:g}s]')
        return [(when, float(value)) for when, value in series["values"]]

    readings = printed()
    for metric, what in (("calo_machine_energy_joules_total", "energy"), ("calo_co2e_grams_total", "carbon")):
        written = set(column(readings, what).values())
        scraped = [value for _, value in samples(metric)]
        assert len(scraped) >= 3, "too few scrapes"
        assert all(any(close(value, w) for w in written) for value in scraped), (metric, scraped)
    for title, targets in queries():
        for what, target in zip(panels[title], targets):
            query = target["expr"].replace("$__rate_interval", f"{RANGE:g}s").replace("$__range", f"{RANGE:g}s")
            found = ask(query)
            assert found, f"nothing is found by {query}"
            if what == "domains":
                assert len(found) == len(next(iter(readings.values()))["domains"])
            for series in found:
                value = float(series["value"][1])
                if what == "increase energy":
                    expected = [extrapolated_increase(samples("calo_machine_energy_joules_total"), now)]
                elif what == "rate carbon":
                    expected = [360.0 * extrapolated_increase(samples("calo_co2e_grams_total"), now)]  # /10 s * 3600
                elif what == "domains":
                    expected = list(of_domain(readings, series["metric"]["domain"]).values())
                else:
                    expected = list(column(readings, what).values())
                assert any(close(value, e) for e in expected), (title, what, value, expected[-5:])


def queries() -> list[tuple[str, list[dict]]]:
    content = json.load(open(dashboard))["panels"]
    assert [p["title"] for p in content] == list(panels), [p["title"] for p in content]
    for panel in content:
        assert len(panel["targets"]) == len(panels[panel["title"]]), panel["title"]
        custom = panel["fieldConfig"]["defaults"].get("custom", {})
        # Domains may be inside others: a stack would add them.
        assert panel["type"] == "stat" or custom["stacking"]["mode"] == "none", panel["title"]
    return [(panel["title"], panel["targets"]) for panel in content]


end = time.monotonic() + 30.0
while True:
    try:
        {"prometheus": check_prometheus, "influx": check_influx}[kind]()
        break
    except (AssertionError, KeyError, ValueError) as failure:
        if time.monotonic() > end:
            raise
        time.sleep(0.2)
