"""Runs under its interpreter with the frame probe loaded: every stack seen must be possible.

usage: probed.py PROBE_LIBRARY SAMPLES

Calls of every kind that builds Python frames: plain, through C (sorted, map, functools), generators,
constructors, exceptions, recursion, threads. Only the functions below run while the probe is on.
"""

import ctypes
import functools
import os
import sys
import threading

probe = ctypes.PyDLL(sys.argv[1])
wanted = int(sys.argv[2])
probe.probe_start.argtypes = [ctypes.c_uint64]
probe.probe_count.restype = ctypes.c_uint64
probe.probe_problem.restype = ctypes.c_char_p


def leaf(x):
    return x + 1


def middle(x):
    return leaf(x) + leaf(x)


def outer(x):
    return middle(x) + middle(x)


def by_key(x):
    return -leaf(x)


def through_c():
    return sorted([3, 1, 2], key=by_key)


def reducing(a, b):
    return a + leaf(b)


def through_reduce():
    return functools.reduce(reducing, [1, 2, 3], 0)


def generating(n):
    for i in range(n):
        yield leaf(i)


def delegating(n):
    yield from generating(n)


def consuming():
    total = 0
    for x in delegating(4):
        total += x
    return total + sum(generating(3))


def raising(x):
    if x == 0:
        raise ValueError("zero")
    return raising(x - 1)


def catching():
    try:
        raising(5)
    except ValueError:
        return leaf(0)


class Thing:
    def __init__(self, x):
        self.x = leaf(x)

    def __eq__(self, other):
        return self.x == leaf(other.x)

    def __hash__(self):
        return leaf(7)


def constructing():
    a, b = Thing(1), Thing(2)
    return a == b, {a: 1}.get(b), a in [b, a]


def working():
    probe.probe_me()
    rounds()


def deep(n):
    return leaf(n) if n == 0 else deep(n - 1)


def rounds():
    while probe.probe_count(b"samples") < wanted:
        for _ in range(50):
            outer(1)
            through_c()
            through_reduce()
            consuming()
            catching()
            constructing()
            deep(40)
            list(map(outer, (1, 2)))
            evaluated()


def evaluated():
    return eval(expression)


def walked():
    """The stack of the caller as the probe reads it: (name, file, instruction) innermost first."""
    codes, offsets = (ctypes.c_uint64 * 256)(), (ctypes.c_int32 * 256)()
    entries, text = (ctypes.c_ubyte * 256)(), ctypes.create_string_buffer(4096)
    stack = []
    for i in range(probe.probe_stack(codes, offsets, entries, 256)):
        texts = []
        for which in (b"name", b"file"):
            size = probe.probe_text(ctypes.c_uint64(codes[i]), which, text, 4096)
            texts.append(text.raw[:size].decode() if size >= 0 else None)
        stack.append((*texts, offsets[i]))
    return [frame for frame in stack if frame[:2] != ("__init__", "__init__")]


def expected(frame):
    stack = []
    while frame:
        stack.append((frame.f_code.co_name, frame.f_code.co_filename, frame.f_lasti))
        frame = frame.f_back
    return stack


class Größe:
    def __init__(self):
        self.stacks = self.gemessen_ü_日本_𐎠(), expected(sys._getframe())

    def gemessen_ü_日本_𐎠(self):
        return next(walked() for _ in range(1))


def check_exact():
    """Names, files and instructions are those that Python itself gives, in any script."""
    got, want = sorted([Größe()], key=lambda g: 0)[0].stacks
    want[0] = got[3]  # __init__ has gone on since
    if got[0][0] != "walked" or got[2][0] != "gemessen_ü_日本_𐎠" or got[3:] != want:
        sys.exit(f"{got}\nis not\n{want}")


expression = compile("leaf(1)", "expression", "eval")

edges = {
    "": ["<module>", "_bootstrap", "_bootstrap_inner", "run"],
    "<module>": ["rounds", "<module>", "leaf", "start", "join", "wait"],
    "run": ["working"],
    "working": ["rounds"],
    "_bootstrap": ["_bootstrap_inner"],
    "_bootstrap_inner": ["run", "set", "_set_tstate_lock", "_set_ident", "_set_native_id"],
    "rounds": ["outer", "through_c", "through_reduce", "consuming", "catching", "constructing", "deep", "evaluated"],
    "evaluated": ["<module>"],
    "outer": ["middle"],
    "middle": ["leaf"],
    "through_c": ["by_key"],
    "by_key": ["leaf"],
    "through_reduce": ["reducing"],
    "reducing": ["leaf"],
    "consuming": ["delegating", "generating"],
    "delegating": ["generating"],
    "generating": ["leaf"],
    "catching": ["raising", "leaf"],
    "raising": ["raising"],
    # From 3.12 on a frame of the interpreter's own, named __init__ too, lies below a constructor.
    "constructing": ["__init__", "__eq__", "__hash__"],
    "__init__": ["leaf", "__init__"],
    "__eq__": ["leaf"],
    "__hash__": ["leaf"],
    "deep": ["deep", "leaf"],
}

if not probe.probe_open(os.path.realpath(sys.executable).encode()):
    sys.exit(f"the probe cannot read Python {sys.version}")

check_exact()
threads = [threading.Thread(target=working) for _ in range(2)]
for caller, callees in edges.items():
    for callee in callees:
        probe.probe_edge(caller.encode(), callee.encode())
for thread in threads:
    thread.start()
probe.probe_me()
probe.probe_start(wanted)
rounds()
probe.probe_stop()
for thread in threads:
    thread.join()

counts = {
    what: probe.probe_count(what.encode())
    for what in ("samples", "complete", "frames", "empty", "inconsistent", "unknown", "impossible", "root", "entries")
}
print(sys.version_info[:3], counts, probe.probe_problem().decode())
wrong = counts["unknown"] + counts["impossible"] + counts["root"] + counts["entries"]
if wrong or counts["samples"] < wanted or counts["frames"] < 2 * counts["samples"]:
    sys.exit("an impossible stack, or too few samples")
if counts["inconsistent"] + counts["empty"] > counts["samples"] / 1000:
    sys.exit("too many stacks could not be read")
