#!/usr/bin/env python3
"""Runs golden tests: input, commands and expected output in one file (README.md describes the form).

    run.py FILE.golden...            compare; status 1 if any differs
    run.py --update FILE.golden...   rewrite the expected output in place, keeping placeholders that still match
"""

import argparse
import difflib
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
RUNS = HERE / "runs"
SECONDS_PER_COMMAND = 60

PLACEHOLDERS = {
    "number": r"[-+]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d+)?",
    "word": r"\S+",
    "any": r".*",
    "version": r"\d+\.\d+\.\d+\S*",
    "time": r"\d+(?:\.\d+)? (?:ns|µs|ms|s)|\d+ min \d+ s|\d+ h \d+ min",
    "bytes": r"\d+(?:\.\d+)? (?:[KMGT]iB|B)",
    "energy": r"-?\d+(?:\.\d+)? [pnµmkMGT]?J",
    "power": r"-?\d+(?:\.\d+)? [pnµmkMGT]?W",
    "carbon": r"-?\d+(?:\.\d+)? [pnµmkMGT]?g",
}
MARKER = re.compile(r"<(?:(" + "|".join(PLACEHOLDERS) + r")|re:(.+?))>")
NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")
FULL = re.compile(r"[1-9]\.?(?:\d\.?){14}")  # as many digits as a double has
ROUNDING = 1e-11  # of such a number: sums in another order, another libm
ANY_LINES = "<...>"
MOST_CELLS = 500_000  # lines times lines: more are not aligned, which takes seconds
NO_NEWLINE = "\\ no newline at the end"


@dataclass
class Step:
    """One command, and the lines its output is expected to have."""

    command: list[str]
    expected: list[str] = field(default_factory=list)


@dataclass
class Golden:
    preamble: list[str] = field(default_factory=list)  # description and input files, as written
    inputs: dict[str, str] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)


class Malformed(Exception):
    """The golden file itself is wrong."""


def parse(text: str) -> Golden:
    golden = Golden()
    lines = text.splitlines()
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if line.startswith("=== file ") and not golden.steps:
            name = line.removeprefix("=== file ").strip()
            if Path(name).is_absolute() or ".." in Path(name).parts:
                raise Malformed(f"line {at}: an input file stays inside the test's directory: {name}")
            end = next((i for i in range(at, len(lines)) if lines[i] == "=== end"), None)
            if end is None:
                raise Malformed(f"line {at}: '=== file {name}' has no '=== end'")
            golden.inputs[name] = "".join(f"{content}\n" for content in lines[at:end])
            golden.preamble += lines[at - 1 : end + 1]
            at = end + 1
        elif line.startswith("$ "):
            step = Step([line[2:]])
            while at < len(lines) and lines[at].startswith("> "):
                step.command.append(lines[at][2:])
                at += 1
            golden.steps.append(step)
        elif golden.steps:
            golden.steps[-1].expected.append(line)
        elif line == "" or line.startswith("#"):
            golden.preamble.append(line)
        else:
            raise Malformed(f"line {at}: before the first command only '#' lines and input files: {line}")
    if not golden.steps:
        raise Malformed("it has no line that begins with '$ '")
    for step in golden.steps:
        while step.expected and step.expected[-1] == "":
            step.expected.pop()
    return golden


def written(golden: Golden) -> str:
    text = "".join(f"{line}\n" for line in golden.preamble)
    blocks = []
    for step in golden.steps:
        first, *more = step.command
        blocks.append("\n".join([f"$ {first}", *(f"> {line}" for line in more), *step.expected]))
    return text + "\n\n".join(blocks) + "\n"


def shown(text: str, prefix: str) -> list[str]:
    """Output as a golden file writes it: what would be read as a mark gets a backslash."""
    if not text:
        return []
    lines = text.split("\n")
    ended = lines[-1] == ""
    if ended:
        lines.pop()
    result = []
    for line in lines:
        if prefix == "" and (line.startswith(("$ ", "> ", "! ", "? ", "\\"))):
            line = "\\" + line
        result.append((prefix + line).rstrip() if prefix else line)
    if not ended:
        result.append(NO_NEWLINE)
    # Trailing empty lines would be taken for the space between commands.
    for index in range(len(result) - 1, -1, -1):
        if result[index] != "":
            break
        result[index] = "\\"
    return result


