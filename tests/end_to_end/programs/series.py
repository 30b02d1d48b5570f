"""What a time series data base holds of calo, as {time in ms: value}; and what calo printed.

    series.py influx PORT DB FIELD   |   series.py victoria PORT FIELD   |   series.py printed A.json B.json..."""

import json
import sys
import urllib.parse
import urllib.request
from datetime import datetime


def get(port: str, path: str, **query: str) -> str:
    url = f"http://127.0.0.1:{port}{path}?{urllib.parse.urlencode(query)}"
    with urllib.request.urlopen(url, timeout=20) as answer:
        return answer.read().decode()


def influx(port: str, database: str, field: str) -> list[tuple[int, float]]:
    query = f'SELECT "{field}" FROM calo WHERE "{field}" > -1'
    result = json.loads(get(port, "/query", db=database, epoch="ms", q=query))["results"][0]
    return [(row[0], row[1]) for row in result["series"][0]["values"]] if "series" in result else []


def victoria(port: str, field: str) -> list[tuple[int, float]]:
    get(port, "/internal/force_flush")
    points = []
    for line in get(port, "/api/v1/export", **{"match[]": f"calo_{field}"}).splitlines():
        series = json.loads(line)
        points += list(zip(series["timestamps"], series["values"]))
    return points


def printed(files: list[str]) -> list[tuple[int, float]]:
    points = []
    for file in files:
        for line in open(file):
            if not line.endswith("\n"):
                continue  # calo was killed while it wrote
            reading = json.loads(line)
            when = datetime.fromisoformat(reading["utc"].replace("Z", "+00:00")).timestamp()
            points.append((round(1000 * when), reading["energy"]["value_j"]))
    return points


if sys.argv[1] == "printed":
    points = printed(sys.argv[2:])
else:
    points = {"influx": influx, "victoria": victoria}[sys.argv[1]](*sys.argv[2:])
for when, value in sorted(points):
    print(when, repr(float(value)))
