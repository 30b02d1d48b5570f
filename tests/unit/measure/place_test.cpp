#include "measure/place.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

namespace calo::measure {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Place with(const std::map<std::string, std::string>& variables) {
  return place_in([&](const char* variable) {
    const auto at = variables.find(variable);
    return at == variables.end() ? nullptr : at->second.c_str();
  });
}

TEST(APlace, IsNowhereWithoutALauncher) {
  EXPECT_THAT(with({}).tags(), IsEmpty());
  EXPECT_THAT(with({{"SLURM_JOB_ID", ""}, {"PMI_RANK", "first"}}).tags(), IsEmpty());
}

TEST(APlace, HasJobNodeAndRankOfAStepOfSlurm) {
  const Place place = with({{"SLURM_JOB_ID", "4711"},
                            {"SLURM_NODEID", "1"},
                            {"SLURM_JOB_NUM_NODES", "2"},
                            {"SLURM_PROCID", "3"},
                            {"SLURM_STEP_NUM_TASKS", "4"}});
  EXPECT_THAT(place.tags(), ElementsAre(std::pair{"job", "4711"}, std::pair{"node", "1"},
                                        std::pair{"rank", "3"}));
}

TEST(APlace, OfABatchScriptIsNoRank) {
  const Place place = with({{"SLURM_JOB_ID", "17"},
                            {"SLURM_PROCID", "0"},
                            {"SLURM_NTASKS", "4"},
                            {"SLURM_NODEID", "0"},
                            {"SLURM_JOB_NUM_NODES", "1"}});
  EXPECT_THAT(place.tags(), ElementsAre(std::pair{"job", "17"}));
}

TEST(APlace, HasTheRankOfTheInnermostLauncher) {
  EXPECT_EQ(with({{"OMPI_COMM_WORLD_RANK", "2"},
                  {"OMPI_COMM_WORLD_SIZE", "4"},
                  {"SLURM_PROCID", "0"},
                  {"SLURM_STEP_NUM_TASKS", "2"}})
                .rank,
            "2");
  EXPECT_EQ(with({{"PMIX_RANK", "0"}}).rank, "0");  // which does not tell how many there are
  EXPECT_EQ(with({{"PMI_RANK", "0"}, {"PMI_SIZE", "1"}}).rank, std::nullopt);
}

TEST(APlace, HasNoHostInTheNumberOfAJob) {
  EXPECT_EQ(with({{"PBS_JOBID", "4711.server.example"}}).job, "4711");
}

}  // namespace
}  // namespace calo::measure
