"""Remembers which checks of which sources passed, so that lint repeats only what changed.

A result is keyed by the bytes that decide it: the tool's version and configuration, the command, the file and
every header of this project it includes, directly or not. Only passes are kept.
"""

import hashlib
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / "build" / "lint-cache"
INCLUDE = re.compile(rb'^[ \t]*#[ \t]*include[ \t]*"([^"]+)"', re.MULTILINE)


def closure(file: Path, directories: list[Path]) -> list[Path]:
    """`file` and the project's headers it reaches, in a fixed order."""
    reached: dict[Path, None] = {}
    waiting = [file.resolve()]
    while waiting:
        current = waiting.pop()
        if current in reached:
            continue
        reached[current] = None
        for name in INCLUDE.findall(current.read_bytes()):
            for directory in [current.parent, *directories]:
                candidate = directory / name.decode()
                if candidate.is_file():
                    waiting.append(candidate.resolve())
                    break
    return sorted(reached)


def key(parts: list[str], files: list[Path]) -> str:
    digest = hashlib.sha256("\0".join(parts).encode())
    for file in files:
        digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def run_all(name: str, checks: list[tuple[str, str, list[str], str]], jobs: int) -> int:
    """Runs `(label, key, command, standard input)` each, unless it passed before; returns how many failed."""
    CACHE.mkdir(parents=True, exist_ok=True)
    waiting = [check for check in checks if not (CACHE / check[1]).exists()]
    begin = time.monotonic()

    def run(check: tuple[str, str, list[str], str]) -> tuple[str, str, bool, str]:
        label, check_key, command, text = check
        done = subprocess.run(command, cwd=ROOT, input=text, capture_output=True, text=True, check=False)
        return label, check_key, done.returncode == 0, done.stdout + done.stderr

    failed = 0
    with ThreadPoolExecutor(max_workers=jobs) as pool:
        for number, (label, check_key, passed, output) in enumerate(pool.map(run, waiting), 1):
            if passed:
                (CACHE / check_key).touch()
            else:
                failed += 1
                print(f"{label}:\n{output}", flush=True)
            if sys.stderr.isatty():
                print(f"\r{name}: {number}/{len(waiting)}", end="", file=sys.stderr, flush=True)
    if sys.stderr.isatty() and waiting:
        print("\r" + " " * 60 + "\r", end="", file=sys.stderr)
    seconds = time.monotonic() - begin
    print(f"{name}: {len(checks)} checked, {len(checks) - len(waiting)} of them unchanged, {failed} failed, {seconds:.0f} s")
    return failed
