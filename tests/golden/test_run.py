#!/usr/bin/env python3
"""Tests of the golden harness: it must fail when it should, and update what it should."""

import contextlib
import io
import sqlite3
import tempfile
import unittest
from pathlib import Path

import run


def checked(text: str, update: bool = False) -> tuple[bool, str, str]:
    """Whether it passed, the file afterwards, what was printed."""
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "x.golden"
        path.write_text(text)
        with contextlib.redirect_stdout(io.StringIO()) as output:
            passed = run.check(path, [], update)
        return passed, path.read_text(), output.getvalue()


class Compare(unittest.TestCase):
    def test_other_output_fails(self) -> None:
        passed, _, output = checked("$ echo 1\n2\n")
        self.assertFalse(passed)
        self.assertIn("-2", output)
        self.assertIn("+1", output)

    def test_missing_output_fails(self) -> None:
        self.assertFalse(checked("$ true\nsomething\n")[0])

    def test_additional_output_fails(self) -> None:
        self.assertFalse(checked("$ echo 1\n")[0])

    def test_other_status_fails(self) -> None:
        self.assertFalse(checked("$ exit 1\n")[0])
        self.assertFalse(checked("$ exit 1\n? 2\n")[0])

    def test_error_output_is_not_output(self) -> None:
        self.assertFalse(checked("$ echo x >&2\nx\n")[0])

    def test_placeholders_do_not_match_everything(self) -> None:
        self.assertFalse(checked("$ echo twelve\n<number>\n")[0])
        self.assertFalse(checked("$ echo 12 W\n<energy>\n")[0])
        self.assertFalse(checked("$ seq 3\n<...>\n4\n")[0])

    def test_only_the_last_digits_of_full_numbers_may_differ(self) -> None:
        line = '"j": {}, "n": [{}]'
        for wanted, found, alike in ((("189.23650473917405", "3"), ("189.23650473917408", "3"), True),
                                     (("0.05901159799999789", "3"), ("0.059011598", "3"), True),
                                     (("189.23650473917405", "3"), ("189.23650474917405", "3"), False),
                                     (("189.23650473917405", "3"), ("-189.23650473917405", "3"), False),
                                     (("189.23650473917405", "3"), ("189.23650473917405", "4"), False),
                                     (("189.2365", "3"), ("189.2366", "3"), False),
                                     (("1789.5", "3"), ("1789.5", "3.0"), False)):
            text = f"$ echo '{line.format(*found)}'\n{line.format(*wanted)}\n"
            self.assertEqual(checked(text)[0], alike, (wanted, found))

    def test_a_file_without_commands_is_malformed(self) -> None:
        passed, _, output = checked("# nothing\n")
        self.assertFalse(passed)
        self.assertIn("no line that begins with", output)

    def test_an_input_file_stays_inside(self) -> None:
        self.assertFalse(checked("=== file ../x\n=== end\n$ true\n")[0])


class Runs(unittest.TestCase):
    def test_dumps_become_run_files(self) -> None:
        with tempfile.TemporaryDirectory() as directory:
            made = sqlite3.connect(":memory:")
            made.executescript("PRAGMA user_version = 3; PRAGMA application_id = 7; CREATE TABLE t (x REAL); INSERT INTO t VALUES (0.1);")
            dumps, target = Path(directory) / "dumps", Path(directory) / "runs"
            (dumps / "series").mkdir(parents=True)
            (dumps / "README.md").write_text("no run")
            (dumps / "series" / "series.json").write_text("{}")
            (dumps / "series" / "a.b.sql").write_text(
                "PRAGMA user_version = 3;\nPRAGMA application_id = 7;\n" + "\n".join(made.iterdump()))
            made.close()
            run.make_runs(dumps, target)
            self.assertEqual(sorted(str(path.relative_to(target)) for path in target.rglob("*")),
                             ["series", "series/a.b.calo", "series/series.json"])
            read = sqlite3.connect(target / "series" / "a.b.calo")
            self.assertEqual(read.execute("SELECT x FROM t").fetchall(), [(0.1,)])
            self.assertEqual(read.execute("PRAGMA user_version").fetchone(), (3,))
            self.assertEqual(read.execute("PRAGMA application_id").fetchone(), (7,))
            read.close()

    def test_are_new_for_each_file_and_named_in_output(self) -> None:
        passed, _, output = checked('$ cd "$RUNS"; pwd; rm measured.calo; ls *.calo | head -n 1\n$RUNS\nmodelled.calo\n')
        self.assertTrue(passed, output)
        passed, _, output = checked('$ cd "$RUNS"; ls measured.calo; echo "$RUNS/x"\nmeasured.calo\n$RUNS/x\n')
        self.assertTrue(passed, output)

    def test_are_made_only_where_they_are_named(self) -> None:
        self.assertTrue(checked("$ ls ..\nfonts.conf\nhome\nwork\n")[0])


class Update(unittest.TestCase):
    def test_replaces_what_differs(self) -> None:
        _, text, _ = checked("# why\n\n$ echo 1; exit 4\n2\n", update=True)
        self.assertEqual(text, "# why\n\n$ echo 1; exit 4\n1\n? 4\n")

    def test_keeps_placeholders_that_match(self) -> None:
        before = "$ echo took 5 s; echo new; seq 3; echo end\ntook <time>\n<...>\nend\n"
        self.assertEqual(checked(before, update=True)[1], before)
        _, text, _ = checked("$ echo took 5 s; seq 2; echo END\ntook <time>\nold\n<...>\nend\n", update=True)
        self.assertEqual(text, "$ echo took 5 s; seq 2; echo END\ntook <time>\n<...>\n")

    def test_of_a_long_output(self) -> None:
        lines = "\n".join(map(str, range(1, 5001)))
        _, text, _ = checked(f"$ seq 5000\n{lines.replace('2500', 'x')}\n", update=True)
        self.assertEqual(text, f"$ seq 5000\n{lines}\n")
        _, text, _ = checked(f"$ seq 5001 | tail -n +2\n{lines}\n", update=True)
        self.assertTrue(checked(text)[0])

    def test_then_passes(self) -> None:
        commands = "$ printf 'a\\n\\n'; printf '! x\\n$ y\\n'\n\n$ printf z >&2; exit 9\n\n$ cat in\n"
        before = "# d\n\n=== file in\n  $ not a command\n=== end\n\n" + commands
        _, text, _ = checked(before, update=True)
        self.assertTrue(checked(text)[0], text)
        self.assertEqual(checked(text, update=True)[1], text)


if __name__ == "__main__":
    unittest.main()
