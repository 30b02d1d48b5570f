#include "measure/place.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>

#include "base/text.hpp"

namespace calo::measure {

namespace {

struct Launcher {
  const char* rank;
  const char* size;  ///< null: it does not tell
};

// Slurm last: mpirun starts its helpers by srun, whose variables the ranks inherit. Of Slurm the
// size of the step, which a batch script has not (srun(1), "OUTPUT ENVIRONMENT VARIABLES").
constexpr std::array launchers = {
    Launcher{"OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE"},
    Launcher{"MV2_COMM_WORLD_RANK", "MV2_COMM_WORLD_SIZE"},
    Launcher{"PMI_RANK", "PMI_SIZE"},
    Launcher{"PMIX_RANK", nullptr},
    Launcher{"FLUX_TASK_RANK", "FLUX_JOB_SIZE"},
    Launcher{"JSM_NAMESPACE_RANK", "JSM_NAMESPACE_SIZE"},
    Launcher{"PALS_RANKID", nullptr},
    Launcher{"ALPS_APP_PE", nullptr},
};
constexpr Launcher slurm{"SLURM_PROCID", "SLURM_STEP_NUM_TASKS"};

std::optional<std::uint64_t> number(const char* variable) {
  const char* const value = variable == nullptr ? nullptr : std::getenv(variable);
  return value == nullptr ? std::nullopt : text::to_u64(value);
}

std::optional<std::string> unless_alone(std::uint64_t rank, std::optional<std::uint64_t> size) {
  if (size && *size <= 1) return std::nullopt;
  return std::to_string(rank);
}

}  // namespace

std::optional<std::string> rank_among_several() {
  for (const Launcher& launcher : launchers) {
    if (const auto rank = number(launcher.rank)) return unless_alone(*rank, number(launcher.size));
  }
  const auto rank = number(slurm.rank);
  if (!rank) return std::nullopt;
  const auto size = number(slurm.size);
  if (!size && *rank == 0) return std::nullopt;
  return unless_alone(*rank, size);
}

std::filesystem::path for_this_rank(const std::filesystem::path& path) {
  const auto rank = rank_among_several();
  if (!rank || path.empty()) return path;
  std::filesystem::path own = path;
  own.replace_filename(path.stem().string() + "-rank" + *rank + path.extension().string());
  return own;
}

}  // namespace calo::measure
