#include "live/job.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"

namespace calo::live::testing {
namespace {

const std::string number = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

TEST(Job, IsSlurmsNumberInBothVersionsOfCgroups) {
  EXPECT_EQ(job_of_cgroup("0::/system.slice/slurmstepd.scope/job_123/step_0/user/task_0\n"), "123");
  EXPECT_EQ(job_of_cgroup("0::/system.slice/node7_slurmstepd.scope/job_123/step_batch/slurm\n"),
            "123");
  EXPECT_EQ(job_of_cgroup("9:cpuset:/slurm/uid_1000/job_123/step_0\n"
                          "4:memory:/slurm/uid_1000/job_123/step_0/task_0\n"
                          "1:name=systemd:/system.slice/slurmd.service\n"),
            "123");
}

TEST(Job, IsSlurmsEvenWithinAContainerThatItStarted) {
  EXPECT_EQ(job_of_cgroup("0::/system.slice/slurmstepd.scope/job_7/step_0/user/" + number + "\n"),
            "7");
}

TEST(Job, IsNotWhatOnlyLooksLikeSlurms) {
  EXPECT_EQ(job_of_cgroup("0::/user.slice/job_123\n"), "none");
  EXPECT_EQ(job_of_cgroup("0::/system.slice/slurmd.service/job_x\n"), "slurmd.service");
  EXPECT_EQ(job_of_cgroup("0::/job_1/slurm.service\n"), "slurm.service");
}

TEST(Job, IsAContainerWithItsEngineAndTwelveDigits) {
  EXPECT_EQ(job_of_cgroup("0::/system.slice/docker-" + number + ".scope\n"), "docker-0123456789ab");
  EXPECT_EQ(job_of_cgroup("4:memory:/docker/" + number + "\n0::/\n"), "docker-0123456789ab");
  EXPECT_EQ(job_of_cgroup("0::/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-" +
                          number + ".scope/container\n"),
            "libpod-0123456789ab");
  EXPECT_EQ(
      job_of_cgroup("0::/kubepods.slice/kubepods-pod1.slice/cri-containerd-" + number + ".scope\n"),
      "cri-containerd-0123456789ab");
  EXPECT_EQ(job_of_cgroup("0::/lxc.payload.web/system.slice/nginx.service\n"), "lxc-web");
  EXPECT_EQ(job_of_cgroup("4:memory:/lxc/web\n"), "lxc-web");
}

TEST(Job, IsTheInnermostUnitOfSystemd) {
  EXPECT_EQ(job_of_cgroup("0::/system.slice/nginx.service\n"), "nginx.service");
  EXPECT_EQ(job_of_cgroup("0::/user.slice/user-1000.slice/session-3.scope\n"), "session-3.scope");
  EXPECT_EQ(
      job_of_cgroup("0::/user.slice/user-1000.slice/user@1000.service/app.slice/editor.service\n"),
      "editor.service");
  EXPECT_EQ(job_of_cgroup("0::/user.slice/user-1000.slice/user@1000.service/init.scope\n"),
            "user@1000.service");
  EXPECT_EQ(job_of_cgroup("0::/init.scope\n"), "init.scope");
}

TEST(Job, IsNoneOutsideOfEverything) {
  for (const std::string& text : {std::string{}, std::string{"0::/\n"}, std::string{"nonsense"},
                                  std::string{"0:"}, std::string{"::::\n"}}) {
    EXPECT_EQ(job_of_cgroup(text), "none") << text;
  }
}

TEST(Job, IsTextWhateverItsNameHolds) {
  const std::string job = job_of_cgroup("0::/system.slice/\x1b[31m\xff.service\n");
  EXPECT_EQ(job.find('\x1b'), std::string::npos);
  EXPECT_EQ(job, text::printable(job));
  EXPECT_LE(job_of_cgroup("0::/" + std::string(4000, 'x') + ".service\n").size(), 103U);
}

}  // namespace
}  // namespace calo::live::testing
