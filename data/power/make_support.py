#!/usr/bin/env python3
"""Makes the embedded tables of the power model from fuller ones.

    make_support.py specpower.csv cpu_power_full.csv [DIRECTORY]

specpower.csv       SPECpower_ssj2008 results, one system a line: cpu, cpu_vendor, gen, launch_year, nodes, sockets, cores,
                    threads (both per node), base_mhz, tdp_w (per socket), mem_gb, w0 (active idle), w10 .. w100 (W)
cpu_power_full.csv  CPU models: key, cores, threads, base_mhz, tdp_w, launch_year, gen, spec_n, ...

Writes support.csv, generations.csv and cpu_power.csv into DIRECTORY (default: beside this script). Only the standard library.
"""
import collections
import csv
import pathlib
import re
import statistics
import sys

LEVELS = [f"w{10 * i}" for i in range(11)]

# Words for people; generations that have no measured system are named here too.
NAMES = {
    "k8": "Opteron K8", "barc": "Opteron Barcelona", "shang": "Opteron Shanghai", "ist": "Opteron Istanbul",
    "mc": "Opteron Magny-Cours", "bd": "Opteron Bulldozer/Piledriver", "kyoto": "Opteron X",
    "naples": "Naples (EPYC 7001)", "rome": "Rome (EPYC 7002)", "milan": "Milan (EPYC 7003)",
    "genoa": "Genoa (EPYC 9004)", "bergamo": "Bergamo (EPYC 97x4)", "siena": "Siena (EPYC 8004)",
    "turin": "Turin (EPYC 9005)", "e4k": "EPYC 4004/4005", "core": "Core/Clovertown (Xeon 5100/5300)",
    "pnr": "Penryn/Harpertown (Xeon 5200/5400)", "nhm": "Nehalem-EP (Xeon 5500)",
    "nhmex": "Nehalem-EX (Xeon 7500)", "lfd": "Lynnfield (Xeon 3400)", "clk": "Clarkdale",
    "wsm": "Westmere-EP (Xeon 5600)", "wex": "Westmere-EX (Xeon E7)", "snb": "Sandy Bridge (Xeon E3)",
    "jkt": "Sandy Bridge-EP (Xeon E5)", "ivb": "Ivy Bridge (Xeon E3 v2)", "ivt": "Ivy Bridge-EP (Xeon E5 v2)",
    "e7v": "Xeon E7 v2 to v4", "hsw": "Haswell (Xeon E3 v3)", "hsx": "Haswell-EP (Xeon E5 v3)",
    "bdw": "Broadwell (Xeon E3 v4)", "bdx": "Broadwell-EP (Xeon E5 v4)", "bdxde": "Broadwell-DE (Xeon D-1500)",
    "skl": "Skylake (Xeon E3 v5)", "skx": "Skylake-SP (1st Xeon Scalable)", "skxd": "Skylake-D (Xeon D-2100)",
    "kbl": "Kaby Lake (Xeon E3 v6)", "cfl": "Coffee Lake (Xeon E-2100/2200)",
    "clx": "Cascade Lake-SP (2nd Xeon Scalable)", "cpx": "Cooper Lake-SP (3rd Xeon Scalable for 4 and 8 sockets)",
    "icx": "Ice Lake-SP (3rd Xeon Scalable)", "icxd": "Ice Lake-D (Xeon D-1700/2700)",
    "rkl": "Rocket Lake (Xeon E-2300)", "rpl": "Raptor Lake (Xeon E-2400)", "xe63": "Raptor Lake (Xeon 6300)",
    "spr": "Sapphire Rapids (4th Xeon Scalable)", "emr": "Emerald Rapids (5th Xeon Scalable)",
    "gnr": "Granite Rapids (Xeon 6 with P-cores)", "srf": "Sierra Forest (Xeon 6 with E-cores)", "ultra": "Core Ultra",
    "altra": "Ampere Altra", "grace": "NVIDIA Grace",
}
AMD = {"k8", "barc", "shang", "ist", "mc", "bd", "kyoto", "naples", "rome", "milan", "genoa", "bergamo", "siena", "turin",
       "e4k"}
