"""Runs the interpreter's own deterministic profiler from start to end of every Python process (calo run --trace).

Found as `sitecustomize` through PYTHONPATH; the user's own one, if there is any, is run too. Each process leaves in
CALO_TRACE, under one name: `.started` until it has left its counts in `.json`, `.partial` if the program took the
profiler's place before the end, `.mixed` if one profiler saw several threads. Counts: functions [file, line, name, primitive calls, calls, own s, cumulative s,
callers]; a caller is [index of its function, calls, primitive calls, own s, cumulative s].

The program must not notice. From 3.12 on `_lsprof` takes tool 2 of `sys.monitoring`, which is the program's: it is
shown another `sys.monitoring` while it starts and stops, in which that number stands for a tool that nobody asks for.
Before 3.12 a thread has one profile function: the program's replaces ours, and `sys.getprofile` does not show ours.
"""

import os
import sys


def _run_the_other_sitecustomize():
    """Whether there is one."""
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [place for place in sys.path if os.path.abspath(place or ".") != here]
    kept = sys.modules.pop("sitecustomize", None)
    try:
        import sitecustomize  # noqa: F401
    except ImportError as error:
        sys.modules["sitecustomize"] = kept
        if getattr(error, "name", "sitecustomize") != "sitecustomize":
            raise
        return False
    return True


class _OtherTool(object):
    """`sys.monitoring` for the thread that made it, with tool 2 standing for `tool`; plain for other threads."""

    numbered = ("use_tool_id", "free_tool_id", "register_callback", "set_events")

    def __init__(self, real, tool, ident):
        self.real, self.tool, self.ident, self.owner = real, tool, ident, ident()

    def __getattr__(self, name):
        found = getattr(self.real, name)
        if name not in self.numbered or self.ident() != self.owner:
            return found
        return lambda _, *rest: found(self.tool, *rest)


class _ByMonitoring(object):
    """3.12 on: one profiler for all threads, on a tool number of which the program is not told.

    It may run beside the program's own `_lsprof`. A program that is a tool itself may take all numbers and count our
    calls: ours ends as soon as it takes the first.
    """

    per_thread = False

    def __init__(self, profiler, on_lost):
        import _thread

        self.profiler, self.on_lost, self.ident = profiler, on_lost, _thread.get_ident
        self.real = sys.monitoring
        self.names = {}
        self.tool = None

    def _shown(self, call):
        sys.monitoring = _OtherTool(self.real, self.tool, self.ident)
        try:
            call()
        finally:
            sys.monitoring = self.real

    def start(self):
        free = [tool for tool in (4, 3) if self.real.get_tool(tool) is None]
        if not free:
            return False
        self.tool = free[0]
        self._shown(self.profiler.enable)
        for name, instead in (("use_tool_id", self._use), ("get_tool", self._get), ("free_tool_id", self._free)):
            self.names[name] = getattr(self.real, name)
            setattr(self.real, name, instead)
        return True

    def stop(self):
        for name, function in self.names.items():
            setattr(self.real, name, function)
        self.names = {}
        if self.tool is not None:
            self._shown(self.profiler.disable)
            self.tool = None
        return True

    def _use(self, *args):
        use = self.names.get("use_tool_id", self.real.use_tool_id)
        if args != (2, "cProfile"):
            self.stop()
            self.on_lost()
        return use(*args)

    def _get(self, *args):
        if args and args[0] == self.tool:
            return None
        return self.names.get("get_tool", self.real.get_tool)(*args)

    def _free(self, *args):
        if args and args[0] == self.tool:
            return None
        return self.names.get("free_tool_id", self.real.free_tool_id)(*args)


class _ByProfileFunction(object):
    """Up to 3.11: the profile function of one thread, until the program sets another."""

    per_thread = True

    def __init__(self, profiler, _):
        self.profiler = profiler

    def start(self):
        self.profiler.enable()
        return True

    def stop(self):
        """Whether it was in place till now; asked in its own thread."""
        was_ours = _real_getprofile() is self.profiler
        if was_ours:
            self.profiler.disable()
        return was_ours


_real_getprofile = getattr(sys, "getprofile", None)


