#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace {

/// The program's exit status and what it wrote.
struct Outcome {
  int status = -1;
  std::string out;
  std::string err;
};

class Program : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "flow-run-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    directory_ = name;
  }
  void TearDown() override {
    std::error_code ignored;
    std::filesystem::remove_all(directory_, ignored);
  }

  [[nodiscard]] std::string path(const std::string& name) const { return directory_ / name; }

  /// Runs `before`, shell commands, and then flow with `arguments`.
  [[nodiscard]] Outcome run(const std::string& arguments, const std::string& before = "") const {
    const std::string command = "cd '" + directory_.string() + "' && " + before +
                                " " FLOW_PROGRAM " " + arguments + " >out.txt 2>err.txt";
    const int status = std::system(command.c_str());
    return {.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1,
            .out = text_of("out.txt"),
            .err = text_of("err.txt")};
  }

  [[nodiscard]] std::string text_of(const std::string& name) const {
    std::ifstream file{path(name)};
    return {std::istreambuf_iterator<char>{file}, {}};
  }

  std::filesystem::path directory_;
};

constexpr auto short_run = "--diameter 10 --nx 100 --ny 40 --steps 400 --threads 1 ";

TEST_F(Program, PrintsTheSummaryOnStandardOutputAndProgressOnStandardError) {
  const Outcome outcome = run(short_run);
  EXPECT_EQ(outcome.status, 0);
  EXPECT_NE(outcome.out.find("steps      400\n"), std::string::npos);
  EXPECT_NE(outcome.out.find("MLUPS"), std::string::npos);
  EXPECT_NE(outcome.out.find("mass"), std::string::npos);
  EXPECT_NE(outcome.err.find("100 %"), std::string::npos);
  EXPECT_EQ(outcome.out.find('%'), std::string::npos);
}

TEST_F(Program, IsSilentWhenQuiet) {
  const Outcome outcome = run(std::string{short_run} + "--quiet");
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.out + outcome.err, "");
}

TEST_F(Program, NamesItsOptionsAndItsVersion) {
  EXPECT_NE(run("--help").out.find("--diameter"), std::string::npos);
  EXPECT_EQ(run("--version").out.substr(0, 5), "flow ");
}

TEST_F(Program, AnswersWrongArgumentsWithOneLineAndStatusTwo) {
  for (const char* arguments : {"--nx -1", "--re 1e9", "--velocity 3", "--bogus", "--frames 2"}) {
    const Outcome outcome = run(arguments);
    EXPECT_EQ(outcome.status, 2) << arguments;
    EXPECT_EQ(outcome.out, "") << arguments;
    EXPECT_EQ(outcome.err.find('\n'), outcome.err.size() - 1) << arguments;
  }
}

TEST_F(Program, RefusesAnUnwritableOutputBeforeComputing) {
  const Outcome outcome = run("--steps 1000000000 -o none/a.npz");
  EXPECT_EQ(outcome.status, 1);
  EXPECT_NE(outcome.err.find("none/a.npz"), std::string::npos);
}

TEST_F(Program, WritesTheSameFileWithOneThreadAndWithTwo) {
  const std::string common = "--diameter 10 --nx 100 --ny 40 --steps 600 --frames 6 --quiet ";
  EXPECT_EQ(run(common + "--threads 1 -o one.npz").status, 0);
  EXPECT_EQ(run(common + "--threads 2 -o two.npz").status, 0);
  EXPECT_GT(text_of("one.npz").size(), 6u * 50 * 50 * 8);
  EXPECT_EQ(text_of("one.npz"), text_of("two.npz"));
}

TEST_F(Program, StartsAnotherWakeWithAnotherSeed) {
  const std::string common = "--diameter 10 --nx 100 --ny 40 --steps 60 --frames 1 --quiet ";
  EXPECT_EQ(run(common + "--seed 1 -o one.npz").status, 0);
  EXPECT_EQ(run(common + "--seed 2 -o two.npz").status, 0);
  EXPECT_NE(text_of("one.npz"), text_of("two.npz"));
}

// A limit on the size of files stands for a full disk: the write fails in the same place.
TEST_F(Program, SaysThatTheDiskIsFullAndLeavesNoFile) {
  const Outcome outcome =
      run(std::string{short_run} + "--frames 10 --every 10 -o a.npz --quiet", "ulimit -f 100;");
  EXPECT_EQ(outcome.status, 1);
  EXPECT_NE(outcome.err.find("writing a.npz"), std::string::npos);
  EXPECT_NE(outcome.err.find("space"), std::string::npos);
  std::size_t files = 0;
  for ([[maybe_unused]] const auto& e : std::filesystem::directory_iterator{directory_}) ++files;
  EXPECT_EQ(files, 2u);  // out.txt and err.txt
}

TEST_F(Program, FailsWhenTheSummaryCannotBeWritten) {
  const std::string command =
      std::string{FLOW_PROGRAM " "} + short_run + ">/dev/full 2>" + path("err.txt");
  const int status = std::system(command.c_str());
  EXPECT_EQ(WEXITSTATUS(status), 1);
}

/// Starts flow with its standard error in a pipe, waits for the first line of progress, interrupts
/// it and returns its exit status.
int interrupted_status(const std::string& output) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return -1;
  const pid_t child = ::fork();
  if (child == 0) {
    ::dup2(ends[1], STDERR_FILENO);
    ::dup2(::open("/dev/null", O_WRONLY), STDOUT_FILENO);
    ::execl(FLOW_PROGRAM, "flow", "--diameter", "10", "--nx", "100", "--ny", "40", "--steps",
            "1000000", "--frames", "1000", "--every", "1000", "--frame-height", "4",
            "--frame-width", "5", "--threads", "1", "-o", output.c_str(), nullptr);
    ::_exit(127);
  }
  ::close(ends[1]);
  char byte = 0;
  const bool is_running = ::read(ends[0], &byte, 1) == 1;
  if (is_running) ::kill(child, SIGINT);
  while (::read(ends[0], &byte, 1) == 1) {
  }
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  return is_running && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST_F(Program, WritesTheFramesSoFarWhenInterrupted) {
  EXPECT_EQ(interrupted_status(path("a.npz")), 130);
  const std::string file = text_of("a.npz");
  ASSERT_GT(file.size(), 99u * 4 * 5 * 8);
  EXPECT_LT(file.size(), 1000u * 4 * 5 * 8);
  EXPECT_NE(file.find(", 4, 5)"), std::string::npos);
}

}  // namespace