ONE_SOCKET = {"snb", "ivb", "hsw", "bdw", "skl", "kbl", "cfl", "rkl", "rpl", "xe63", "e4k", "siena", "lfd", "clk", "kyoto",
              "bdxde", "skxd", "icxd", "ultra", "altra", "grace"}
FOUR_SOCKETS = {"nhmex", "wex", "e7v", "dun"}
SMT = {"milan", "siena", "e7v", "bdxde", "skxd", "bdw", "cfl"}  # of those without a measured system

# gen, name, vendor, year, sockets, cores per socket, threads per core, base MHz, TDP W, GB per thread.
# Stated by vendors or the press where no measurement is published; the least certain rows of the table.
STATED = [
    ("dun", "Dunnington (Xeon 7400)", "Intel", 2008, 4, 6, 1, 2400, 90, 1),
    ("graviton", "AWS Graviton", "ARM", 2018, 1, 16, 1, 2300, 60, 2),
    ("graviton2", "AWS Graviton2 (Neoverse N1)", "ARM", 2020, 1, 64, 1, 2500, 110, 4),
    ("graviton3", "AWS Graviton3 (Neoverse V1)", "ARM", 2022, 1, 64, 1, 2600, 100, 4),
    ("graviton4", "AWS Graviton4 (Neoverse V2)", "ARM", 2024, 2, 96, 1, 2800, 130, 4),
    ("neoverse-n2", "a Neoverse N2 server", "ARM", 2023, 1, 128, 1, 3000, 200, 4),
    ("neoverse-v2", "a Neoverse V2 server", "ARM", 2024, 1, 96, 1, 3000, 200, 4),
    ("ampereone", "AmpereOne", "Ampere", 2023, 1, 160, 1, 2800, 284, 4),
    ("kunpeng", "Kunpeng 920", "ARM", 2019, 2, 64, 1, 2600, 180, 4),
    ("thunderx2", "ThunderX2", "ARM", 2018, 2, 32, 4, 2200, 180, 2),
    ("a64fx", "A64FX", "ARM", 2020, 1, 48, 1, 2000, 160, 0.67),
]


def number(text):
    """The shortest text of a number."""
    return f"{float(text):g}" if text != "" else ""


def measured_systems(path):
    with open(path, newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["nodes"] == "1"]
    for row in rows:
        row["tdp_w"] = BASE_POWER.get(row["cpu"]) or row["tdp_w"]
    return rows


