"""Checks that docs/influx asks for what calo sends, and is the same dashboard as docs/grafana/influxql.json.

    influx_template.py DOCS PRINTED.lp: what calo has sent, line protocol"""

import json
import pathlib
import re
import sys

docs, sent = pathlib.Path(sys.argv[1]), open(sys.argv[2]).read().splitlines()
fields = {pair.split("=")[0] for line in sent for pair in line.split(" ")[1].split(",")}
tags = {pair.split("=")[0] for line in sent for pair in line.split(" ")[0].split(",")[1:]}
grafana = json.load(open(docs / "grafana/influxql.json"))["panels"]
titles = [panel["title"] for panel in grafana]


def sections(file: str, comment: str) -> dict[str, str]:
    """Title: what stands below it, without the file's own heading."""
    parts = re.split(rf"^{comment} (.*)\n", open(docs / "influx" / file).read(), flags=re.M)
    return {title: text.strip() for title, text in zip(parts[1::2], parts[2::2]) if text.strip()}


influxql = sections("queries.influxql", "--")
assert list(influxql) == titles, list(influxql)
for panel in grafana:
    assert influxql[panel["title"]].splitlines() == [target["query"] for target in panel["targets"]], panel["title"]

flux = sections("queries.flux", "//")
assert list(flux) == titles, list(flux)
for title, query in flux.items():
    asked = set(re.findall(r'_field == "(\w+)"', query))
    assert asked and asked <= fields, (title, asked - fields)
    grouped = {tag for group in re.findall(r"group\(columns: \[([^]]*)\]", query) for tag in re.findall(r'"(\w+)"', group)}
    assert grouped - {"_field"} <= tags, (title, grouped - tags)
    assert 'r._measurement == "calo" and r.run == "monitor"' in query, title
    for opened, closed in ("()", "[]", "{}"):
        assert query.count(opened) == query.count(closed), title
    assert query.count('"') % 2 == 0, title
    # What is asked in InfluxQL is asked in Flux.
    assert asked == set(re.findall(r'(?:mean|last|difference)\("(\w+)"\)', influxql[title])), title

template = open(docs / "influx/template.yml").read()
assert re.findall(r'^      name: "(.*)"$', template, re.M) == titles
dedented = re.sub(r"^ +", "", template, flags=re.M)
for title, query in flux.items():
    for one in re.split(r"\n\n", query):
        assert re.sub(r"^ +", "", one, flags=re.M) in dedented, title
assert "position: stacked" not in template, "domains may be inside others"
assert 'suffix: " g/h"' in template