def make_runs(dumps: Path, target: Path) -> None:
    """The directory of dumps once more, with a run file for each NAME.sql."""
    for source in sorted(dumps.rglob("*")):
        made = target / source.relative_to(dumps)
        if source.is_dir() or source.suffix == ".md":
            continue
        made.parent.mkdir(parents=True, exist_ok=True)
        if source.suffix == ".sql":
            database = sqlite3.connect(made.with_suffix(".calo"))
            database.executescript(source.read_text())
            database.close()
        else:
            shutil.copyfile(source, made)


def environment(directory: Path, programs: list[Path]) -> dict[str, str]:
    home = directory / "home"
    home.mkdir()
    # Without fonts, Cairo measures text with the one that is built in: figures are laid out alike on every machine.
    fonts = directory / "fonts.conf"
    fonts.write_text('<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig></fontconfig>\n')
    result = {
        "PATH": os.pathsep.join([*map(str, programs), "/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin", "/sbin"]),
        "HOME": str(home),
        "TMPDIR": str(directory),
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "TERM": "dumb",
        "FONTCONFIG_FILE": str(fonts),
        "MACHINES": str(HERE.parent / "machines"),
        "RUNS": str(directory / "runs"),
        "DECODE": f"{sys.executable} -B {HERE / 'decode.py'}",
    }
    for kind in ("CONFIG", "DATA", "CACHE", "STATE"):
        result[f"XDG_{kind}_HOME"] = str(home / kind.lower())
    for name in ("LD_LIBRARY_PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS"):
        if name in os.environ:
            result[name] = os.environ[name]
    return result


def actual_output(golden: Golden, programs: list[Path]) -> list[list[str]]:
    """Runs the commands in a new directory; one list of lines per command."""
    with tempfile.TemporaryDirectory(prefix="golden-") as temporary:
        directory = Path(temporary).resolve()
        variables = environment(directory, programs)
        work = directory / "work"
        work.mkdir()
        for name, content in golden.inputs.items():
            (work / name).parent.mkdir(parents=True, exist_ok=True)
            (work / name).write_text(content)
        if any("$RUNS" in line for step in golden.steps for line in step.command):
            make_runs(RUNS, Path(variables["RUNS"]))

        def stable(raw: bytes) -> str:
            text = raw.decode("utf-8", "backslashreplace")
            for name, path in (("$MACHINES", variables["MACHINES"]), ("$RUNS", variables["RUNS"]), ("$PWD", str(work)),
                               ("$TMPDIR", str(directory))):
                text = text.replace(path, name)
            return text

        results = []
        for step in golden.steps:
            command = ["bash", "-c", "\n".join(step.command)]
            try:
                done = subprocess.run(command, cwd=work, env=variables, stdin=subprocess.DEVNULL,
                                      capture_output=True, timeout=SECONDS_PER_COMMAND, check=False)
            except subprocess.TimeoutExpired:
                results.append([f"? still running after {SECONDS_PER_COMMAND} s"])
                continue
            status = done.returncode if done.returncode >= 0 else 128 - done.returncode
            lines = shown(stable(done.stdout), "") + shown(stable(done.stderr), "! ")
            results.append(lines + ([f"? {status}"] if status else []))
        return results


def matcher(line: str) -> re.Pattern[str]:
    """A line as a pattern: placeholders stand for what varies, and then the width of columns may vary too."""
    pattern, end = "", 0
    for match in MARKER.finditer(line):
        wanted = f"(?:{PLACEHOLDERS[match[1]]}|{re.escape(match[0])})" if match[1] else f"(?:{match[2]})"
        pattern += re.escape(line[end : match.start()]) + wanted
        end = match.end()
    pattern += re.escape(line[end:])
    return re.compile(re.sub(r"(?:\\ ){2,}", r" +", pattern))


def differ_by_rounding(expected: str, actual: str) -> bool:
    """Only in the last digits of numbers that are printed in full."""
    if not (FULL.search(expected) or FULL.search(actual)) or NUMBER.sub("", expected) != NUMBER.sub("", actual):
        return False
    for wanted, found in zip(NUMBER.findall(expected), NUMBER.findall(actual)):
        if wanted == found:
            continue
        if not (FULL.search(wanted) or FULL.search(found)):
            return False
        if abs(float(wanted) - float(found)) > ROUNDING * abs(float(wanted)):
            return False
    return True


