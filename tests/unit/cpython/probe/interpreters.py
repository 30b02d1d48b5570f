"""Runs code in sub-interpreters with the frame probe loaded: a thread's frames are those of the interpreter it is in.

usage: interpreters.py PROBE_LIBRARY

The probe is asked by the code itself (with the interpreters' lock, then without: `ctypes.CDLL` gives it up), one and two
interpreters deep, and by the first interpreter before and after.
"""

import ctypes
import os
import sys

try:
    import _interpreters as interpreters
except ImportError:
    import _xxsubinterpreters as interpreters

INNER = """
import ctypes
codes, offsets, entries = (ctypes.c_uint64 * 64)(), (ctypes.c_int32 * 64)(), (ctypes.c_ubyte * 64)()
text = ctypes.create_string_buffer(256)

def names(library):
    found = []
    for i in range(library.probe_stack(codes, offsets, entries, 64)):
        size = library.probe_text(ctypes.c_uint64(codes[i]), b"name", text, 256)
        found.append(text.raw[:size].decode() if size >= 0 else "?")
    return found

def asked_in_LEVEL(library):
    return names(library)

for kind in (ctypes.PyDLL, ctypes.CDLL):
    library = kind(PATH)
    library.probe_stack.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int]
    got = [name for name in asked_in_LEVEL(library) if name != "__init__"]
    if got != ["names", "asked_in_LEVEL", "<module>"]:
        wrong = "%s in interpreter LEVEL: %s" % (kind.__name__, got)
        import os
        os.write(2, (wrong + "\\n").encode())
        os._exit(1)
"""

DEEPER = """
try:
    import _interpreters as interpreters
except ImportError:
    import _xxsubinterpreters as interpreters
run = interpreters.exec if hasattr(interpreters, "exec") else interpreters.run_string

def called_from_LEVEL():
    other = OTHER
    run(interpreters.create() if other < 0 else other, CODE)

called_from_LEVEL()
"""


def create():
    try:
        return interpreters.create("legacy")  # ctypes does not load into an isolated one
    except (TypeError, ValueError):
        pass
    try:
        return interpreters.create(isolated=False)
    except TypeError:
        return interpreters.create()


def inner(level):
    return INNER.replace("LEVEL", str(level)).replace("PATH", repr(sys.argv[1]))


def ask_here(level):
    exec(compile(inner(level), "here", "exec"), {"__name__": "here"})


probe = ctypes.PyDLL(sys.argv[1])
if not probe.probe_open(os.path.realpath(sys.executable).encode()):
    sys.exit("the probe cannot read Python %s" % sys.version)
run = interpreters.exec if hasattr(interpreters, "exec") else interpreters.run_string
older, newer = create(), create()
run(newer, inner(1))
run(older, inner(2))
if sys.version_info[:2] in ((3, 10), (3, 11)):
    # The newer one is called by the first, and calls the older.
    run(newer, DEEPER.replace("LEVEL", "3").replace("OTHER", str(int(older))).replace("CODE", repr(inner(4))))
print(sys.version_info[:3], "each interpreter has its own frames")
