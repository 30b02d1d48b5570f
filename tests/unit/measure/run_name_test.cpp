#include "measure/run_name.hpp"

#include <gtest/gtest.h>

namespace calo::measure {
namespace {

TEST(TheNameOfARun, IsTheProgramOrTheScriptOfAnInterpreter) {
  EXPECT_EQ(default_name({"/usr/bin/simulate", "-n", "3"}), "simulate");
  EXPECT_EQ(default_name({"python3.11", "work/train.py"}), "train.py");
  EXPECT_EQ(default_name({"python3", "-c", "pass"}), "python3");
  EXPECT_EQ(default_name({"sh"}), "sh");
  EXPECT_EQ(default_name({"shiny", "file"}), "shiny");
  EXPECT_EQ(default_name({"dir/"}), "run");
}

TEST(TheDefaultFile, HasAPlainName) {
  const std::string path = default_output("-a b/c\n").string();
  EXPECT_TRUE(path.starts_with("run-a_b_c_-2")) << path;
  EXPECT_TRUE(path.ends_with(".calo")) << path;
}

}  // namespace
}  // namespace calo::measure
