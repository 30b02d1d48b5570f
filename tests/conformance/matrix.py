"""The programs of the matrix: what is run, how, and what has to be the same. Nothing is done here."""

from dataclasses import dataclass

C = "gcc -std=gnu17 -g -O1 -w -pthread {source} -o {out}"
CXX = "g++ -std=c++17 -g -O1 -pthread {source} -o {out}"


@dataclass(frozen=True)
class Program:
    """One row. In `build`, `command` and `around`: {source}, {out} (the built program), {programs} (the directory).

    `around` is a shell line whose {} is the command, bare or below calo. It stands for what surrounds both.
    """

    name: str
    kind: str
    command: str
    source: str = ""
    build: str = ""
    around: str = "exec {}"
    needs: tuple[str, ...] = ()  # commands, or files if they begin with "/"
    quick: bool = False
    status: int | None = None  # as a shell has it; None: whatever the bare run ends with
    processes: int | None = None  # exactly so many
    hot: str = ""  # a function that has most of the CPU time that is seen
    hot_share: float = 0.5
    unseen: float | None = None  # at most this share of the CPU time has no stack
    kernel_knows: bool = True  # the kernel counts the CPU time of all its processes to calo
    output: bool = True  # standard output is compared
    errors: bool = True  # standard error is compared
    options: tuple[str, ...] = ()  # of calo run


def c(name: str, kind: str, arguments: str, **more: object) -> Program:
    """A mode of a C program of this directory: "signals reset" is `signals reset`."""
    source, _, mode = arguments.partition(" ")
    row = {"name": name, "kind": kind, "command": "{out} " + mode, "source": f"{source}.c", "build": C}
    return Program(**{**row, **more})  # type: ignore[arg-type]


def languages() -> list[Program]:
    def work(name: str, source: str, build: str = "", command: str = "{out}", **more: object) -> Program:
        return Program(name, "languages", command, source, build, **more)  # type: ignore[arg-type]

    return [
        work("C", "work.c", C, "{out} 300 3", quick=True, status=3, processes=1, hot="hot_in_c", unseen=0.2),
        work("C, not position independent", "work.c", C + " -no-pie", quick=True, processes=1, hot="hot_in_c", unseen=0.2),
        work("C, stripped", "work.c", C + " -s", processes=1, unseen=0.2),
        work("C without frame pointers, -O3", "work.c", C + " -O3 -fomit-frame-pointer", processes=1, hot="hot_in_c"),
        work("C++ with exceptions and threads", "work.cpp", CXX, quick=True, processes=1, hot="hot_in_cpp", unseen=0.3),
        work("Fortran", "work.f90", "gfortran -g -O1 {source} -o {out}", needs=("gfortran",), hot="hot_in_fortran"),
        work("Go", "work.go", "go build -o {out} {source}", needs=("go",), status=5),
        work("Rust", "work.rs", "rustc -g -O -o {out} {source}", needs=("rustc",), hot="hot_in_rust", hot_share=0.3, status=6),
        work(
            "Java",
            "Work.java",
            "javac -d {out}.d {source}",
            "java -cp {out}.d Work",
            needs=("java", "javac"),
            status=7,
        ),
        work("node", "work.js", command="node {source}", needs=("node",), status=8),
        work("Perl", "work.pl", command="perl {source}", needs=("perl",), status=9, processes=2),
        work("R", "work.R", command="Rscript --vanilla {source}", needs=("Rscript",), status=9),
        work("MPI", "work_mpi.c", "mpicc -g -O1 {source} -o {out}", "mpirun --oversubscribe --allow-run-as-root -n 2 {out}",
             needs=("mpicc", "mpirun"), hot="burn", hot_share=0.2),
        work("clang", "work.c", "clang -g -O1 -w {source} -o {out}", needs=("clang",), hot="hot_in_c"),
    ]


def pythons(versions: list[str]) -> list[Program]:
    programs = []
    for python in ["/usr/bin/python3", *versions]:
        name = "Python" if python.startswith("/usr/bin/") else "Python " + python.split("/")[-3]
        is_quick = name == "Python"
        # Frames of 3.8 and later are read.
        hot = "" if name.startswith(("Python 3.6", "Python 3.7")) else "hot_in_python"
        run = python + " {source}"
        programs += [
            Program(name, "Python", run, "work.py", status=3, hot=hot, hot_share=0.3, needs=(python,), quick=is_quick),
            *(
                [Program(name + ", interpreters", "Python", run, "interpreters.py", status=0, hot="hot_in_interpreter",
                         hot_share=0.3, needs=(python,), quick=is_quick)] if hot else []
            ),
            Program(name + ", traced", "Python", run, "work.py", status=3, needs=(python,), options=("--trace",)),
            *(
                Program(f"{name}, {how}", "Python that profiles itself", f"{run} {how}", "own_profiler.py", needs=(python,),
                        options=("--trace",))
                for how in ("tools", "taken_twice", "profiled", "in_threads", "debugged", "traced", "forked")
            ),
        ]  # fmt: skip
    return programs


