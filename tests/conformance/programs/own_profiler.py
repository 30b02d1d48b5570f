"""A program that profiles or traces itself, in the way its argument names; prints what it saw."""

import os
import sys
import threading


def work(n):
    return sum(i * i for i in range(n))


def tools():
    seen, counts = [], []
    for tool in range(6):
        seen.append(sys.monitoring.get_tool(tool))
        sys.monitoring.use_tool_id(tool, "mine")
        seen.append(sys.monitoring.get_tool(tool))
        sys.monitoring.register_callback(tool, sys.monitoring.events.PY_START, lambda *_: counts.append(1))
        sys.monitoring.set_events(tool, sys.monitoring.events.PY_START)
    work(3)
    for tool in range(6):
        sys.monitoring.set_events(tool, 0)
        sys.monitoring.free_tool_id(tool)
        seen.append(sys.monitoring.get_tool(tool))
    print(seen, len(counts))


def taken_twice():
    sys.monitoring.use_tool_id(2, "mine")
    try:
        sys.monitoring.use_tool_id(2, "again")
    except ValueError as error:
        print(error)
    import cProfile

    try:
        cProfile.Profile().enable()
    except ValueError as error:
        print(error)


def profiled():
    import cProfile
    import pstats

    profile = cProfile.Profile()
    profile.enable()
    work(1000)
    profile.disable()
    print(sorted((key[2], value[1]) for key, value in pstats.Stats(profile).stats.items()))


def in_threads():
    import cProfile

    found = []

    def one():
        profile = cProfile.Profile()
        try:
            profile.enable()
        except ValueError as error:
            found.append(str(error))
            return
        work(1000)
        profile.disable()
        found.append(sorted(entry[2] for entry in profile_keys(profile)))

    for _ in range(3):
        thread = threading.Thread(target=one)
        thread.start()
        thread.join()
    print(found)


def profile_keys(profile):
    profile.create_stats()
    return [key for key in profile.stats if key[2] in ("work", "<genexpr>")]


def restored():
    old = sys.getprofile()
    calls = []
    sys.setprofile(lambda frame, event, argument: calls.append(event))
    work(2)
    sys.setprofile(old)
    print(old, calls, sys.getprofile(), getattr(threading, "getprofile", lambda: None)())


def debugged():
    import io
    import pdb

    out = io.StringIO()
    pdb.Pdb(stdin=io.StringIO("next\nnext\ncontinue\n"), stdout=out, nosigint=True).runcall(work, 3)
    print(out.getvalue())


def traced():
    import trace

    tracer = trace.Trace(count=1, trace=0)
    tracer.runfunc(work, 3)
    print(sorted((os.path.basename(f), n, c) for (f, n), c in tracer.results().counts.items()))


def loaded():
    names = ("cProfile", "profile", "pstats", "json", "_lsprof", "sitecustomize", "atexit")
    print([name in sys.modules for name in names], sys.gettrace(), sys.getprofile())


def forked():
    for _ in range(2):
        child = os.fork()
        if child == 0:
            work(10)
            profiled()
            sys.exit(0)
        os.waitpid(child, 0)


def shadowed():
    with open("json.py", "w") as file:
        file.write("print('the json of the program')\n")
    sys.path.insert(0, os.getcwd())
    work(1)


if __name__ == "__main__":
    globals()[sys.argv[1]]()
