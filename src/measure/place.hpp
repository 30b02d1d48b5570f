#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace calo::measure {

/// Where a process stands in a parallel job, by what batch systems, mpirun, srun and their kin put
/// into its environment. Numbers, no names: a run file tells nobody's host.
struct Place {
  std::optional<std::string> job;   ///< the batch system's number of it
  std::optional<std::string> node;  ///< among several, from 0
  /// Among several, from 0; empty: the process is alone. The innermost launcher counts: Open MPI,
  /// MVAPICH, MPICH and Intel MPI (PMI), PMIx, Flux, JSM, PALS, ALPS, Slurm. A batch script of
  /// Slurm has SLURM_PROCID=0, too, without being one of several.
  std::optional<std::string> rank;

  /// What is known, as tags "job", "node" and "rank" of a run.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> tags() const;
};

/// A variable's value; null: it is not set.
using Environment = std::function<const char*(const char* variable)>;

Place place_in(const Environment& environment);
/// Of this process.
Place this_place();

/// "job.calo" becomes "job-rank3.calo" for rank 3, so that all ranks of one command line can write;
/// stays for one that is alone.
std::filesystem::path for_this_rank(const std::filesystem::path& path);

}  // namespace calo::measure