def links() -> list[Program]:
    musl = ("musl-gcc",)
    return [
        Program("static", "links", "{out}", "work.c", C + " -static", quick=True, processes=1),
        Program("static, position independent", "links", "{out}", "work.c", C + " -static-pie", processes=1),
        Program("musl", "links", "{out}", "work.c", "musl-gcc -g -O1 -w {source} -o {out}", needs=musl, processes=1),
        Program("musl, static", "links", "{out}", "work.c", "musl-gcc -g -O1 -w -static {source} -o {out}", needs=musl),
        Program("jemalloc", "links", "{out}", "work.cpp", CXX, hot="hot_in_cpp",
                around="LD_PRELOAD=/usr/lib/x86_64-linux-gnu/libjemalloc.so.2 exec {}",
                needs=("/usr/lib/x86_64-linux-gnu/libjemalloc.so.2",)),
        Program("address sanitizer", "links", "{out}", "work.cpp", CXX + " -fsanitize=address,undefined"),
        Program("thread sanitizer", "links", "{out}", "work.cpp", CXX + " -fsanitize=thread"),
        Program("leak in a sanitized program", "links", "{out} dies", "stacks.c",
                C + " -fsanitize=address -fno-sanitize-recover", errors=False),
    ]  # fmt: skip


def tools() -> list[Program]:
    def tool(name: str, command: str, **more: object) -> Program:
        return Program(name, "tools", command, "work.c", C, **more)  # type: ignore[arg-type]

    return [
        tool("shell in a shell", "sh -c 'sh -c \"{out} 150 & {out} 150 & wait\"; true'", quick=True),
        tool("pipeline", "sh -c '{out} 60 | {out} 80 | {out} 40'", quick=True),
        tool("timeout", "timeout 20 {out} 100 4", quick=True, status=4),
        tool("timeout that kills", "timeout -s KILL 0.3 {out} 60000", status=137),
        tool("xargs", "sh -c 'seq 12 | xargs -n 1 -P 3 {out}'"),
        tool("make", "make -s -j3 -f {programs}/Makefile WORK={out}", needs=("make",)),
        tool("ninja", "ninja --quiet -f {programs}/build.ninja", needs=("ninja",), output=False,
             around="cp {out} work; export WORK={out}; {}; status=$?; rm .ninja_log; exit $status"),
        tool("gdb", "gdb -nx -q -batch -ex run -ex 'print $_exitcode' {out}", needs=("gdb",), output=False),
        tool("gdb with a breakpoint", "gdb -nx -q -batch -ex 'break hot_in_c' -ex run -ex continue {out}",
             needs=("gdb",), output=False),
        tool("strace", "strace -f -o /dev/null {out} 60", needs=("strace",)),
        tool("valgrind", "valgrind -q {out} 20", needs=("valgrind",)),
        Program("helgrind", "tools", "valgrind -q --tool=helgrind {out} threads 20", "processes.c", C, needs=("valgrind",)),
        Program("drd", "tools", "valgrind -q --tool=drd {out} threads 20", "processes.c", C, needs=("valgrind",)),
        tool("time", "bash -c 'TIMEFORMAT=; time {out} 50; time {out} 50'", quick=True),
        tool("setsid", "setsid -w {out} 60 4", status=4),
        tool("nohup", "nohup {out} 60 < /dev/null", errors=False),
        tool("nice", "nice -n 7 {out} 60", processes=1),
        tool("script", "script -qec '{out} 60 5' /dev/null", needs=("script",), status=5),
    ]  # fmt: skip


