#!/usr/bin/env python3
"""Tests of the conformance runner: what it must find, and what it must not."""

import sys
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
import run  # noqa: E402
from matrix import Program, every  # noqa: E402

NOTHING = (0.0, 1.0)


def seen(status: int = 0, output: bytes = b"", errors: bytes = b"", **files: str) -> run.Seen:
    return run.Seen(status, output, errors, files, NOTHING)


class Comparing(unittest.TestCase):
    program = Program("a program", "a kind", "{out}")

    def test_finds_each_difference(self) -> None:
        found = run.compare(self.program, seen(3, b"a", b"b", one="x"), seen(139, b"A", b"B", two="x"))
        self.assertEqual([line.partition(":")[0] for line in found], ["status", "output", "errors", "files", "files"])

    def test_leaves_out_lines_of_calo_and_what_is_not_observed(self) -> None:
        self.assertEqual(run.compare(self.program, seen(errors=b"b\n"), seen(errors=b"calo: a line\nb\n")), [])
        silent = Program("a program", "a kind", "{out}", output=False, errors=False)
        self.assertEqual(run.compare(silent, seen(output=b"1", errors=b"1"), seen()), [])

    def test_cpu_times_agree_within_one_per_cent_or_20_ms(self) -> None:
        self.assertTrue(run.is_near(0.0, 0.019) and run.is_near(100.0, 100.9))
        self.assertFalse(run.is_near(0.0, 0.03) or run.is_near(100.0, 102.0))

    def test_the_kernel_bounds_the_time_of_children(self) -> None:
        low, high = run.between([3, 4, 50, 6], 0.645)
        self.assertAlmostEqual(low, 0.56)
        self.assertAlmostEqual(high, 0.575)


class Running(unittest.TestCase):
    def test_reports_status_streams_and_files(self) -> None:
        import tempfile

        with tempfile.TemporaryDirectory() as name:
            got = run.run("echo a; echo b >&2; echo c > d; kill -KILL $$", Path(name), {"PATH": "/usr/bin:/bin"})
        self.assertEqual((got.status, got.output, got.errors, list(got.files)), (137, b"a\n", b"b\n", ["d"]))


class Matrix(unittest.TestCase):
    def test_names_are_unique_and_sources_exist(self) -> None:
        names = [(program.kind, program.name) for program in every([])]
        self.assertEqual(len(names), len(set(names)))
        for program in every([]):
            self.assertTrue((run.PROGRAMS / program.source).is_file(), program.name)
            self.assertIn("{}", program.around, program.name)

    def test_a_quick_program_needs_nothing_that_is_not_there_for_the_other_tests(self) -> None:
        allowed = {"setsid", "root", "/usr/bin/python3"}
        for program in every([]):
            if program.quick:
                self.assertLessEqual(set(program.needs), allowed, program.name)


if __name__ == "__main__":
    unittest.main()
