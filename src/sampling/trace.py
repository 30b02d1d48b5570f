"""Runs the interpreter's own deterministic profiler from start to end of every Python process (calo run --trace).

Found as `sitecustomize` through PYTHONPATH; the user's own one, if there is any, is run too. Each process leaves a
JSON file in CALO_TRACE: functions [file, line, name, primitive calls, calls, own s, cumulative s, callers], and a caller
is [index of its function, calls, primitive calls, own s, cumulative s].
"""

import os
import sys


def _run_the_other_sitecustomize():
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [place for place in sys.path if os.path.abspath(place or ".") != here]
    kept = sys.modules.pop("sitecustomize", None)
    try:
        import sitecustomize  # noqa: F401
    except ImportError:
        sys.modules["sitecustomize"] = kept


def _trace(directory):
    import atexit
    import cProfile
    import json
    import threading

    state = {"profiles": [], "pid": os.getpid(), "written": False}

    def start():
        profile = cProfile.Profile()
        try:
            profile.enable()
        except ValueError:  # from 3.12 on one profiler covers all threads, and another tool may be it
            return
        state["profiles"].append(profile)

    def in_new_thread(frame, event, arg):
        start()

    def write():
        if state["written"] or state["pid"] != os.getpid():
            return
        state["written"] = True
        threading.setprofile(None)
        functions = {}
        rows = []

        def number(key):
            if key not in functions:
                functions[key] = len(rows)
                rows.append([key[0], key[1], key[2], 0, 0, 0.0, 0.0, {}])
            return functions[key]

        for profile in state["profiles"]:
            profile.create_stats()
            for key, (cc, nc, tt, ct, callers) in profile.stats.items():
                row = rows[number(key)]
                row[3] += cc
                row[4] += nc
                row[5] += tt
                row[6] += ct
                for caller, (calls, primitive, own, cumulative) in callers.items():
                    arc = row[7].setdefault(number(caller), [0, 0, 0.0, 0.0])
                    for i, value in enumerate((calls, primitive, own, cumulative)):
                        arc[i] += value
        for row in rows:
            row[7] = [[caller, *arc] for caller, arc in row[7].items()]
        name = os.path.join(directory, "%d-%x.json" % (os.getpid(), id(state)))
        try:
            with open(name + ".part", "w", encoding="utf-8", errors="backslashreplace") as file:
                json.dump(rows, file)
            os.rename(name + ".part", name)
        except OSError:
            pass

    def after_fork():
        state.update(profiles=[], pid=os.getpid(), written=False)
        start()
        util = sys.modules.get("multiprocessing.util")
        if util:  # its children forget all finalizers, call these, and end by os._exit
            util.register_after_fork(write, lambda _: util.Finalize(None, write, exitpriority=-1000))

    atexit.register(write)
    os.register_at_fork(after_in_child=after_fork)
    threading.setprofile(in_new_thread)
    start()


_run_the_other_sitecustomize()
if os.environ.get("CALO_TRACE"):
    _trace(os.environ["CALO_TRACE"])