def signals() -> list[Program]:
    def row(name: str, mode: str, **more: object) -> Program:
        return c(name, "signals", "signals " + mode, **more)

    return [
        row("sigtimedwait of all real-time signals", "sigtimedwait", quick=True, status=0),
        row("sigwait of all real-time signals", "sigwait", quick=True, status=0),
        row("signalfd of all real-time signals", "signalfd", quick=True, status=0),
        row("sigsuspend", "suspend", quick=True, status=0),
        row("slow calls without SA_RESTART", "interrupted", status=0),
        row("dispositions in the kernel", "dispositions", quick=True, status=0),
        row("raw rt_sigaction", "raw", status=0),
        row("SA_RESETHAND", "reset", quick=True, status=179),
        row("a real-time signal that kills", "default", quick=True, status=179),
        row("ignored over exec", "ignored", quick=True, status=0),
        row("blocked over exec", "blocked", quick=True, status=0),
        row("sa_mask", "mask", quick=True, status=0),
        row("SA_NODEFER", "nodefer", status=0),
        row("queued while blocked", "queue", quick=True, status=0),
        row("longjmp out of a handler", "longjmp", quick=True, status=0, hot="burn"),
        row("asynchronous cancellation", "cancel", quick=True, status=0, processes=1),
        row("sysv_signal and sigset", "old_ways", quick=True, status=0, processes=1),
        row("its own profiling timer", "profile", status=0),
        c("inherits ignored signals", "signals", "signals dispositions",
          around="trap '' HUP INT QUIT PIPE USR1 RTMIN+17; exec {}"),
        c("parent ignores SIGCHLD", "signals", "signals dispositions", around="trap '' CHLD; exec {}", quick=True),
        c("kill(0)", "signals", "processes group", quick=True, status=0),
        c("kill(0) that ends it", "signals", "processes group_dies", status=143),
        c("signals sent to it one by one", "signals", "signals told", quick=True, status=0, around=(
            "{} & p=$!; while ! [ -e ready ]; do sleep 0.02; done; "
            "for s in HUP TERM USR1 XCPU ALRM VTALRM PROF IO PWR CONT WINCH URG USR2; do kill -$s $p; sleep 0.05; done; "
            "wait $p")),
        c("signals sent to its group", "signals", "signals told", quick=True, status=0, needs=("setsid",), around=(
            "setsid -w {} & while ! [ -e ready ]; do sleep 0.02; done; "
            "for s in HUP TERM USR1 ALRM CONT USR2; do kill -$s -- -$(cat ready); sleep 0.05; done; wait $!")),
    ]  # fmt: skip


def stacks() -> list[Program]:
    def row(name: str, mode: str, **more: object) -> Program:
        return c(name, "small stacks", "stacks " + mode, status=0, processes=1, **more)

    return [
        row("handler on AT_MINSIGSTKSZ + 2048", "alternate 2048", quick=True),
        row("handler on AT_MINSIGSTKSZ + 6000", "alternate 6000"),
        row("handler on 6000 bytes", "whole 6000"),
        row("handler on 8192 bytes", "whole 8192", quick=True),
        row("coroutines on 4 KiB", "coroutines 4096 1024", quick=True),
        row("coroutines on 8 KiB", "coroutines 8192 4096"),
        row("coroutines on 16 KiB", "coroutines 16384 12000"),
        row("threads of 16 KiB", "threads 16384 8000", quick=True),
        row("overflow caught on an alternate stack", "overflow", quick=True),
        c("overflow that kills", "small stacks", "stacks dies", status=139),
    ]


def confined() -> list[Program]:
    def row(name: str, mode: str, **more: object) -> Program:
        return c(name, "confinement", "confined " + mode, status=0, processes=1, **more)

    calls = ["openat", "mmap", "clock_gettime", "getpid", "gettid", "madvise", "prlimit64", "ftruncate", "rt_sigreturn",
             "timer_settime", "process_vm_readv", "perf_event_open", "munmap", "futex", "close", "read"]  # fmt: skip
    quick = ("openat", "clock_gettime", "rt_sigreturn")
    return [
        row("seccomp, strict", "strict", quick=True),
        row("seccomp, write and exit only", "two", quick=True),
        *(row(f"seccomp kills on {call}", call, quick=call in quick) for call in calls),
        row("seccomp traps on mmap", "mmap trap"),
        row("seccomp by prctl kills on getpid", "getpid prctl"),
        c("other user", "confinement", "processes user"),
        c("not dumpable", "confinement", "processes undumpable", quick=True),
        c("chroot", "confinement", "processes chroot"),
        Program("set-user program", "confinement", "setpriv --reuid 65534 --clear-groups ./set 60", "work.c", C,
                around="cp {out} set; chmod 4755 set; exec {}", needs=("setpriv", "root")),
        Program("user and mount namespaces", "confinement", "unshare -Urm {out} 100 4", "work.c", C, needs=("unshare",)),
        Program("process namespace", "confinement", "unshare -Urpf --mount-proc {out} 100 4", "work.c", C, needs=("unshare",)),
        Program("time namespace ahead", "confinement", "unshare -UrT --monotonic 100000 --boottime 100000 {out} 200", "work.c", C,
                needs=("unshare",), hot="hot_in_c"),
        Program("time namespace behind", "confinement", "unshare -UrT --monotonic -10 --boottime -10 {out} 200", "work.c", C,
                needs=("unshare",), hot="hot_in_c"),
        Program("calo below a time namespace", "confinement", "{out} 200", "work.c", C, needs=("unshare",), hot="hot_in_c",
                around="exec unshare -UrT --monotonic 100000 {}"),
        Program("no network", "confinement", "unshare -Urn {out} 60", "work.c", C, needs=("unshare",)),
        Program("fakeroot", "confinement", "fakeroot sh -c '{out} 60; id -u'", "work.c", C, needs=("fakeroot",)),
    ]  # fmt: skip


