#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdarg>

#include "any_run.hpp"
#include "same.hpp"
#include "store/run_file.hpp"

namespace calo::store::testing {
namespace {

constexpr std::size_t intervals_per_commit = 20;

/// Commits for ever and reports each commit by one byte.
[[noreturn]] void commit_for_ever(const std::filesystem::path& path, int report) {
  model::Run run = any_run(31, 3, intervals_per_commit, 20);
  auto writer = RunWriter::create(path, run.header);
  if (!writer) ::_exit(1);
  for (std::int64_t commits = 1;; ++commits) {
    run.end.ticks = commits;
    for (std::size_t i = 0; i < run.intervals.size(); ++i) {
      const auto number = static_cast<std::size_t>(commits - 1) * intervals_per_commit + i;
      run.intervals[i].begin = Seconds::of(0.1 * static_cast<double>(number));
      run.intervals[i].end = Seconds::of(0.1 * static_cast<double>(number + 1));
    }
    if (!writer->commit(run.intervals, run.processes, run.end)) ::_exit(2);
    if (::write(report, "c", 1) != 1) ::_exit(3);
  }
}

TEST(KillMinusNine, LosesNoCommitThatWasReported) {
  const Scratch scratch;
  int journals = 0;
  for (unsigned round = 0; round < 40; ++round) {
    const auto path = scratch.path() / (std::to_string(round) + ".calo");
    int report[2];
    ASSERT_EQ(::pipe2(report, O_CLOEXEC), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) commit_for_ever(path, report[1]);
    ::close(report[1]);
    // Some commits, then on to a random instant within another.
    std::int64_t reported = 0;
    char byte;
    const std::int64_t enough = 1 + round % 7;
    while (reported < enough && ::read(report[0], &byte, 1) == 1) ++reported;
    for (std::atomic<unsigned> spin = 0; spin < round * 20'000; ++spin) {
    }
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status));
    while (::read(report[0], &byte, 1) == 1) ++reported;
    ::close(report[0]);

    journals += std::filesystem::exists(path.string() + "-journal") ? 1 : 0;
    const auto run = read_run(path);
    ASSERT_TRUE(run) << run.error().text();
    EXPECT_GE(run->end.ticks, reported);
    EXPECT_LE(run->end.ticks, reported + 1);
    EXPECT_EQ(run->intervals.size(),
              static_cast<std::size_t>(run->end.ticks) * intervals_per_commit);
  }
  RecordProperty("left_in_the_middle_of_a_commit", journals);
}

/// Leaves `path` as a kill in the middle of a commit does: half-written, with a hot journal beside
/// it.
void cut_in_the_middle(const std::filesystem::path& path, const model::Run& run) {
  const auto work = path.string() + ".work";
  ASSERT_TRUE(write_run(work, run));
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(work.c_str(), &database), SQLITE_OK);
  // A cache of one page makes SQLite write changed pages into the file before the commit.
  ASSERT_EQ(
      sqlite3_exec(database,
                   "PRAGMA cache_size = 1; PRAGMA synchronous = OFF; BEGIN;"
                   "UPDATE interval SET rss_bytes = 1; UPDATE interval_energy SET gross_j = 1;"
                   "UPDATE process SET dynamic_j = 1; DELETE FROM run_end;",
                   nullptr, nullptr, nullptr),
      SQLITE_OK);
  std::filesystem::copy_file(work, path);
  std::filesystem::copy_file(work + "-journal", path.string() + "-journal");
  sqlite3_close(database);
  std::filesystem::remove(work);
}

