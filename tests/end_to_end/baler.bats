#!/usr/bin/env bats
# The workload baler as people run it: a project from newProject to plots, for a table and for frames; its errors.

load helpers

# A table of 400 jets in the project T/jets, with a config for a quick training. More settings as arguments.
table() {
  baler --project T jets --mode newProject > /dev/null
  jets -o workspaces/T/data/jets_data.npz --rows 400 --seed 3
  settings T jets 'c.epochs = 3' 'c.compression_ratio = 1.6' "$@"
}

# Twelve frames of 10 x 8 cells with a constant corner in the project F/waves.
frames() {
  baler --project F waves --mode newProject > /dev/null
  python3 - << 'END'
import numpy
t, y, x = numpy.meshgrid(numpy.arange(12), numpy.arange(10), numpy.arange(8), indexing="ij")
data = 0.02 * numpy.sin(0.5 * t + 0.3 * x) * numpy.cos(0.2 * y)
data[:, :2, :2] = 0
numpy.savez("workspaces/F/data/waves_data.npz", data=data, names=numpy.array([]))
END
  settings F waves 'c.data_dimension = 2' 'c.compression_ratio = 10' 'c.model_name = "CFD_dense_AE"' \
    'c.apply_normalization = False' 'c.epochs = 30' "$@"
}

# settings WORKSPACE PROJECT LINE...: puts lines into the config in place of those that set the same names.
settings() {
  local file=workspaces/$1/$2/config/$2_config.py line
  shift 2
  for line in "$@"; do
    sed -i "/^ *${line%% *} = /d" "$file"
    echo "    $line" >> "$file"
  done
}

everything() {
  local mode
  for mode in train compress decompress plot info; do
    baler --project "$1" "$2" --mode "$mode" > "$mode.txt" 2> "$mode.err" || {
      cat "$mode.txt" "$mode.err" >&2
      return 1
    }
  done
}

@test "a table goes from newProject to its plots" {
  table
  everything T jets
  output=workspaces/T/jets/output
  grep -q '^### Beginning Training$' train.txt
  grep -q '^# Finished. Training Loss: ' train.txt
  grep -q '100 %  epoch 3/3  loss ' train.err
  python3 - "$output" << 'END'
import sys, numpy
output = sys.argv[1]
before = numpy.load("workspaces/T/data/jets_data.npz")
after = numpy.load(output + "/decompressed_output/decompressed.npz")
latent = numpy.load(output + "/compressed_output/compressed.npz")
assert after["data"].shape == before["data"].shape == (400, 24)
assert list(after["names"]) == list(before["names"])
assert latent["data"].shape == (400, 15), latent["data"].shape
assert numpy.load(output + "/training/loss_data.npy").shape == (2, 3)
END
  pdftotext "$output/plotting/Loss_plot.pdf" - | grep -q epoch
  equal "$(pdfinfo "$output/plotting/comparison.pdf" | awk '/^Pages:/ { print $2 }')" 25
  pdftotext "$output/plotting/comparison.pdf" - | grep -q nConstituents
}

@test "frames go from newProject to a picture of each" {
  frames 'c.unit = "m/s"'
  everything F waves
  plotting=workspaces/F/waves/output/plotting
  equal "$(find "$plotting" -name 'CFD*.png' | wc -l)" 12
  python3 - "$plotting/CFD11.png" << 'END'
import struct, sys
head = open(sys.argv[1], "rb").read(24)
assert head[:8] == b"\x89PNG\r\n\x1a\n", head
width, height = struct.unpack(">II", head[16:24])
assert width == 1500 and height > 300, (width, height)
END
  pdftotext "$plotting/overview.pdf" - | grep -qF 'value (m/s)'
  pdftotext "$plotting/errors.pdf" - | grep -qF 'error of a cell (m/s)'
}

@test "info counts the bytes, and its errors are those that NumPy finds" {
  frames
  everything F waves
  baler --project F waves --mode info --json > info.json
  python3 - << 'END'
import json, os, numpy
info = json.load(open("info.json"))
files = info["files"]
for name in ("input", "compressed", "decompressed", "model", "losses"):
    assert files[name]["bytes"] == os.path.getsize(files[name]["path"]), name
assert files["normalization"]["bytes"] is None
assert abs(info["ratio"] - files["input"]["bytes"] / files["compressed"]["bytes"]) < 1e-9
assert info["cells_per_latent_number"] == 10
before = numpy.load(files["input"]["path"])["data"]
after = numpy.load(files["decompressed"]["path"])["data"].astype(float)
rmse = numpy.sqrt(numpy.mean((after - before) ** 2))
assert abs(info["quality"]["rmse"] / rmse - 1) < 1e-6
assert abs(info["quality"]["psnr_db"] - 20 * numpy.log10(numpy.ptp(before) / rmse)) < 1e-4
END
}

@test "info before anything was made says which mode makes it" {
  table
  baler --project T jets --mode info > info.txt
  grep -q 'model.pt is not there: --mode train makes it' info.txt
  grep -q 'No errors to show' info.txt
}

