#include "measure/place.hpp"

#include <array>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/text.hpp"

namespace calo::measure {

namespace {

/// A number among several, and how many there are.
struct Numbered {
  const char* number;
  const char* size;  ///< null: it does not tell
};

constexpr std::array ranks = {
    Numbered{"OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE"},
    Numbered{"MV2_COMM_WORLD_RANK", "MV2_COMM_WORLD_SIZE"},
    Numbered{"PMI_RANK", "PMI_SIZE"},
    Numbered{"PMIX_RANK", nullptr},
    Numbered{"FLUX_TASK_RANK", "FLUX_JOB_SIZE"},
    Numbered{"JSM_NAMESPACE_RANK", "JSM_NAMESPACE_SIZE"},
    Numbered{"PALS_RANKID", nullptr},
    Numbered{"ALPS_APP_PE", nullptr},
};
// Slurm last: mpirun starts its helpers by srun, whose variables the ranks inherit. Of Slurm the
// size of the step, which a batch script has not (srun(1), "OUTPUT ENVIRONMENT VARIABLES").
constexpr Numbered slurm_rank{"SLURM_PROCID", "SLURM_STEP_NUM_TASKS"};

constexpr std::array nodes = {Numbered{"SLURM_NODEID", "SLURM_JOB_NUM_NODES"},
                              Numbered{"PALS_NODEID", nullptr}};

// sbatch(1), flux-environment(7), IBM Spectrum LSF "bsub", qsub(1B) of PBS.
constexpr std::array jobs = {"SLURM_JOB_ID", "FLUX_JOB_ID", "LSB_JOBID", "PBS_JOBID"};

std::optional<std::uint64_t> number(const Environment& environment, const char* variable) {
  const char* const value = variable == nullptr ? nullptr : environment(variable);
  return value == nullptr ? std::nullopt : text::to_u64(value);
}

std::optional<std::string> unless_alone(std::uint64_t number, std::optional<std::uint64_t> size) {
  if (size && *size <= 1) return std::nullopt;
  return std::to_string(number);
}

std::optional<std::string> rank_in(const Environment& environment) {
  for (const Numbered& of : ranks) {
    if (const auto rank = number(environment, of.number))
      return unless_alone(*rank, number(environment, of.size));
  }
  const auto rank = number(environment, slurm_rank.number);
  if (!rank) return std::nullopt;
  const auto size = number(environment, slurm_rank.size);
  if (!size && *rank == 0) return std::nullopt;
  return unless_alone(*rank, size);
}

std::optional<std::string> node_in(const Environment& environment) {
  for (const Numbered& of : nodes) {
    if (const auto node = number(environment, of.number))
      return unless_alone(*node, number(environment, of.size));
  }
  return std::nullopt;
}

std::optional<std::string> job_in(const Environment& environment) {
  for (const char* const variable : jobs) {
    const char* const value = environment(variable);
    if (value == nullptr || *value == '\0') continue;
    // PBS writes the name of its server behind the number: "4711.server".
    const std::string_view job = value;
    return text::printable(job.substr(0, job.find('.')), 40);
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> Place::tags() const {
  std::vector<std::pair<std::string, std::string>> known;
  if (job) known.emplace_back("job", *job);
  if (node) known.emplace_back("node", *node);
  if (rank) known.emplace_back("rank", *rank);
  return known;
}

Place place_in(const Environment& environment) {
  return {job_in(environment), node_in(environment), rank_in(environment)};
}

Place this_place() {
  return place_in([](const char* variable) { return std::getenv(variable); });
}

std::filesystem::path for_this_rank(const std::filesystem::path& path) {
  const auto rank = this_place().rank;
  if (!rank || path.empty()) return path;
  std::filesystem::path own = path;
  own.replace_filename(path.stem().string() + "-rank" + *rank + path.extension().string());
  return own;
}

}  // namespace calo::measure
