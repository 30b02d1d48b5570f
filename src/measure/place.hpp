#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace calo::measure {

/// Number of this process among those of a parallel job, from what mpirun, srun and their kin put
/// into its environment; empty if it is alone. The innermost launcher counts: Open MPI, MVAPICH,
/// MPICH and Intel MPI (PMI), PMIx, Flux, JSM, PALS, ALPS, Slurm.
///
/// A batch script of Slurm has SLURM_PROCID=0, too, without being one of several.
std::optional<std::string> rank_among_several();

/// "job.calo" becomes "job-rank3.calo" for rank 3, so that all ranks of one command line can write;
/// stays for one that is alone.
std::filesystem::path for_this_rank(const std::filesystem::path& path);

}  // namespace calo::measure
