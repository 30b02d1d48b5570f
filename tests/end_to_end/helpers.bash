# Loaded by every file of this directory: an empty directory and home per test, the built programs first on PATH.

bats_require_minimum_version 1.5.0

setup() {
  cd "$BATS_TEST_TMPDIR" || return 1
  # Without an own copy, a test would see the settings of whoever runs it.
  local name
  for name in $(compgen -e CALO_); do
    case $name in CALO_BIN | CALO_MACHINES) ;; *) unset "$name" ;; esac
  done
  export HOME=$BATS_TEST_TMPDIR/home
  mkdir "$HOME" work
  export XDG_CONFIG_HOME=$HOME/config XDG_DATA_HOME=$HOME/data XDG_CACHE_HOME=$HOME/cache XDG_STATE_HOME=$HOME/state
  export LC_ALL=C.UTF-8 TZ=UTC TERM=dumb
  local here=$BATS_TEST_DIRNAME
  # Version managers put shell scripts named python3 on PATH: several processes where a test counts one.
  PATH=$here/programs:${CALO_BIN:-$here/../../build/bin}:/usr/bin:/bin:/usr/sbin:/sbin
  MACHINES=${CALO_MACHINES:-$here/../machines}
  command -v calo > /dev/null || {
    echo "calo is not built. Run script/build, or set CALO_BIN." >&2
    return 1
  }
  cd work || return 1
}

# Runs `calo run` on a command; the command's standard output is in `out`, calo's and its errors in `err`, the JSON of
# the run in `run.json`, the run itself in `run.calo`. Returns the status of calo.
measure() {
  local status=0
  calo run --quiet -o run.calo "$@" > out 2> err || status=$?
  [ -e run.calo ] && calo show --json run.calo > run.json
  return "$status"
}

# field FILE .path.to[2].it: one value of a JSON file; strings bare, "null" for null, an error if it is not there.
field() {
  python3 - "$1" "$2" << 'END'
import json, re, sys
value = json.load(open(sys.argv[1]))
for key, index in re.findall(r"\.([A-Za-z_0-9]+)|\[(\d+)\]", sys.argv[2]):
    if key and key not in value:
        sys.exit(f"{sys.argv[1]} has no {sys.argv[2]}: at .{key} there are {sorted(value)}")
    value = value[key] if key else value[int(index)]
print(value if isinstance(value, str) else json.dumps(value))
END
}

# holds 'EXPRESSION' [name=value...]: a numeric statement in Python's words; says the values when it is false.
holds() {
  python3 - "$@" << 'END'
import sys
names = {}
for pair in sys.argv[2:]:
    name, _, value = pair.partition("=")
    names[name] = float(value)
if not eval(sys.argv[1], {"abs": abs, "min": min, "max": max}, names):
    sys.exit(f"not true: {sys.argv[1]} with {names}")
END
}

equal() {
  [ "$1" = "$2" ] || {
    printf 'expected: %s\n  actual: %s\n' "$2" "$1" >&2
    return 1
  }
}

# Waits until a file exists, at most ten seconds.
await() {
  local i
  for ((i = 0; i < 200; i++)); do
    [ -e "$1" ] && return 0
    sleep 0.05
  done
  echo "waited ten seconds for $1" >&2
  return 1
}

# Starts a command in the background with signals as a terminal would have them: bash has background commands ignore
# SIGINT, and they would inherit that. Bats waits for whoever holds its descriptor 3.
background() {
  python3 -c '
import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
signal.signal(signal.SIGQUIT, signal.SIG_DFL)
os.execvp(sys.argv[1], sys.argv[1:])' "$@" 3>&- &
}

# A copy of tests/machines/NAME that a test may change; prints its path.
machine() {
  [ -d "$MACHINES/$1" ] || {
    echo "there is no tests/machines/$1" >&2
    return 1
  }
  cp -r "$MACHINES/$1" "$BATS_TEST_TMPDIR/machine"
  echo "$BATS_TEST_TMPDIR/machine"
}