def write(path, columns, rows, comment):
    with open(path, "w", newline="", encoding="utf-8") as file:
        for line in comment:
            file.write(f"# {line}\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def write_support(systems, path):
    rows_of_cpu = collections.Counter(row["cpu"] for row in systems)
    rows = [[row["gen"], row["launch_year"], row["sockets"], row["cores"], row["threads"], number(row["tdp_w"]),
             number(row["mem_gb"]), row["base_mhz"], int(row["cpu_vendor"] == "AMD"), rows_of_cpu[row["cpu"]]]
            + [number(row[level]) for level in LEVELS] for row in systems]
    # Sorted by content, so that the order says nothing about who published what.
    rows.sort(key=lambda row: (row[0], float(row[5]), float(row[6]), int(row[2]), [float(w or 0) for w in row[10:]]))
    write(path, ["gen", "year", "sockets", "cores", "threads", "tdp_w", "mem_gb", "base_mhz", "amd", "n"] + LEVELS, rows,
          ["Wall power of single-node servers at idle and 10 .. 100 % of their target load (W). Source: SPECpower_ssj2008",
           "results published by SPEC (www.spec.org/power_ssj2008), retrieved 2023-05-18 and 2026-03-09. cores and threads",
           "are those of the node, tdp_w of one socket; n: rows of the same CPU model; empty: level not published to us."])


def median(values, integral=False):
    value = statistics.median(values)
    return round(value) if integral else value


def sockets_of(code):
    """Sockets of a host of which only the CPU is known."""
    return 1 if code in ONE_SOCKET else 4 if code in FOUR_SOCKETS else 2


def typical_of(rows, code, name, vendor):
    """A typical server from measured ones; each CPU model has one vote, however often it was measured."""
    measured = len(rows)
    rows = list({r["cpu"]: r for r in rows}.values())
    return [code, name, vendor, median([int(r["launch_year"]) for r in rows], True),
            sockets_of(code),
            median([int(r["cores"]) / int(r["sockets"]) for r in rows], True),
            statistics.mode([max(1, int(r["threads"]) // int(r["cores"])) for r in rows]),
            number(median([float(r["base_mhz"]) for r in rows])), number(median([float(r["tdp_w"]) for r in rows])),
            f'{median([float(r["mem_gb"]) / float(r["threads"]) for r in rows]):.3g}', f"{measured} measured systems"]


def write_generations(systems, cpus, path):
    def near(year):
        rows = [r for r in systems if abs(int(r["launch_year"]) - year) <= 1]
        return rows or [r for r in systems if abs(int(r["launch_year"]) - year) <= 2]

    by_generation = collections.defaultdict(list)
    for row in systems:
        by_generation[row["gen"]].append(row)
    rows = []
    for code, name in sorted(NAMES.items()):
        vendor = "AMD" if code in AMD else {"altra": "Ampere", "grace": "NVIDIA"}.get(code, "Intel")
        if code in by_generation:
            rows.append(typical_of(by_generation[code], code, name, vendor))
            continue
        members = [c for c in cpus if c["gen"] == code and re.match("xeon|epyc|opteron", c["key"]) and c["cores"]]
        if not members:
            continue
        year = statistics.mode([int(c["launch_year"]) for c in members if c["launch_year"]])
        memory = median([float(r["mem_gb"]) / float(r["threads"]) for r in near(year)])
        rows.append([code, name, vendor, year, sockets_of(code),
                     median([int(c["cores"]) for c in members], True), 2 if code in SMT else 1,
                     number(median([float(c["base_mhz"]) for c in members if c["base_mhz"]])),
                     number(median([float(c["tdp_w"]) for c in members])), f"{memory:.3g}", f"{len(members)} CPU models"])
    rows += [[str(v) for v in row] + ["stated but not verified"] for row in STATED]
    for year in range(2006, 2027):
        rows.append(typical_of(near(min(year, 2025)), f"y{year}", f"a typical server of {year}", ""))
        rows[-1][3] = year
    write(path, ["gen", "name", "vendor", "launch_year", "sockets", "cores", "threads_per_core", "base_mhz", "tdp_w",
                 "mem_gb_per_thread", "basis"], rows,
          ["A typical server of each CPU generation, and of each launch year (rows y2006 ..): used where an input of the",
           "power model is not known. cores, tdp_w are those of one socket. Medians of support.csv and cpu_power.csv."])


# Lists of users have the turbo power (Intel's "maximum turbo power"), or the mean of it and the base power, for some
# models: what counts is the processor base power, at the lower end where the vendor names a range. W, from the vendors'
# product pages. None: it was never sold.
BASE_POWER = {
    "core i3-1215ue": 15, "core i5-12400t": 35, "core i5-1240u": 9, "core i5-1335u": 15, "core i7-1265ue": 15,
    "core i7-1270p": 28, "core i5-12600k": 125, "core i5-12600kf": 125, "core i7-12700k": 125, "core i7-12700kf": 125,
    "core i9-12900k": 125, "core i9-12900kf": 125, "core i3-8121u": 15, "core i7-8709g": 100, "core i7-8809g": 100,
    "core i7-11370h": 35, "ryzen 5 6600u": 15, "ryzen 5 pro 6650u": 15, "ryzen 7 6800u": 15, "ryzen 7 pro 6850u": 15,
    "ryzen 5 7533hs": 35, "ryzen embedded v2748": 35, "ryzen 9 4900h": 45, "ryzen 7 4800hs": 35,
    "core ultra 5 225": 65, "core ultra 5 225f": 65, "core ultra 5 225h": 28, "core ultra 5 225t": 35,
    "core ultra 5 225u": 15, "core ultra 5 235": 65, "core ultra 5 235h": 28, "core ultra 5 235hx": 55,
    "core ultra 5 235t": 35, "core ultra 5 235u": 15, "core ultra 5 245": 65, "core ultra 5 245hx": 55,
    "core ultra 5 245k": 125, "core ultra 5 245kf": 125, "core ultra 5 245t": 35, "core ultra 7 255h": 28,
    "core ultra 7 255hx": 55, "core ultra 7 255u": 15, "core ultra 7 265": 65, "core ultra 7 265f": 65,
    "core ultra 7 265h": 28, "core ultra 7 265hx": 55, "core ultra 7 265k": 125, "core ultra 7 265kf": 125,
    "core ultra 7 265t": 35, "core ultra 7 265u": 15, "core ultra 9 275hx": 55, "core ultra 9 285": 65,
    "core ultra 9 285h": 45, "core ultra 9 285hx": 55, "core ultra 9 285k": 125, "core ultra 9 285t": 35,
    "core i9-10990xe": None,
}


def write_cpus(cpus, path):
    kept = {}
    for cpu in cpus:
        key = cpu["key"].replace("rasberry", "raspberry")
        # "Intel(R) Xeon(R) CPU @ 2.20GHz" is what clouds print for any Xeon: a name without a model is no key.
        if not re.search(r"\d", key) and key not in ("grace", "grace superchip") or re.fullmatch(r"xeon \d\.\d+[a-z]?", key):
            continue
        power = BASE_POWER.get(key, cpu["tdp_w"])
        if power is None or not key.isascii():  # a zero-width space makes a second row of a model
            continue
        row = [key, cpu["cores"], cpu["threads"], number(cpu["base_mhz"]), number(power), cpu["launch_year"],
               cpu["gen"], number(cpu["spec_n"])]
        compact = key.replace(" ", "")
        if compact not in kept or sum(v != "" for v in row) > sum(v != "" for v in kept[compact]):
            kept[compact] = row
    write(path, ["key", "cores", "threads", "base_mhz", "tdp_w", "launch_year", "gen", "spec_n"],
          sorted(kept.values()),
          ["CPU models: cores and threads of one socket, base clock, thermal design power (W), launch year, generation,",
           "number of rows of support.csv measured with it. Opteron before 2011: AMD's ACP, not TDP. Sources: SOURCES.md"])


def main(arguments):
    if len(arguments) not in (2, 3):
        sys.exit(__doc__)
    directory = pathlib.Path(arguments[2] if len(arguments) == 3 else pathlib.Path(__file__).parent)
    systems = measured_systems(arguments[0])
    with open(arguments[1], newline="", encoding="utf-8") as file:
        cpus = list(csv.DictReader(file))
    known = {cpu["key"] for cpu in cpus}
    for name, count in collections.Counter(row["cpu"] for row in systems).items():
        if name not in known:  # measured, but in no list of CPU models
            row = next(r for r in systems if r["cpu"] == name)
            cpus.append(collections.defaultdict(str, key=name, cores=str(int(row["cores"]) // int(row["sockets"])),
                                                threads=str(int(row["threads"]) // int(row["sockets"])),
                                                base_mhz=row["base_mhz"], tdp_w=row["tdp_w"],
                                                launch_year=row["launch_year"], gen=row["gen"], spec_n=str(count)))
    write_support(systems, directory / "support.csv")
    write_generations(systems, cpus, directory / "generations.csv")
    write_cpus(cpus, directory / "cpu_power.csv")


if __name__ == "__main__":
    main(sys.argv[1:])
