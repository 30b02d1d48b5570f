"""Every Python caller and callee in collapsed stacks of calls.py is one that its source allows."""
import re
import sys

ALLOWED = {
    "<module>": {"main", "Thing"},
    "main": {"ordered", "summed", "reduced", "descend", "caught", "multiplied", "vectorised", "things"},
    "ordered": {"key"}, "key": {"leaf"},
    "summed": {"numbers"}, "numbers": {"leaf"},
    "reduced": {"folded"}, "folded": {"leaf"},
    "descend": {"descend", "leaf"},
    "caught": {"fails", "leaf"}, "fails": set(),
    "multiplied": set(), "vectorised": {"applied"}, "applied": {"leaf"}, "leaf": set(),
    "things": {"things.<locals>.<genexpr>", "Thing.__lt__"},
    "things.<locals>.<genexpr>": {"Thing.__init__"}, "Thing.__init__": {"leaf"}, "Thing.__lt__": {"leaf"},
    "Thing": set(),
}
stacks = pairs = 0
for line in open(sys.argv[1]):
    frames = [match[1] for frame in line.rsplit(" ", 1)[0].split(";") if (match := re.match(r"(.*) \(calls\.py:\d+\)$", frame))]
    if not frames:
        continue
    stacks += 1
    if frames[0] != "<module>":
        sys.exit(f"does not begin in the module: {line}")
    for caller, callee in zip(frames, frames[1:]):
        pairs += 1
        if callee not in ALLOWED[caller]:
            sys.exit(f"{caller} never calls {callee}: {line}")
print(stacks, pairs)