def matches(expected: str, actual: str) -> bool:
    if MARKER.search(expected):
        return matcher(expected).fullmatch(actual) is not None
    return expected == actual or differ_by_rounding(expected, actual)


def agrees(expected: list[str], actual: list[str]) -> bool:
    """`<...>` on a line of its own stands for any number of lines."""
    reachable = {0}
    for line in expected:
        if line == ANY_LINES:
            reachable = set(range(min(reachable), len(actual) + 1)) if reachable else set()
        else:
            reachable = {at + 1 for at in reachable if at < len(actual) and matches(line, actual[at])}
    return len(actual) in reachable


def updated(expected: list[str], actual: list[str]) -> list[str]:
    """`actual`, with the expected lines (and their placeholders) where the two can be aligned."""
    if agrees(expected, actual):
        return expected
    # What is alike at both ends need not be aligned: that is most of a long output.
    begin = 0
    while begin < min(len(expected), len(actual)) and expected[begin] != ANY_LINES and matches(expected[begin], actual[begin]):
        begin += 1
    end = 0
    while (end < min(len(expected), len(actual)) - begin and expected[-1 - end] != ANY_LINES
           and matches(expected[-1 - end], actual[-1 - end])):
        end += 1
    middle = aligned(expected[begin : len(expected) - end], actual[begin : len(actual) - end])
    return expected[:begin] + middle + expected[len(expected) - end :]


def aligned(expected: list[str], actual: list[str]) -> list[str]:
    rows, columns = len(expected), len(actual)
    if rows * columns > MOST_CELLS:
        return actual
    # best[i][j]: most lines kept when expected[i:] is aligned with actual[j:]. An absorbed line counts a little,
    # so that `<...>` is kept rather than its content spelled out.
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns, -1, -1):
            value = best[i + 1][j]
            if j < columns:
                value = max(value, best[i][j + 1])
                if expected[i] == ANY_LINES:
                    value = max(value, best[i][j + 1] + 0.001)
                elif matches(expected[i], actual[j]):
                    value = max(value, best[i + 1][j + 1] + 1)
            best[i][j] = value
    result: list[str] = []
    i = j = 0
    absorbing = -1
    while j < columns:
        if i < rows and expected[i] == ANY_LINES and best[i][j] == best[i][j + 1] + 0.001:
            if absorbing != i:
                result.append(ANY_LINES)
                absorbing = i
            j += 1
        elif i < rows and expected[i] != ANY_LINES and matches(expected[i], actual[j]) and best[i][j] == best[i + 1][j + 1] + 1:
            result.append(expected[i])
            i, j = i + 1, j + 1
        elif i < rows and best[i][j] == best[i + 1][j]:
            i += 1
        else:
            result.append(actual[j])
            j += 1
    return result


def check(path: Path, programs: list[Path], update: bool) -> bool:
    before = path.read_text()
    try:
        golden = parse(before)
    except Malformed as error:
        print(f"{path}: {error}")
        return False
    passed = True
    for step, actual in zip(golden.steps, actual_output(golden, programs)):
        if update:
            step.expected = updated(step.expected, actual)
        elif not agrees(step.expected, actual):
            passed = False
            print(f"{path}: $ {step.command[0]}")
            # With the placeholders that match kept on both sides, only what differs is shown.
            difference = difflib.unified_diff(step.expected, updated(step.expected, actual),
                                              "expected", "actual", lineterm="")
            print("\n".join(f"    {line}" for line in difference))
    if update and written(golden) != before:
        path.write_text(written(golden))
        print(f"{path}: updated")
    return passed


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true", help="rewrite the expected output")
    parser.add_argument("--bin", action="append", default=[], type=Path, help="directory put first on PATH")
    parser.add_argument("files", nargs="*", type=Path, help="default: every *.golden beside this program")
    options = parser.parse_args(arguments)
    programs = [path.resolve() for path in options.bin] or [HERE.parents[1] / "build" / "bin"]
    files = options.files or sorted(HERE.glob("*.golden"))
    results = [check(file, programs, options.update) for file in files]
    if not all(results):
        print("A change that is meant is accepted with: script/test --update-golden, then read in review.")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
