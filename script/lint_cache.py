"""Remembers which checks of which sources passed, so that lint repeats only what changed.

A result is keyed by the bytes that decide it: the tool's version and configuration, the command, the file and
every header of this project it includes, directly or not. Only passes are kept, for all checkouts of a user.
"""

import hashlib
import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "calo" / "lint"
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
    digest = hashlib.sha256("\0".join(parts).replace(str(ROOT), ".").encode())
    for file in files:
        digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


class Checks:
    """Checks of one kind. Each is `(label, key)`; what passed before is not waiting."""

    def __init__(self, name: str, checks: list[tuple[str, str]]):
        CACHE.mkdir(parents=True, exist_ok=True)
        self.name = name
        self.count = len(checks)
        self.waiting = {label: check_key for label, check_key in checks if not (CACHE / check_key).exists()}
        self.failed = 0
        self._left = len(self.waiting)
        self._begin = time.monotonic()

    def record(self, label: str, passed: bool, output: str) -> None:
        """How a waiting check ended, and what it printed."""
        if passed:
            (CACHE / self.waiting[label]).touch()
        else:
            self.failed += 1
            print(f"{label}:\n{output}", flush=True)
        self._left -= 1
        if sys.stderr.isatty():
            text = f"{self.name}: {self._left} left" if self._left else ""
            print(f"\r{text:<30}\r", end="", file=sys.stderr, flush=True)

    def close(self) -> int:
        """Says how it went; 0 if nothing failed."""
        print(f"{self.name}: {self.count} checked, {self.count - len(self.waiting)} of them unchanged, "
              f"{self.failed} failed, {time.monotonic() - self._begin:.0f} s")
        return 1 if self.failed else 0


def run(command: list[str], text: str = "") -> tuple[bool, str]:
    """Whether it succeeded, and what it printed."""
    done = subprocess.run(command, cwd=ROOT, input=text, capture_output=True, text=True, check=False)
    return done.returncode == 0, done.stdout + done.stderr


def side_by_side(function, items: list) -> list:
    """The function's result for each, one item per CPU at a time."""
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        return list(pool.map(function, items))
