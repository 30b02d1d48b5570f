#!/usr/bin/env python3
"""Writes what calo exports as text, exactly, for golden files.

    decode.py KIND [FILE]    standard input without FILE

    pprof    the profile, field by field          report   the data of a page of calo report: header, then its tables
    pstats   the table of Python's profiler       page     the words of a page of calo report, as they stand without a script
    png      size of the picture                  pdf      pages, their size, title
"""

import base64
import gzip
import html.parser
import json
import marshal
import re
import struct
import sys
from collections.abc import Iterator


def varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return (value - (1 << 64) if value >> 63 else value), at


def fields(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Field numbers and values of a protobuf message; pprof has varints and bytes only."""
    at = 0
    while at < len(data):
        tag, at = varint(data, at)
        if tag & 7 == 0:
            value, at = varint(data, at)
            yield tag >> 3, value
        elif tag & 7 == 2:
            length, at = varint(data, at)
            yield tag >> 3, data[at : at + length]
            at += length
        else:
            raise ValueError(f"wire type {tag & 7}")


def packed(value: int | bytes) -> list[int]:
    if isinstance(value, int):
        return [value]
    at, numbers = 0, []
    while at < len(value):
        number, at = varint(value, at)
        numbers.append(number)
    return numbers


# Of google/pprof's profile.proto. A name that begins with "+" is a message, with "=" a list of numbers, with "$" a text.
VALUE_TYPE = {1: "$type", 2: "$unit"}
PROFILE = {
    1: ("+sample_type", VALUE_TYPE),
    2: ("+sample", {1: "=location", 2: "=value", 3: ("+label", {1: "$key", 2: "$str", 3: "num", 4: "$num_unit"})}),
    3: ("+mapping", {1: "id", 2: "start", 3: "limit", 4: "offset", 5: "$file", 6: "$build_id", 7: "has_functions",
                     8: "has_filenames", 9: "has_line_numbers", 10: "has_inline_frames"}),
    4: ("+location", {1: "id", 2: "mapping", 3: "address", 4: ("+line", {1: "function", 2: "line", 3: "column"}), 5: "is_folded"}),
    5: ("+function", {1: "id", 2: "$name", 3: "$system_name", 4: "$file", 5: "start_line"}),
    7: "$drop_frames", 8: "$keep_frames", 9: "time_nanos", 10: "duration_nanos", 11: ("+period_type", VALUE_TYPE), 12: "period",
    13: "$comment", 14: "$default_sample_type", 15: "$doc_url",
}


def pprof(data: bytes) -> Iterator[str]:
    data = gzip.decompress(data)
    strings = [value.decode() for number, value in fields(data) if number == 6]

    def told(message: bytes, names: dict) -> str:
        words = []
        for number, value in fields(message):
            name = names.get(number, f"field-{number}")
            if isinstance(name, tuple):
                words.append(f"{name[0][1:]}({told(value, name[1])})")
            elif name[0] == "=":
                words.append(f"{name[1:]}={','.join(map(str, packed(value)))}")
            elif name[0] == "$":
                words.append(f"{name[1:]}={strings[value]!r}")
            else:
                words.append(f"{name}={value}")
        return " ".join(words)

    for number, value in fields(data):
        if number == 6:
            continue
        name = PROFILE.get(number, f"field-{number}")
        if isinstance(name, tuple):
            yield f"{name[0][1:]} {told(value, name[1])}"
        elif name[0] == "$":
            yield from (f"{name[1:]} {strings[index]!r}" for index in packed(value))
        else:
            yield f"{name} {value}"
    yield f"strings {len(strings)}"


def pstats(data: bytes) -> Iterator[str]:
    for place, (primitive, calls, own, cumulative, callers) in marshal.loads(data).items():
        yield f"{place!r} calls={calls} primitive={primitive} own={own!r} cumulative={cumulative!r}"
        for caller, numbers in callers.items():
            yield f"    from {caller!r} {numbers!r}"


TYPES = {"f64": "d", "u32": "I", "i32": "i", "u8": "B"}


def report(data: bytes) -> Iterator[str]:
    """docs/formats/report.md, "The container"."""
    text = re.search(rb'id="?calo-data"?>([A-Za-z0-9+/=]*)<', data)[1]
    container = gzip.decompress(base64.b64decode(text))
    (length,) = struct.unpack_from("<I", container)
    header, area = json.loads(container[4 : 4 + length]), container[4 + length :]
    tables: dict[str, dict[str, tuple]] = {}
    for name, column in header.pop("columns").items():
        table, _, name = name.partition(".")
        values = struct.unpack_from(f"<{column['length']}{TYPES[column['type']]}", area, column["offset"])
        tables.setdefault(table, {})[f"{name}:{column['type']}"] = values
    yield from json.dumps(header, indent=1, ensure_ascii=False).split("\n")
    begin, content = 0, bytes(tables["strings"]["bytes:u8"])
    for index, end in enumerate(tables.pop("strings")["ends:u32"]):
        yield f"string {index} {content[begin:end].decode()!r}"
        begin = end
    for table, columns in tables.items():
        yield f"table {table} {' '.join(columns)}"
        for row in zip(*columns.values(), strict=True):
            yield " ".join(map(repr, row))


class Words(html.parser.HTMLParser):
    """The words of the body, a line for each row of a table, paragraph and the like."""

    BREAKS = {"p", "tr", "caption", "h1", "h2", "h3", "li", "table", "ul", "pre", "main", "script"}

    def __init__(self) -> None:
        super().__init__()
        self.lines = [""]
        self.hidden = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.hidden = self.hidden or tag in ("script", "style")
        if tag in self.BREAKS:
            self.lines.append("")
        elif tag in ("td", "th") and self.lines[-1]:
            self.lines[-1] += " | "

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self.hidden = False
        if tag in self.BREAKS:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            first, *more = data.split("\n")
            self.lines[-1] += first
            self.lines += more


def page(data: bytes) -> Iterator[str]:
    words = Words()
    words.feed(data.decode())
    yield from (line.rstrip() for line in words.lines if line.strip())


def png(data: bytes) -> Iterator[str]:
    if data[:8] != b"\x89PNG\r\n\x1a\n":
        raise ValueError("no PNG")
    yield "PNG {} x {}".format(*struct.unpack(">II", data[16:24]))


def pdf(data: bytes) -> Iterator[str]:
    if not data.startswith(b"%PDF-") or not data.rstrip().endswith(b"%%EOF"):
        raise ValueError("no PDF")
    yield f"PDF, {len(re.findall(rb'/Type */Page[^s]', data))} pages"
    yield from (f"page {box[1].decode().strip()}" for box in re.finditer(rb"/MediaBox *\[([^]]*)\]", data))
    yield from (f"title {title[1].decode()}" for title in re.finditer(rb"/Title *(\([^)]*\)|<[^>]*>)", data))


def main(arguments: list[str]) -> int:
    kinds = {kind.__name__: kind for kind in (pprof, pstats, report, page, png, pdf)}
    if len(arguments) not in (1, 2) or arguments[0] not in kinds:
        print(__doc__, file=sys.stderr)
        return 2
    data = open(arguments[1], "rb").read() if len(arguments) == 2 else sys.stdin.buffer.read()
    print("\n".join(kinds[arguments[0]](data)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