def limits() -> list[Program]:
    nobody = "exec setpriv --reuid 65534 --regid 65534 --clear-groups --inh-caps=-all {}"
    root = ("setpriv", "root")
    return [
        c("all that is inherited", "limits", "limits inherited", quick=True, status=0),
        c("inherited below lowered limits", "limits", "limits inherited",
          around="umask 077; ulimit -n 100 -c 0 -s 4096; exec nice -n 3 {}"),
        c("three queued signals for timers", "limits", "limits timers 3", quick=True, needs=("root",)),
        c("mlockall below 8 MiB", "limits", "limits mlockall 8192", needs=("root",)),
        c("mlockall below 12 MiB", "limits", "limits mlockall 12288", needs=("root",)),
        c("all thread keys", "limits", "limits keys", quick=True),
        c("no more descriptors", "limits", "limits descriptors", quick=True, status=0),
        c("its own address space at an end", "limits", "limits address_space 64"),
        c("file size", "limits", "limits file_size", quick=True, status=0),
        Program("ulimit -v below calo", "limits", "sh -c 'ulimit -v 20000; exec {out} 60'", "work.c", C, quick=True),
        Program("ulimit -v 6000 below calo", "limits", "sh -c 'ulimit -v 6000; exec {out} 60'", "work.c", C),
        Program("ulimit -n 4 below calo", "limits", "sh -c 'ulimit -n 4; exec {out} 60'", "work.c", C),
        Program("ulimit -s 64 below calo", "limits", "sh -c 'ulimit -s 64; exec {out} 60'", "work.c", C),
        Program("ulimit -i 0 below calo", "limits", "sh -c 'ulimit -i 0; exec {out} 60'", "work.c", C),
        Program("other user than the run's directory", "limits", "{out} 60", "work.c", C, around=nobody, needs=root),
    ]  # fmt: skip


def processes() -> list[Program]:
    def row(name: str, mode: str, **more: object) -> Program:
        return c(name, "processes", "processes " + mode, **more)

    return [
        row("300 processes one after the other", "storm 300", quick=True, status=0, processes=301),
        row("processes of 3 ms", "short 100", quick=True, status=0, processes=101, hot="burn"),
        row("100 processes at once", "at_once 100", quick=True, status=0, processes=101),
        row("vfork", "vfork 100", quick=True, status=0),
        row("posix_spawn", "spawn 100", status=0),
        row("threads of 2 ms", "threads 200", quick=True, status=0, processes=1, hot="burn"),
        row("children ignored", "ignored_children", quick=True, status=0, processes=4, kernel_knows=False),
        row("daemon", "daemon", quick=True, status=0, processes=3, kernel_knows=False),
        row("PTRACE_TRACEME", "traceme", quick=True, status=0, processes=1),
        row("tracer of a child", "tracer", quick=True, status=0, processes=2),
        row("stopped and continued", "stopped", status=0, processes=2),
        row("chain of exec", "exec_chain 20", quick=True, status=11, processes=1),
        row("main thread ends first", "main_thread_ends", quick=True, status=0, processes=1),
        row("another thread exits", "other_thread_exits", processes=1),
        row("quick_exit", "quick_exit", status=7, processes=1),
        row("abort", "abort", status=134, processes=1),
        row("segmentation fault", "segv", status=139, processes=1),
        row("killed", "killed", status=137, processes=1),
        row("threads that fork", "forking_threads", quick=True, status=0, processes=81),
        row("a thread calls exec", "thread_execs", quick=True, status=9, processes=1),
        row("environment", "environment", status=0),
        c("program removed while it runs", "processes", "processes", command="./self unlinks_itself", hot="burn",
          around="cp {out} self; exec {}", status=0),
        row("session of its own", "session", status=0, processes=2),
        row("closes all descriptors", "closed", quick=True, status=4, processes=1),
        row("standard streams closed", "standard_streams", around="exec {} <&- >&- 2>&-", quick=True),
        row("standard output closed", "standard_streams", around="exec {} >&-"),
        row("directory deleted", "storm 5", around="mkdir gone; cd gone; rmdir ../gone; exec {}", quick=True),
    ]


def every(versions: list[str]) -> list[Program]:
    return [
        *languages(),
        *pythons(versions),
        *links(),
        *tools(),
        *signals(),
        *stacks(),
        *confined(),
        *limits(),
        *processes(),
    ]
