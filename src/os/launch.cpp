#include "os/launch.hpp"

#include <fcntl.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>

#include "base/text.hpp"

namespace calo::os {

namespace {

/// SIGCHLD was ignored before expect_children().
bool children_were_ignored = false;

void wait_for(pid_t pid) {
  while (::waitpid(pid, nullptr, 0) < 0 && errno == EINTR) {
  }
}

/// In the child, which is single-threaded.
void put_in_environment(std::vector<std::string>& additions) {
  for (std::string& addition : additions) ::putenv(addition.data());
}

/// alarm(2) and setitimer(2) go on across exec, not across fork: `perl -e 'alarm 60; exec @ARGV'`
/// means the program, not us. Taken from us, set in the child.
class IntervalTimers {
 public:
  IntervalTimers() {
    for (std::size_t i = 0; i < kinds.size(); ++i) {
      const itimerval off{};
      ::setitimer(kinds[i], &off, &left_[i]);
    }
  }
  void set() const {
    for (std::size_t i = 0; i < kinds.size(); ++i) {
      if (left_[i].it_value.tv_sec != 0 || left_[i].it_value.tv_usec != 0)
        ::setitimer(kinds[i], &left_[i], nullptr);
    }
  }

 private:
  static constexpr std::array kinds = {ITIMER_REAL, ITIMER_VIRTUAL, ITIMER_PROF};
  std::array<itimerval, kinds.size()> left_{};
};

/// `original`: our environment, for a program to which nothing can be added: the kernel refuses
/// arguments and environment that are too large together.
[[noreturn]] void execute(std::vector<char*>& arguments, std::vector<char*>& original, int go,
                          int failed, const sigset_t& mask) {
  char start = 0;
  ssize_t got = 0;
  do {
    got = ::read(go, &start, 1);
  } while (got < 0 && errno == EINTR);
  if (got != 1) ::_exit(127);  // calo gave up or died before the start
  if (children_were_ignored) std::signal(SIGCHLD, SIG_IGN);
  ::sigprocmask(SIG_SETMASK, &mask, nullptr);
  ::execvp(arguments[0], arguments.data());
  if (errno == E2BIG) ::execvpe(arguments[0], arguments.data(), original.data());
  const int why = errno;
  [[maybe_unused]] const ssize_t told = ::write(failed, &why, sizeof why);
  ::_exit(127);
}

}  // namespace

void expect_children() {
  struct sigaction inherited{};
  if (::sigaction(SIGCHLD, nullptr, &inherited) != 0 || inherited.sa_handler != SIG_IGN) return;
  children_were_ignored = true;
  std::signal(SIGCHLD, SIG_DFL);
}

Result<Launch> Launch::prepare(const std::vector<std::string>& command, const sigset_t& mask,
                               const std::vector<std::string>& additions) {
  if (command.empty()) return fail(Category::usage, "no command given");
  std::array<int, 2> go{};
  std::array<int, 2> failed{};
  if (::pipe2(go.data(), O_CLOEXEC) != 0)
    return std::unexpected{system_error(errno, "making a pipe")};
  const FileDescriptor go_read{go[0]};
  FileDescriptor go_write{go[1]};
  if (::pipe2(failed.data(), O_CLOEXEC) != 0)
    return std::unexpected{system_error(errno, "making a pipe")};
  FileDescriptor failed_read{failed[0]};
  const FileDescriptor failed_write{failed[1]};

  std::vector<std::string> copies = command;
  std::vector<char*> arguments;
  arguments.reserve(copies.size() + 1);
  for (std::string& argument : copies) arguments.push_back(argument.data());
  arguments.push_back(nullptr);
  std::vector<std::string> environment = additions;
  std::vector<char*> original;
  for (char** variable = environ; variable != nullptr && *variable != nullptr; ++variable)
    original.push_back(*variable);
  original.push_back(nullptr);

  const IntervalTimers timers;
  const pid_t pid = ::fork();
  if (pid < 0) {
    const int why = errno;
    timers.set();
    return std::unexpected{system_error(why, "starting a process")};
  }
  if (pid == 0) {
    timers.set();
    ::close(go_write.get());  // else our own copy would keep the pipe open when calo dies
    put_in_environment(environment);
    execute(arguments, original, go_read.get(), failed_write.get(), mask);
  }
  Launch launch;
  launch.pid_ = pid;
  launch.name_ = command.front();
  launch.go_ = std::move(go_write);
  launch.failed_ = std::move(failed_read);
  return launch;
}

Launch::~Launch() {
  if (pid_ < 0 || released_ || !go_) return;
  go_ = FileDescriptor{};
  wait_for(pid_);
}

Result<void> Launch::release() {
  released_ = true;
  const char start = 1;
  while (::write(go_.get(), &start, 1) < 0 && errno == EINTR) {
  }
  go_ = FileDescriptor{};
  int why = 0;
  ssize_t got = 0;
  do {
    got = ::read(failed_.get(), &why, sizeof why);
  } while (got < 0 && errno == EINTR);
  failed_ = FileDescriptor{};
  if (got != static_cast<ssize_t>(sizeof why)) return {};
  wait_for(pid_);
  const std::string attempted = "starting " + text::printable(name_);
  if (why == ENOENT || why == ENOTDIR) {
    return fail(Category::not_found, attempted + ": command not found", "Check the name and PATH");
  }
  Error error =
      system_error(why, attempted, why == EACCES ? "Make it executable with chmod +x" : "");
  error.category = Category::permission;
  return std::unexpected{std::move(error)};
}

}  // namespace calo::os