@test "the same seed gives the same model, another seed another one" {
  table
  baler --project T jets --mode train > /dev/null 2>&1
  first=$(sha256sum < workspaces/T/jets/output/compressed_output/model.pt)
  baler --project T jets --mode train > /dev/null 2>&1
  equal "$(sha256sum < workspaces/T/jets/output/compressed_output/model.pt)" "$first"
  settings T jets 'c.seed = 7'
  baler --project T jets --mode train > /dev/null 2>&1
  [ "$(sha256sum < workspaces/T/jets/output/compressed_output/model.pt)" != "$first" ]
}

@test "a config written for the Python program works as it is" {
  mkdir -p workspaces/T/data workspaces/T/old/config
  jets -o workspaces/T/data/old.npz --rows 50
  cat > workspaces/T/old/config/old_config.py << 'END'
# Settings
def set_config(c):
    """All of them."""
    c.input_path                   = 'workspaces/T/data/old.npz'
    c.data_dimension               = 1
    c.compression_ratio            = 2
    c.apply_normalization          = True
    c.model_name                   = "AE"
    c.epochs                       = 2     # few
    c.lr                           = 1e-3
    c.batch_size                   = 16
    c.early_stopping               = True
    c.lr_scheduler                 = True
    c.test_size                    = 0.2
    c.l1, c_unused = True, None
END
  run baler --project T old --mode train
  [ "$status" -eq 1 ]
  [[ $output == *'old_config.py:15: '* ]]
  sed -i 's/    c.l1, c_unused.*/    c.l1 = True\n    c.RHO = 0.05\n    c.activation_extraction = True/' \
    workspaces/T/old/config/old_config.py
  everything T old
  grep -q 'activation_extraction is left out' train.err
  grep -q '^Validation Loss: ' train.txt
}

@test "the config of a new project is Python that sets every name the original asks for" {
  baler --project T jets --mode newProject > /dev/null
  python3 - workspaces/T/jets/config/jets_config.py << 'END'
import runpy, sys
class Config: pass
runpy.run_path(sys.argv[1])["set_config"](Config)
asked_for = """input_path data_dimension compression_ratio apply_normalization model_name model_type epochs lr batch_size
test_size early_stopping early_stopping_patience min_delta lr_scheduler lr_scheduler_patience custom_norm l1 reg_param RHO
mse_avg mse_sum emd extra_compression intermittent_model_saving intermittent_saving_patience activation_extraction
deterministic_algorithm separate_model_saving save_error_bounded_deltas error_bounded_requirement convert_to_blocks""".split()
missing = [name for name in asked_for if not hasattr(Config, name)]
assert not missing, missing
assert (Config.epochs, Config.lr, Config.model_name, Config.convert_to_blocks) == (5, 0.001, "AE", False)
END
}

@test "the error bound holds in every cell" {
  table 'c.save_error_bounded_deltas = True' 'c.error_bounded_requirement = 5'
  everything T jets
  grep -q '^Total Deltas Found - ' compress.txt
  python3 - << 'END'
import numpy
before = numpy.load("workspaces/T/data/jets_data.npz")["data"]
after = numpy.load("workspaces/T/jets/output/decompressed_output/decompressed.npz")["data"]
assert (numpy.abs(after - before) <= 0.05 * numpy.abs(before) * (1 + 1e-12)).all()
END
}

@test "--verbose says each epoch and each default taken" {
  table
  sed -i '/c.lr = /d' workspaces/T/jets/config/jets_config.py
  baler --project T jets --mode train --verbose > out 2> err
  grep -q '^Epoch 3 of 3 ' out
  grep -q 'lr is not set: 0.001' err
}

@test "unknown settings are warned of, wrong ones refused with their line" {
  table 'c.epoch = 3'
  run --separate-stderr baler --project T jets --mode train
  [ "$status" -eq 0 ]
  # shellcheck disable=SC2154
  [[ $stderr == *'warning: '*': epoch is not known and has no effect. Did you mean epochs?'* ]]
  settings T jets 'c.compression_ratio = 0'
  run --separate-stderr baler --project T jets --mode train
  [ "$status" -eq 1 ]
  [[ $stderr == *'_config.py:'*': compression_ratio must be a number above 0, not 0'* ]]
}

@test "wrong usage has status 2 and one line that says what to do" {
  run --separate-stderr baler --project T jets --mode fly
  [ "$status" -eq 2 ]
  equal "$stderr" "baler: there is no mode 'fly'. Choose newProject, train, compress, decompress, plot or info."
  run --separate-stderr baler --project T ../jets --mode info
  [ "$status" -eq 2 ]
  run --separate-stderr baler --project T jets --mode train --cProfile --energyProfile
  [ "$status" -eq 2 ]
  run --separate-stderr baler --mode train
  [ "$status" -eq 2 ]
}

