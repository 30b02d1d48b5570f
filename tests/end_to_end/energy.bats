#!/usr/bin/env bats
# Joules to the last digit on a machine made of files, and honest numbers on this one.

load helpers

rapl() { echo "$root/sys/class/powercap/$1"; }

# The program adds this many microjoules to the counter of a zone, and takes a little time before and after, so that
# the power stays below what a package can draw.
spend() {
  local script='sleep 0.2;'
  while [ $# -gt 0 ]; do
    local file max now next
    file=$(rapl "$1")/energy_uj
    now=$(cat "$file")
    max=$(cat "$(rapl "$1")/max_energy_range_uj")
    next=$((now + $2))
    [ "$next" -gt "$max" ] && next=$((next - max))
    script+=" echo $next > $file;"
    shift 2
  done
  CALO_ROOT=$root calo run --quiet --json -o run.calo -- sh -c "$script sleep 0.2" > run.json
}

@test "two packages and their memory: exact joules, added once" {
  root=$(machine xeon-2s-dram)
  spend intel-rapl:0 12500000 intel-rapl:0:0 2000000 intel-rapl:1 7250000
  holds 'abs(gross - 21.75) < 1e-9' "gross=$(field run.json .energy.gross.value_j)"
  equal "$(field run.json .energy.gross.kind)" measured
  equal "$(field run.json .energy.gross.scope)" package+dram
}

@test "nothing spent is 0 J, not missing" {
  root=$(machine xeon-2s-dram)
  spend intel-rapl:0 0
  holds 'gross == 0' "gross=$(field run.json .energy.gross.value_j)"
}

@test "a counter that wraps during the run is followed" {
  root=$(machine xeon-2s-dram)
  echo $(($(cat "$(rapl intel-rapl:0)/max_energy_range_uj") - 1000000)) > "$(rapl intel-rapl:0)/energy_uj"
  spend intel-rapl:0 1500000
  # With or without the one tick between the largest value and zero.
  holds 'abs(gross - 1.5) < 1e-4' "gross=$(field run.json .energy.gross.value_j)"
}

@test "the books balance: attributed + other + idle = gross" {
  root=$(machine xeon-2s-dram)
  spend intel-rapl:0 12500000 intel-rapl:1 7250000
  python3 - << 'END'
import json
energy = json.load(open("run.json"))["energy"]
parts = [energy[name]["value_j"] for name in ("attributed", "other", "idle") if energy[name]]
gross = energy["gross"]["value_j"]
assert abs(sum(part for part in parts if part is not None) - gross) <= 1e-9 * gross, (parts, gross)
END
}

@test "without an idle baseline the idle energy is not there, and not 0" {
  root=$(machine xeon-2s-dram)
  spend intel-rapl:0 1000000
  python3 - << 'END'
import json
idle = json.load(open("run.json"))["energy"]["idle"]
assert idle is None or idle["value_j"] is None, idle
END
}

@test "a counter that goes back is a warning, not energy" {
  root=$(machine xeon-2s-dram)
  echo 50000000000 > "$(rapl intel-rapl:0)/energy_uj"
  CALO_ROOT=$root calo run --quiet --json -o run.calo -- \
    sh -c "sleep 0.3; echo 2000000 > $(rapl intel-rapl:0)/energy_uj; sleep 0.3" > run.json
  holds 'gross < 1000' "gross=$(field run.json .energy.gross.value_j)"
  python3 -c 'import json; assert json.load(open("run.json"))["warnings"], "no warning"'
}

@test "a machine without a meter gets modelled numbers that say so" {
  root=$(machine empty-powercap-vm)
  CALO_ROOT=$root calo run --quiet --json -o run.calo -- burn alone 0.5 > run.json
  kind=$(field run.json .energy.gross.kind)
  [ "$kind" = modelled ] || [ "$kind" = assumed ]
  holds 'u > 0.1 * gross > 0' "gross=$(field run.json .energy.gross.value_j)" "u=$(field run.json .energy.gross.u_j)"
  equal "$(field run.json '.meters[0].name')" model
}

@test "every number on this machine carries value, uncertainty, kind and scope" {
  measure -- burn alone 0.5
  python3 - << 'END'
import json
run = json.load(open("run.json"))
energy = run["energy"]
shown = [energy["gross"], energy["attributed"], *energy["domains"]]
for number in shown:
    assert {"value_j", "u_j", "kind", "scope"} <= set(number), number
    assert number["kind"] in ("measured", "integrated", "modelled", "assumed"), number
    assert number["value_j"] is None or number["u_j"] >= 0, number
assert energy["gross"]["value_j"] > 0
END
}

@test "carbon is energy times intensity times PUE, with place and source" {
  measure -- burn alone 0.5
  holds 'abs(c - e / 3.6e6 * i * pue) <= 1e-9 * c' \
    "c=$(field run.json .carbon.value_g)" "e=$(field run.json .energy.attributed.value_j)" \
    "i=$(field run.json .carbon.intensity_g_per_kwh)" "pue=$(field run.json .carbon.pue)"
  [ -n "$(field run.json .carbon.place)" ]
  [ -n "$(field run.json .carbon.source)" ]
}
