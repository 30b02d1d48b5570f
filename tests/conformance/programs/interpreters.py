"""Computes in an interpreter below the first one."""

try:
    import _interpreters as interpreters
except ImportError:
    import _xxsubinterpreters as interpreters

run = interpreters.exec if hasattr(interpreters, "exec") else interpreters.run_string

run(
    interpreters.create(),
    """
def hot_in_interpreter(n):
    total = 0
    for i in range(n):
        total += i % 7
    return total

hot_in_interpreter(6000000)
""",
)
print("done")
