#!/usr/bin/env python3
"""Runs each program of the matrix bare and below calo, and compares what can be observed from outside.

    run.py [--calo CALO] [--quick] [--only TEXT] [--jobs N]   status 1 if anything differs
    run.py --table FILE       writes the table of programs by observers; with --check only compares
"""

import argparse
import concurrent.futures
import csv
import hashlib
import io
import os
import shlex
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass, field
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
from matrix import Program, every  # noqa: E402

HERE = Path(__file__).resolve().parent
PROGRAMS = HERE / "programs"
SECONDS_PER_RUN = 60
SKIPPED = 77
CPU_TOLERANCE_S = 0.02
CPU_TOLERANCE = 0.01

OBSERVERS = {
    "status": "exit status, or the signal that ended it",
    "output": "standard output, byte for byte",
    "errors": "standard error without the lines that begin with `calo: `",
    "files": "names, kinds, modes and contents in the working directory",
    "kernel": "CPU time that the kernel counts for all processes that calo waited for, against the recorded one",
    "books": "CPU time of the readings, and of the processes, against the run's",
    "processes": "how many there were",
    "stacks": "the function that is known to be hot has its share, and little CPU time has no stack",
}


class Failure(Exception):
    """The program could not be run as the matrix wants it: a fault of the test, or of this machine."""


@dataclass
class Seen:
    """What one run looked like from outside."""

    status: int
    output: bytes
    errors: bytes
    files: dict[str, str]
    children_s: tuple[float, float]  # CPU time of all that its first process has waited for: at least, at most


@dataclass
class Outcome:
    program: Program
    skipped: str = ""
    differences: list[str] = field(default_factory=list)


def is_counted(program: Program) -> bool:
    """Whether calo itself is the process whose children the kernel counts, and waits for all of them."""
    return program.kernel_knows and program.around == "exec {}"


def observers_of(program: Program) -> list[str]:
    seen = ["status", "files", "books"]
    seen += ["output"] if program.output else []
    seen += ["errors"] if program.errors else []
    seen += ["kernel"] if is_counted(program) else []
    seen += ["processes"] if program.processes is not None else []
    seen += ["stacks"] if program.hot or program.unseen is not None else []
    return [name for name in OBSERVERS if name in seen]


def missing(program: Program) -> str:
    for need in program.needs:
        if need == "root":
            if os.geteuid() != 0:
                return "not root"
        elif not (Path(need).exists() if need.startswith("/") else shutil.which(need)):
            return f"{need} is not installed"
    return ""


