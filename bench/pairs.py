"""Two ways of doing the same thing, measured in turns, and what their difference is worth.

Order within a pair alternates (A B, B A, ...), so that drift of the machine cancels. The estimate of a location is the
Hodges-Lehmann median of all Walsh averages, its 95 % interval comes from the exact signed-rank law
(Hollander, Wolfe and Chicken 2014, section 3.2): no random numbers.
"""

import argparse
import os
import statistics
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(os.environ.get("CALO_BIN", ROOT / "build" / "bin"))


@dataclass
class Located:
    """Estimate with 95 % interval; fewer than six values have no such interval."""

    estimate: float
    low: float | None
    high: float | None


def signed_rank_rank(n: int, coverage: float = 0.95) -> int:
    """K such that the K-th smallest and largest Walsh average bound the median with at least `coverage`; 0 if none."""
    counts = [1]
    for rank in range(1, n + 1):
        counts = [(counts[w] if w < len(counts) else 0) + (counts[w - rank] if w >= rank else 0)
                  for w in range(len(counts) + rank)]
    tail, cumulated = (1 - coverage) / 2 * 2**n, 0
    for w, count in enumerate(counts):
        cumulated += count
        if cumulated > tail:
            return w
    return 0


def located(values: list[float]) -> Located:
    averages = sorted((values[i] + values[j]) / 2 for i in range(len(values)) for j in range(i, len(values)))
    k = signed_rank_rank(len(values))
    if k == 0:
        return Located(statistics.median(averages), None, None)
    return Located(statistics.median(averages), averages[k - 1], averages[-k])


def in_turns(a: Callable[[], float], b: Callable[[], float], pairs: int) -> list[tuple[float, float]]:
    """Values of A and B, pair by pair, after one of each that is thrown away."""
    a(), b()
    result = []
    for number in range(pairs):
        if number % 2 == 0:
            first = a()
            result.append((first, b()))
        else:
            second = b()
            result.append((a(), second))
        if sys.stderr.isatty():
            print(f"\r  pair {number + 1}/{pairs}", end="", file=sys.stderr, flush=True)
    if sys.stderr.isatty():
        print("\r" + " " * 30 + "\r", end="", file=sys.stderr)
    return result


def judge(what: str, value: Located, budget: float, unit: str = "", digits: int = 4) -> bool:
    """Prints one line; False only if the whole interval lies beyond the budget."""
    if value.low is None or value.high is None:
        over = value.estimate > budget
        interval, verdict = "too few values for an interval", "over" if over else "within"
    else:
        over = value.low > budget
        interval = f"95 %: {value.low:.{digits}f} to {value.high:.{digits}f}{unit}"
        verdict = "OVER" if over else "within" if value.high <= budget else "not resolved"
    print(f"{what}: {value.estimate:.{digits}f}{unit} ({interval}), budget {budget:.{digits}f}{unit}: {verdict}", flush=True)
    return not over


def options(description: str | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--quick", action="store_true", help="few, short runs: does it work at all?")
    return parser.parse_args()


def program(name: str) -> str:
    path = BIN / name
    if not os.access(path, os.X_OK):
        sys.exit(f"bench: {path} is not built. Run script/bench, or set CALO_BIN.")
    return str(path)
