"""Prints, for many functions of the standard library: line table, first line, lines by Python itself.

usage: dump_lines.py        one function a line: hexadecimal table, first line, "begin:end:line" ...
"""

import argparse
import asyncio.base_events
import collections
import dataclasses
import decimal
import email.message
import inspect
import json.decoder
import pathlib
import tarfile
import types
import typing
import unittest.mock

modules = [argparse, asyncio.base_events, collections, dataclasses, decimal, email.message, inspect,
           json.decoder, pathlib, tarfile, types, typing, unittest.mock]


def codes(code):
    yield code
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from codes(constant)


for module in modules:
    with open(module.__file__, encoding="utf-8") as file:
        for code in codes(compile(file.read(), module.__file__, "exec")):
            ranges = " ".join(f"{b}:{e}:{'-' if line is None else line}" for b, e, line in code.co_lines())
            print(code.co_linetable.hex(), code.co_firstlineno, ranges)
