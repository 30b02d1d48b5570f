#!/usr/bin/python3
"""Reads the data of a report as docs/formats/report.md says, checks what it promises, and compares it with calo show.

report_data.py REPORT.html SCHEMA [SHOWN.json]    SHOWN: of calo show --json --functions --top 100000
"""
import base64
import gzip
import json
import math
import re
import struct
import sys

import jsonschema

TYPES = {"f64": "d", "u32": "I", "i32": "i", "u8": "B"}


def load(path):
    page = open(path, encoding="utf-8").read()
    text = re.search(r'<script type="?application/octet-stream"? id="?calo-data"?>([A-Za-z0-9+/=]*)</script>', page)[1]
    data = gzip.decompress(base64.b64decode(text))
    (length,) = struct.unpack_from("<I", data)
    assert (4 + length) % 8 == 0
    header, area = json.loads(data[4:4 + length]), data[4 + length:]
    columns = {name: struct.unpack_from(f"<{c['length']}{TYPES[c['type']]}", area, c["offset"])
               for name, c in header["columns"].items()}
    return header, columns


def strings(columns):
    data, begin, result = bytes(columns["strings.bytes"]), 0, []
    for end in columns["strings.ends"]:
        result.append(data[begin:end].decode())
        begin = end
    return result


def close(a, b, scale=1.0):
    return abs(a - b) <= 1e-9 * max(abs(a), abs(b), scale)


def checked_tables(columns):
    """The strings of a container and the lengths of its tables, whose columns are of one length each."""
    lengths = {}
    for name, column in columns.items():
        table = name.split(".")[0]
        if table != "strings":
            assert lengths.setdefault(table, len(column)) == len(column), f"{name} is not as long as its table"
    text = strings(columns)
    assert text[0] == ""
    return text, lengths


def check(header, columns, shown):
    text, lengths = checked_tables(columns)
    assert all(parent < i for i, parent in enumerate(columns["nodes.parent"])), "a node comes before its parent"
    for name in ("bucket", "thread", "node"):
        table = {"bucket": "buckets", "thread": "threads", "node": "nodes"}[name]
        assert all(i < lengths[table] for i in columns[f"uses.{name}"])
    # The books of every interval and domain balance.
    for i, gross in enumerate(columns["power.gross_j"]):
        if not math.isnan(gross):
            parts = sum(columns[f"power.{part}"][i] for part in ("idle_j", "tree_dynamic_j", "own_dynamic_j", "other_dynamic_j"))
            assert close(gross, parts, 1e-6), "gross = idle + dynamic parts"
    if shown is None:
        return
    # Functions, self and inclusive, as calo show has them.
    factor = header["factors"]["static"] if header["factors"] else None
    energy = [d + s * factor for d, s in zip(columns["uses.dynamic_j"], columns["uses.static_j"])] if factor is not None else None
    own, inclusive = {}, {}
    parents, functions = columns["nodes.parent"], columns["nodes.function"]
    for use, node in enumerate(columns["uses.node"]):
        cost = (columns["uses.cpu_s"][use], energy[use] if energy else 0.0, columns["uses.samples"][use])
        place, seen = node, set()
        while place > 0:
            if functions[place] not in seen:
                seen.add(functions[place])
                into = [inclusive] + ([own] if place == node else [])
                for table in into:
                    table[functions[place]] = tuple(map(sum, zip(table.get(functions[place], (0.0, 0.0, 0)), cost)))
            place = parents[place]
    named = {}
    for function in inclusive:
        key = (text[columns["functions.name"][function]], text[columns["functions.file"][function]].rsplit("/", 1)[-1])
        for kind, table in (("self", own), ("inclusive", inclusive)):
            named.setdefault((kind, *key), []).append(table.get(function, (0.0, 0.0, 0)))
    for row in shown["functions"]:
        key = (row["function"], (row["file"] or "").rsplit("/", 1)[-1])
        for kind in ("self", "inclusive"):
            wanted = row[kind]
            fits = [c for c in named.get((kind, *key), []) if close(c[0], wanted["cpu_s"], 1e-6) and c[2] == wanted["samples"]
                    and (energy is None or close(c[1], wanted["energy_j"], 1e-6))]
            assert fits, f"{kind} of {key} is not what calo show says: {named.get((kind, *key))} {wanted}"
    total = sum(columns["uses.cpu_s"])
    assert close(total, shown["sampled"]["cpu_s"])
    assert close(total + shown["unsampled"]["cpu_s"], header["program"]["cpu_s"])
    if energy:
        assert close(sum(energy) + shown["unsampled"]["energy_j"], header["program"]["energy_j"])
        assert close(header["program"]["energy_j"], header["run"]["energy"]["attributed"]["value_j"])


def check_series(header, columns):
    """Of a series or a comparison (docs/formats/report.md, "Tables of a series")."""
    text, lengths = checked_tables(columns)
    assert all(s < len(header["series"]) for s in columns["runs.series"])
    for metric in header["metrics"]:
        assert f"runs.{metric['column']}" in columns
    for s, series in enumerate(header["series"]):
        rows = [i for i, of in enumerate(columns["runs.series"]) if of == s]
        started = [columns["runs.started_s"][i] for i in rows]
        assert started == sorted(started), "the runs of a series are in the order of their start"
        counted = [i for i in rows if columns["runs.counted"][i]]
        assert len(rows) == series["runs"] and len(counted) == series["counted"]
        assert not any(columns["runs.warm_up"][i] or columns["runs.failed"][i] for i in counted)
        for metric in header["metrics"]:
            values = [v for v in (columns[f"runs.{metric['column']}"][i] for i in counted) if not math.isnan(v)]
            summary = series["summary"].get(metric["name"])
            assert (summary is None) == (not values), f"{metric['name']} of {series['name']}"
            if summary:
                assert summary["n"] == len(values) and close(summary["min"], min(values)) and close(summary["max"], max(values))
                assert close(summary["mean"], sum(values) / len(values), 1e-6)
    parents = columns.get("nodes.parent", ())
    assert all(parent < i for i, parent in enumerate(parents)), "a node comes before its parent"
    assert not parents or parents[0] == -1 and min(parents[1:], default=0) >= 0
    for side in ("a", "b"):
        if parents:
            rest = list(columns[f"nodes.total_{side}"])
            for i, parent in enumerate(parents):
                if parent >= 0:
                    rest[parent] -= columns[f"nodes.total_{side}"][i]
            scale = abs(columns[f"nodes.total_{side}"][0])
            assert all(close(r, own, scale) for r, own in zip(rest, columns[f"nodes.self_{side}"])), "self = total - children"


def main():
    header, columns = load(sys.argv[1])
    jsonschema.validate(header, json.load(open(sys.argv[2])))
    if header["kind"] != "run":
        check_series(header, columns)
        print(f"{len(columns['runs.series'])} runs, {len(columns.get('nodes.parent', ()))} contexts")
        return
    check(header, columns, json.load(open(sys.argv[3])) if len(sys.argv) > 3 else None)
    print(f"{len(columns['nodes.parent'])} contexts, {len(columns['uses.node'])} uses, {len(header['sources'])} sources")


if __name__ == "__main__":
    main()