/// Runs `check` in a child without root's powers; true if it succeeded.
bool as_nobody(const auto& check) {
  const pid_t child = ::fork();
  if (child == 0) {
    if (::geteuid() == 0 && (::setgid(65534) != 0 || ::setuid(65534) != 0)) ::_exit(2);
    ::_exit(check() ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

TEST(HotJournal, IsTakenBackInPlace) {
  const Scratch scratch;
  const model::Run run = any_run(32, 2, 400, 50);
  cut_in_the_middle(scratch / "run.calo", run);
  const auto read = read_run(scratch / "run.calo");
  ASSERT_TRUE(read) << read.error().text();
  EXPECT_TRUE(same(*read, run));
  EXPECT_FALSE(std::filesystem::exists(scratch / "run.calo-journal"));
}

TEST(HotJournal, IsTakenBackInACopyWhereNothingCanBeWritten) {
  const Scratch scratch;
  const model::Run run = any_run(33, 2, 400, 50);
  cut_in_the_middle(scratch / "run.calo", run);
  namespace fs = std::filesystem;
  for (const char* name : {"run.calo", "run.calo-journal"}) {
    fs::permissions(scratch / name, fs::perms{0444});
  }
  fs::permissions(scratch.path(), fs::perms{0555});
  EXPECT_TRUE(as_nobody([&] {
    const auto read = read_run(scratch / "run.calo");
    return read && same(*read, run);
  }));
  EXPECT_TRUE(fs::exists(scratch / "run.calo-journal"));
  // A writable file whose journal cannot be deleted.
  fs::permissions(scratch / "run.calo", fs::perms{0666});
  EXPECT_TRUE(as_nobody([&] {
    const auto read = read_run(scratch / "run.calo");
    return read && same(*read, run);
  }));
  fs::permissions(scratch.path(), fs::perms{0755});
}

TEST(ReadOnlyDirectory, GivesItsRunsAndRefusesNewOnes) {
  const Scratch scratch;
  const model::Run run = any_run(34, 1, 3, 3);
  ASSERT_TRUE(write_run(scratch / "run.calo", run));
  std::filesystem::permissions(scratch.path(), std::filesystem::perms{0555});
  EXPECT_TRUE(as_nobody([&] {
    const auto read = read_run(scratch / "run.calo");
    const auto writer = RunWriter::create(scratch / "new.calo", run.header);
    return read && !writer && writer.error().category == Category::permission;
  }));
  std::filesystem::permissions(scratch.path(), std::filesystem::perms{0755});
}

TEST(UnreadableFile, IsAnErrorOfPermission) {
  const Scratch scratch;
  ASSERT_TRUE(write_run(scratch / "run.calo", any_run(35, 1, 1, 1)));
  std::filesystem::permissions(scratch.path(), std::filesystem::perms{0755});
  std::filesystem::permissions(scratch / "run.calo", std::filesystem::perms{0000});
  EXPECT_TRUE(as_nobody([&] {
    const auto read = read_run(scratch / "run.calo");
    return !read && read.error().category == Category::permission;
  }));
}

/// Limits the size of files this process may write; a write past it fails with EFBIG, as one on a
/// full disk with ENOSPC.
class FullDisk {
 public:
  explicit FullDisk(rlim_t bytes) {
    previous_action_ = ::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &previous_);
    const rlimit limit{bytes, previous_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FullDisk() {
    ::setrlimit(RLIMIT_FSIZE, &previous_);
    ::signal(SIGXFSZ, previous_action_);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

 private:
  rlimit previous_{};
  void (*previous_action_)(int) = nullptr;
};

TEST(AFullDisk, FailsTheCommitAndKeepsTheOnesBefore) {
  const Scratch scratch;
  const auto path = scratch / "run.calo";
  const model::Run run = any_run(36, 2, 3000, 100);
  auto writer = RunWriter::create(path, run.header);
  ASSERT_TRUE(writer);
  const std::span all{run.intervals};
  ASSERT_TRUE(writer->commit(all.first(10), {}, run.end));
  for (int attempt = 0; attempt < 3; ++attempt) {
    const FullDisk full{std::filesystem::file_size(path) + 20'000};
    const auto committed = writer->commit(all.subspan(10), run.processes, run.end);
    ASSERT_FALSE(committed);
    EXPECT_EQ(committed.error().category, Category::exhausted) << committed.error().text();
    EXPECT_EQ(read_run(path).value().intervals.size(), 10U);
  }
  ASSERT_TRUE(writer->commit(all.subspan(10), run.processes, run.end));
  ASSERT_TRUE(writer->close());
  EXPECT_TRUE(same(read_run(path).value(), run));
}

TEST(AFullDisk, FailsTheCreationAndLeavesNothing) {
  const Scratch scratch;
  const FullDisk full{1000};
  const auto writer = RunWriter::create(scratch / "run.calo", any_run(37, 1, 0, 0).header);
  ASSERT_FALSE(writer);
  EXPECT_EQ(writer.error().category, Category::exhausted) << writer.error().text();
  EXPECT_TRUE(std::filesystem::is_empty(scratch.path()));
}

int fcntl_without_locks(int fd, int command, ...) {
  if (command == F_SETLK || command == F_GETLK || command == F_SETLKW) {
    errno = ENOLCK;
    return -1;
  }
  va_list arguments;
  va_start(arguments, command);
  const long argument = va_arg(arguments, long);
  va_end(arguments);
  return ::fcntl(fd, command, argument);
}

TEST(AFileSystemWithoutLocks, HoldsRunsLikeAnyOther) {
  const Scratch scratch;
  sqlite3_initialize();
  sqlite3_vfs* vfs = sqlite3_vfs_find(nullptr);
  vfs->xSetSystemCall(vfs, "fcntl", reinterpret_cast<sqlite3_syscall_ptr>(fcntl_without_locks));
  const model::Run run = any_run(38, 2, 10, 3);
  const auto written = write_run(scratch / "run.calo", run);
  const auto read = read_run(scratch / "run.calo");
  vfs->xSetSystemCall(vfs, "fcntl", nullptr);
  ASSERT_TRUE(written) << written.error().text();
  ASSERT_TRUE(read) << read.error().text();
  EXPECT_TRUE(same(*read, run));
}

TEST(AReader, SeesACommitAtATimeWhileTheRunIsBeingWritten) {
  const Scratch scratch;
  const model::Run run = any_run(39, 1, 10, 3);
  auto writer = RunWriter::create(scratch / "run.calo", run.header);
  ASSERT_TRUE(writer);
  for (std::size_t i = 0; i < run.intervals.size(); ++i) {
    ASSERT_TRUE(writer->commit(std::span{run.intervals}.subspan(i, 1), {}, run.end));
    EXPECT_EQ(read_run(scratch / "run.calo").value().intervals.size(), i + 1);
  }
}

TEST(AWriter, ReportsAFileThatSomebodyElseHoldsAndCanBeCalledAgain) {
  const Scratch scratch;
  const model::Run run = any_run(40, 1, 5, 3);
  auto writer = RunWriter::create(scratch / "run.calo", run.header);
  ASSERT_TRUE(writer);
  sqlite3* other = nullptr;
  ASSERT_EQ(sqlite3_open((scratch / "run.calo").c_str(), &other), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(other, "BEGIN; SELECT * FROM run", nullptr, nullptr, nullptr), SQLITE_OK);
  model::RunEnd so_far = run.end;
  so_far.complete = false;
  const auto committed = writer->commit(run.intervals, run.processes, so_far);
  ASSERT_FALSE(committed);
  EXPECT_EQ(committed.error().category, Category::io);
  sqlite3_close(other);
  ASSERT_TRUE(writer->commit(run.intervals, run.processes, run.end));
  ASSERT_TRUE(writer->close());
  EXPECT_TRUE(same(read_run(scratch / "run.calo").value(), run));
}

}  // namespace
}  // namespace calo::store::testing