def _trace(directory):
    before = set(sys.modules)
    import _lsprof
    import atexit

    own_file = _trace.__code__.co_filename
    by_monitoring = hasattr(sys, "monitoring")
    kind = _ByMonitoring if by_monitoring else _ByProfileFunction
    # A profiler that is destroyed while its thread has not stopped it stops the calling thread's: all are kept.
    state = {"own": [], "kept": [], "main": None, "pid": os.getpid(), "written": False, "place": None}

    def leave(suffix):
        os.close(os.open(state["place"] + suffix, os.O_CREAT | os.O_WRONLY, 0o600))

    def lost():
        try:
            leave(".partial")
        except OSError:
            pass

    def start():
        own = kind(_lsprof.Profiler(), lost)
        state["own"].append(own)
        if not own.start():
            lost()
        return own

    def begin():
        # A number of its own for each process and interpreter: two may have one process number, one after the other.
        state.update(own=[], pid=os.getpid(), written=False)
        state["place"] = os.path.join(directory, "%d-%x" % (os.getpid(), id(state)))
        leave(".started")
        state["main"] = start()

    def in_new_thread(frame, event, arg):
        start()

    def forget_threads():
        threading = sys.modules.get("threading")
        if kind.per_thread and threading:
            if threading._profile_hook is not in_new_thread:
                lost()
            else:
                threading._profile_hook = None

    def write():
        if state["written"] or state["pid"] != os.getpid():
            return
        state["written"] = True
        if not state["main"].stop():
            lost()
        forget_threads()
        if by_monitoring is False and len(state["own"]) > 1 and "_lsprof" in sys.modules:
            lost()  # it may have profiled other threads itself, and those do not tell
        if by_monitoring and any(_begins_thread(entry.code) for entry in state["main"].profiler.getstats()):
            leave(".mixed")
        rows = _rows([own.profiler.getstats() for own in state["own"]], own_file)
        with open(state["place"] + ".part", "w", encoding="utf-8") as file:
            file.write(_json(rows))
        os.rename(state["place"] + ".part", state["place"] + ".json")
        os.remove(state["place"] + ".started")

    def write_quietly():
        try:
            write()
        except (OSError, MemoryError):
            pass

    def after_fork():
        try:
            for own in state["own"]:
                if by_monitoring or own is state["main"]:
                    own.stop()
            state["kept"] += state["own"]
            begin()
        except (OSError, MemoryError, ValueError):
            return
        util = sys.modules.get("multiprocessing.util")
        if util:  # its children forget all finalizers, call these, and end by os._exit
            util.register_after_fork(write, lambda _: util.Finalize(None, write_quietly, exitpriority=-1000))

    begin()
    atexit.register(write_quietly)
    os.register_at_fork(after_in_child=after_fork)
    if kind.per_thread:
        _trace_new_threads(state, in_new_thread)
    # A program that looks finds what it would find. Before 3.10 a second atexit forgets what the first one was told.
    for name in ("_lsprof", "atexit") if sys.version_info >= (3, 10) else ("_lsprof",):
        if name not in before:
            sys.modules.pop(name, None)


def _trace_new_threads(state, hook):
    import threading

    def getprofile():
        found = _real_getprofile()
        return None if any(found is own.profiler for own in state["own"]) else found

    def hook_of_threads():
        return None if threading._profile_hook is hook else threading._profile_hook

    threading.setprofile(hook)
    sys.getprofile = getprofile
    if hasattr(threading, "getprofile"):
        threading.getprofile = hook_of_threads


def _begins_thread(code):
    """One profiler for all threads keeps one stack for all: what runs at the same time is taken for nested."""
    return not isinstance(code, str) and code.co_name == "_bootstrap" and code.co_filename.endswith("threading.py")


def _label(code):
    if isinstance(code, str):
        return "~", 0, code
    return code.co_filename, code.co_firstlineno, code.co_name


def _rows(profiles, own_file):
    """The counts of all profiles as the file has them, without the functions of this file."""
    numbers = {}
    rows = []

    def is_own(code):
        return not isinstance(code, str) and code.co_filename == own_file

    def number(code):
        key = _label(code)
        if key not in numbers:
            numbers[key] = len(rows)
            rows.append([key[0], key[1], key[2], 0, 0, 0.0, 0.0, {}])
        return numbers[key]

    for entries in profiles:
        entries = [entry for entry in entries if not is_own(entry.code)]
        for entry in entries:
            row = rows[number(entry.code)]
            row[3] += entry.callcount - entry.reccallcount
            row[4] += entry.callcount
            row[5] += entry.inlinetime
            row[6] += entry.totaltime
        for entry in entries:
            for called in entry.calls or ():
                if is_own(called.code):
                    continue
                arc = rows[number(called.code)][7].setdefault(number(entry.code), [0, 0, 0.0, 0.0])
                arc[0] += called.callcount
                arc[1] += called.callcount - called.reccallcount
                arc[2] += called.inlinetime
                arc[3] += called.totaltime
    return rows


def _json(rows):
    """Without the module json: the program may have one of this name, or look whether it is loaded."""

    def quoted(text):
        text = text.encode("utf-8", "backslashreplace").decode("utf-8")
        return '"%s"' % "".join(c if c >= " " and c not in '"\\' else "\\u%04x" % ord(c) for c in text)

    lines = []
    for file, line, name, primitive, calls, own, cumulative, callers in rows:
        arcs = ",".join("[%d,%d,%d,%r,%r]" % ((caller,) + tuple(arc)) for caller, arc in callers.items())
        head = (quoted(file), line, quoted(name), primitive, calls, own, cumulative, arcs)
        lines.append("[%s,%d,%s,%d,%d,%r,%r,[%s]]" % head)
    return "[%s]\n" % ",\n".join(lines)


_has_other = _run_the_other_sitecustomize()
if os.environ.get("CALO_TRACE") and sys.version_info >= (3, 7):
    try:
        _trace(os.environ["CALO_TRACE"])
    except Exception:  # whatever this interpreter lacks is no affair of the program's
        pass
if not _has_other:
    # `site` takes this for the absence of the module, and it is removed from sys.modules.
    raise ImportError("there is none", name="sitecustomize") if sys.version_info >= (3,) else ImportError()
