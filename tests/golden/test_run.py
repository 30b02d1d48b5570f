#!/usr/bin/env python3
"""Tests of the golden harness: it must fail when it should, and update what it should."""

import contextlib
import io
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

    def test_a_file_without_commands_is_malformed(self) -> None:
        passed, _, output = checked("# nothing\n")
        self.assertFalse(passed)
        self.assertIn("no line that begins with", output)

    def test_an_input_file_stays_inside(self) -> None:
        self.assertFalse(checked("=== file ../x\n=== end\n$ true\n")[0])


class Update(unittest.TestCase):
    def test_replaces_what_differs(self) -> None:
        _, text, _ = checked("# why\n\n$ echo 1; exit 4\n2\n", update=True)
        self.assertEqual(text, "# why\n\n$ echo 1; exit 4\n1\n? 4\n")

    def test_keeps_placeholders_that_match(self) -> None:
        before = "$ echo took 5 s; echo new; seq 3; echo end\ntook <time>\n<...>\nend\n"
        self.assertEqual(checked(before, update=True)[1], before)
        _, text, _ = checked("$ echo took 5 s; seq 2; echo END\ntook <time>\nold\n<...>\nend\n", update=True)
        self.assertEqual(text, "$ echo took 5 s; seq 2; echo END\ntook <time>\n<...>\n")

    def test_then_passes(self) -> None:
        commands = "$ printf 'a\\n\\n'; printf '! x\\n$ y\\n'\n\n$ printf z >&2; exit 9\n\n$ cat in\n"
        before = "# d\n\n=== file in\n  $ not a command\n=== end\n\n" + commands
        _, text, _ = checked(before, update=True)
        self.assertTrue(checked(text)[0], text)
        self.assertEqual(checked(text, update=True)[1], text)


if __name__ == "__main__":
    unittest.main()