@test "what is missing has status 1 and the mode that makes it" {
  run --separate-stderr baler --project T jets --mode train
  [ "$status" -eq 1 ]
  [[ $stderr == *'--mode newProject'* ]]
  baler --project T jets --mode newProject
  run --separate-stderr baler --project T jets --mode train
  [ "$status" -eq 1 ]
  [[ $stderr == *'workspaces/T/data/jets_data.npz'* ]]
  jets -o workspaces/T/data/jets_data.npz --rows 20
  run --separate-stderr baler --project T jets --mode compress
  [ "$status" -eq 1 ]
  [[ $stderr == *'--mode train'* ]]
  run --separate-stderr baler --project T jets --mode decompress
  [ "$status" -eq 1 ]
  run --separate-stderr baler --project T jets --mode plot
  [ "$status" -eq 1 ]
}

@test "an existing project is left alone" {
  table
  before=$(cat workspaces/T/jets/config/jets_config.py)
  run baler --project T jets --mode newProject
  [ "$status" -eq 0 ]
  [[ $output == *'already exists'* ]]
  equal "$(cat workspaces/T/jets/config/jets_config.py)" "$before"
}

@test "data with a hole are refused" {
  table
  python3 -c '
import numpy
data = numpy.load("workspaces/T/data/jets_data.npz")
values = data["data"]; values[5, 3] = numpy.nan
numpy.savez("workspaces/T/data/jets_data.npz", data=values, names=data["names"])'
  run --separate-stderr baler --project T jets --mode train
  [ "$status" -eq 1 ]
  [ ! -e workspaces/T/jets/output/compressed_output/model.pt ]
}

@test "Ctrl-C ends the training after the epoch and keeps the model" {
  table 'c.epochs = 100000000' 'c.early_stopping = False'
  background baler --project T jets --mode train --verbose > out 2> err
  pid=$!
  for ((i = 0; i < 200; i++)); do
    grep -q '^Epoch' out && break
    sleep 0.05
  done
  kill -INT "$pid"
  status=0
  wait "$pid" || status=$?
  equal "$status" 130
  grep -q '^Interrupted after epoch ' out
  baler --project T jets --mode compress
}

@test "a full disk for the output is a failure" {
  table
  run --separate-stderr bash -c 'baler --project T jets --mode info > /dev/full'
  [ "$status" -eq 1 ]
  [[ $stderr == *'standard output failed'* ]]
}

@test "--cProfile prints the hottest functions and draws the call graph" {
  frames 'c.epochs = 2000'
  baler --project F waves --mode train --cProfile > out 2> err
  local there=workspaces/F/waves/output/profiling
  grep -q 'gemm_kernel' out
  python3 -c "import xml.dom.minidom; xml.dom.minidom.parse('$there/train_callgraph.svg')"
  [ "$(head -c 5 $there/train_callgraph.pdf)" = "%PDF-" ]
  /usr/bin/python3 -c "import pstats; pstats.Stats('$there/train_calls.prof')"
  [ -s $there/train_calls.speedscope.json ]
}

@test "--energyProfile keeps a run file, a row and figures for each run" {
  table
  baler --project T jets --mode train --energyProfile --repeat 5 > out 2> err
  profiling=workspaces/T/jets/output/profiling
  equal "$(find "$profiling" -name 'train-*.calo' | wc -l)" 5
  equal "$(wc -l < "$profiling/energy.csv")" 6
  python3 - "$profiling/energy.csv" << 'END'
import csv, sys
for row in csv.DictReader(open(sys.argv[1])):
    assert row["mode"] == "train" and float(row["duration_s"]) > 0 and float(row["peak_memory_bytes"]) > 1e6
    if row["energy_j"]:
        assert abs(float(row["energy_kwh"]) * 3.6e6 / float(row["energy_j"]) - 1) < 1e-12
        assert abs(float(row["power_w"]) * float(row["duration_s"]) / float(row["energy_j"]) - 1) < 1e-9
END
  pdftotext "$profiling/train_energy.pdf" - | grep -q 'train: 5 runs'
  grep -q '>duration (' "$profiling/train_energy.svg"
  calo show "$(find "$profiling" -name 'train-*.calo' | head -n 1)" | grep -q train
}

@test "--energyProfile of a mode that fails measures nothing and fails" {
  baler --project T jets --mode newProject
  run --separate-stderr baler --project T jets --mode train --energyProfile
  [ "$status" -eq 1 ]
  [ ! -e workspaces/T/jets/output/profiling/energy.csv ]
}

@test "a run under calo has the phases of each mode, with the epochs" {
  table
  calo run --quiet -o train.calo -- baler --project T jets --mode train
  calo show --json train.calo > train.json
  python3 - << 'END'
import json
phases = {phase["name"]: phase for phase in json.load(open("train.json"))["phases"]}
for name in ("start-up", "load", "train", "save"):
    assert name in phases, sorted(phases)
assert phases["train"]["count"] == 3, phases["train"]
END
}