class Builder:
    """Builds each program once, also when several rows run it at the same time."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._lock = threading.Lock()
        self._built: dict[tuple[str, str], Path] = {}

    def __call__(self, program: Program) -> Path:
        key = (program.source, program.build)
        with self._lock:
            if key not in self._built:
                self._built[key] = self._build(program, len(self._built))
            return self._built[key]

    def _build(self, program: Program, number: int) -> Path:
        out = self._directory / f"{number}-{Path(program.source).stem}"
        if program.build:
            line = program.build.format(source=shlex.quote(str(PROGRAMS / program.source)), out=shlex.quote(str(out)))
            made = subprocess.run(line, shell=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=self._directory)
            if made.returncode != 0:
                raise Failure(f"cannot be built here: {line}\n{made.stdout.decode(errors='replace')[-800:]}")
        return out


def files_below(directory: Path) -> dict[str, str]:
    found = {}
    for place in sorted(directory.rglob("*")):
        about = place.lstat()
        content = hashlib.sha256(place.read_bytes()).hexdigest()[:12] if stat.S_ISREG(about.st_mode) else ""
        found[str(place.relative_to(directory))] = f"{about.st_mode:o} {content}"
    return found


def environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CALO_", "XDG_", "LC_"))}
    return {**kept, "HOME": str(home), "LC_ALL": "C.UTF-8", "TZ": "UTC", "TERM": "dumb", "GOCACHE": str(home / "go")}


def run(line: str, place: Path, env: dict[str, str]) -> Seen:
    """Runs a shell line in an empty directory and a session of its own, its streams in files: a daemon may keep them."""
    work = place / "work"
    work.mkdir(parents=True)
    work.chmod(0o777)
    with open(place / "output", "w+b") as output, open(place / "errors", "w+b") as errors:
        process = subprocess.Popen(
            ["/bin/bash", "-c", line], cwd=work, env=env, stdin=subprocess.DEVNULL, stdout=output, stderr=errors,
            start_new_session=True,
        )  # fmt: skip
        late = threading.Event()

        def stop() -> None:
            late.set()
            os.killpg(process.pid, signal.SIGKILL)

        timer = threading.Timer(SECONDS_PER_RUN, stop)
        timer.start()
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        times = Path(f"/proc/{process.pid}/stat").read_text().rpartition(") ")[2].split()[11:15]
        _, status, usage = os.wait4(process.pid, 0)
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        errors.seek(0)
        code = process.returncode if process.returncode >= 0 else 128 - process.returncode
        text = output.read()
        if late.is_set():
            raise Failure(f"did not end within {SECONDS_PER_RUN} s")
        children_s = between([int(ticks) for ticks in times], usage.ru_utime + usage.ru_stime)
        return Seen(code, text, errors.read(), files_below(work), children_s)


def between(ticks: list[int], all_s: float) -> tuple[float, float]:
    """CPU time of a process's children, from /proc/PID/stat (whole ticks: own user, system, children's) and rusage."""
    tick_s = 1 / os.sysconf("SC_CLK_TCK")
    own_s, children_s = (ticks[0] + ticks[1]) * tick_s, (ticks[2] + ticks[3]) * tick_s
    return max(children_s, all_s - own_s - 2 * tick_s), min(children_s + 2 * tick_s, all_s - own_s)


def without_own_lines(errors: bytes) -> bytes:
    return b"".join(line for line in errors.splitlines(keepends=True) if not line.startswith(b"calo: "))


def shortened(text: bytes) -> str:
    shown = text.decode(errors="backslashreplace")
    return repr(shown if len(shown) < 200 else shown[:120] + " … " + shown[-70:])


def difference(bare: bytes, under: bytes) -> str:
    """From the first line on that is not the same."""
    lines, others = bare.splitlines(keepends=True), under.splitlines(keepends=True)
    same = 0
    while same < min(len(lines), len(others)) and lines[same] == others[same]:
        same += 1
    place = f"line {same + 1}: " if same else ""
    return f"{place}{shortened(b''.join(lines[same:]))} bare, {shortened(b''.join(others[same:]))} below calo"


def compare(program: Program, bare: Seen, under: Seen) -> list[str]:
    found = []
    if bare.status != under.status:
        found.append(f"status: {bare.status} bare, {under.status} below calo")
    if program.output and bare.output != under.output:
        found.append(f"output: {difference(bare.output, under.output)}")
    errors = without_own_lines(under.errors)
    if program.errors and bare.errors != errors:
        found.append(f"errors: {difference(bare.errors, errors)}")
    for name in sorted(bare.files.keys() | under.files.keys()):
        if bare.files.get(name) != under.files.get(name):
            found.append(f"files: {name}: {bare.files.get(name)} bare, {under.files.get(name)} below calo")
    return found


def is_near(one: float, other: float) -> bool:
    return abs(one - other) <= max(CPU_TOLERANCE_S, CPU_TOLERANCE * max(one, other))


def check_recorded(program: Program, run_file: Path, under: Seen, calo: str, env: dict[str, str]) -> list[str]:
    """What calo recorded, against the kernel and against itself."""
    found = []
    if not run_file.exists():
        return ["books: no run was recorded"]
    with sqlite3.connect(f"file:{run_file}?mode=ro", uri=True) as book:

        def row(query: str) -> tuple[float, ...]:
            return tuple(book.execute(query).fetchone())

        complete, cpu, processes = row("SELECT complete, cpu_user_s + cpu_system_s, processes FROM run_end")
        (of_processes,) = row("SELECT total(user_s + system_s) FROM process")
        sampled, unsampled = row("SELECT total(sampled_s), total(unsampled_s) FROM thread")
    if not complete:
        found.append("books: the run is not complete")
    exported = subprocess.run([calo, "export", "--format", "csv", run_file], env=env, stdout=subprocess.PIPE, text=True)
    readings = sum(
        float(line["tree_user_s"]) + float(line["tree_system_s"]) for line in csv.DictReader(io.StringIO(exported.stdout))
    )
    if not is_near(readings, cpu):
        found.append(f"books: readings have {readings:.3f} s of CPU time, the run {cpu:.3f} s")
    if not is_near(of_processes, cpu):
        found.append(f"books: processes have {of_processes:.3f} s of CPU time, the run {cpu:.3f} s")
    low, high = under.children_s
    if is_counted(program) and not is_near(min(max(cpu, low), high), cpu):
        found.append(f"kernel: counts {low:.3f} to {high:.3f} s of CPU time, the run has {cpu:.3f} s")
    if program.processes is not None and processes != program.processes:
        found.append(f"processes: {processes} instead of {program.processes}")
    seen = sampled + unsampled
    if program.unseen is not None and unsampled > program.unseen * seen:
        found.append(f"stacks: {unsampled / seen:.0%} of the CPU time has none")
    if program.hot:
        weight, hot = stacks(run_file, program.hot, calo, env)
        if hot < program.hot_share * weight or weight == 0:
            found.append(f"stacks: {program.hot} has {hot:.0f} of {weight:.0f}, less than {program.hot_share:.0%}")
    return found


def stacks(run_file: Path, function: str, calo: str, env: dict[str, str]) -> tuple[float, float]:
    """Weight of all stacks, and of those with the function in them."""
    command = [calo, "export", "--format", "collapsed", "--by", "cpu", run_file]
    text = subprocess.run(command, env=env, stdout=subprocess.PIPE, text=True, errors="replace").stdout
    all_of_them = hot = 0.0
    for line in text.splitlines():
        frames, _, weight = line.rpartition(" ")
        all_of_them += float(weight)
        hot += float(weight) if function in frames else 0.0
    return all_of_them, hot


def attempt(program: Program, calo: str, build: Builder, directory: Path) -> Outcome:
    outcome = Outcome(program, skipped=missing(program))
    if outcome.skipped:
        return outcome
    place = Path(tempfile.mkdtemp(dir=directory))
    place.chmod(0o777)
    try:
        names = {"source": PROGRAMS / program.source, "out": build(program), "programs": PROGRAMS}
        command = program.command.format(**names)
        around = program.around.replace("{out}", str(names["out"]))
        home = place / "home"
        home.mkdir(mode=0o777)
        home.chmod(0o777)
        env = environment(home)
        run_file = place / "run.calo"
        bare = run(around.replace("{}", command), place / "bare", env)
        if bare.status == SKIPPED:
            outcome.skipped = bare.output.decode(errors="replace").strip() or "the program says so"
            return outcome
        if program.status is not None and bare.status != program.status:
            said = shortened(bare.output + bare.errors)
            raise Failure(f"the bare run ended with {bare.status} instead of {program.status}: {said}")
        below = shlex.join([calo, "run", "--quiet", *program.options, "-o", str(run_file), "--"])
        under = run(around.replace("{}", f"{below} {command}"), place / "under", env)
        outcome.differences = compare(program, bare, under)
        outcome.differences += check_recorded(program, run_file, under, calo, env)
    except Failure as failure:
        outcome.differences.append(f"not run: {failure}")
    finally:
        shutil.rmtree(place, ignore_errors=True)
    return outcome


def table() -> str:
    names = list(OBSERVERS)
    lines = [
        "# Programs that calo must not change\n",
        "Written by `tests/conformance/run.py --table docs/conformance.md`. Each program is run bare and below `calo run`,",
        "and what is marked is compared (`script/conformance` runs all, `script/test -L conformance` those marked quick).",
        "A program whose tools are not installed, or whose kernel feature is missing, is skipped with the reason.\n",
        *(f"- **{name}**: {meaning}" for name, meaning in OBSERVERS.items()),
        "\nCPU times agree within 1 % or 20 ms. Python is run in every version that is installed.",
    ]
    kind = ""
    for program in every([]):
        if program.kind != kind:
            kind = program.kind
            lines.append(f"\n## {kind[0].upper() + kind[1:]}\n")
            lines.append("| program | quick | " + " | ".join(names) + " | needs |")
            lines.append("|---|" + ":-:|" * (len(names) + 1) + "---|")
        marked = observers_of(program)
        marks = " | ".join("x" if name in marked else "" for name in names)
        needs = ", ".join(Path(need).name for need in program.needs if need != "/usr/bin/python3")
        lines.append(f"| {program.name} | {'x' if program.quick else ''} | {marks} | {needs} |")
    return "\n".join(lines) + "\n"


def installed_pythons() -> list[str]:
    places = [*Path("/usr/bin").glob("python3.[0-9]*"), *Path.home().glob(".pyenv/versions/3.*/bin/python3")]
    found = {str(place) for place in places if place.name.replace("python3", "").replace(".", "").isdigit() or
             place.name == "python3"}  # fmt: skip
    return sorted(place for place in found if not place.startswith("/usr/bin/"))


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--calo", default=str(HERE.parents[1] / "build" / "bin" / "calo"))
    parser.add_argument("--quick", action="store_true", help="only the programs marked quick")
    parser.add_argument("--only", default="", metavar="TEXT", help="only programs with TEXT in name or kind")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="run N programs at the same time")
    parser.add_argument("--table", type=Path, metavar="FILE", help="write the table instead")
    parser.add_argument("--check", action="store_true", help="compare the table instead of writing it")
    arguments = parser.parse_args()
    if arguments.table:
        if not arguments.check:
            arguments.table.write_text(table())
        elif not arguments.table.exists() or arguments.table.read_text() != table():
            print(f"{arguments.table} is not the table of the matrix. Run: run.py --table {arguments.table}")
            return 1
        return 0
    calo = str(Path(arguments.calo).resolve())
    if not os.access(calo, os.X_OK):
        print(f"{calo} cannot be run. Build it with script/build, or name it by --calo.", file=sys.stderr)
        return 2
    chosen = [
        program
        for program in every([] if arguments.quick else installed_pythons())
        if (program.quick or not arguments.quick) and arguments.only in f"{program.name} {program.kind}"
    ]
    differing = skipped = 0
    with tempfile.TemporaryDirectory(prefix="conformance-") as name:
        directory = Path(name)
        directory.chmod(0o755)
        build = Builder(directory)
        with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
            for outcome in pool.map(lambda program: attempt(program, calo, build, directory), chosen):
                title = f"{outcome.program.kind}: {outcome.program.name}"
                skipped += bool(outcome.skipped)
                differing += bool(outcome.differences)
                word = "skipped" if outcome.skipped else "DIFFERS" if outcome.differences else "same"
                print(f"{word:8}{title}" + (f" ({outcome.skipped})" if outcome.skipped else ""), flush=True)
                for difference in outcome.differences:
                    print(f"          {difference}", flush=True)
    print(f"{len(chosen)} programs: {differing} differ, {skipped} skipped")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
