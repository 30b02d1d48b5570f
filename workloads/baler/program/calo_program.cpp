#include "calo_program.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <string_view>
#include <system_error>
#include <utility>

#include "base/text.hpp"
#include "base/try.hpp"
#include "os/file.hpp"

namespace baler {
namespace {

namespace fs = std::filesystem;

bool is_program(const fs::path& path) {
  std::error_code ignored;
  return fs::is_regular_file(path, ignored) && ::access(path.c_str(), X_OK) == 0;
}

/// Starts the command; its standard output goes to `output` unless that is -1.
calo::Result<pid_t> spawn(const std::vector<std::string>& command, int output) {
  std::vector<char*> arguments;
  arguments.reserve(command.size() + 1);
  for (const std::string& argument : command)
    arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  if (output >= 0) posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  pid_t child = -1;
  const int error =
      ::posix_spawnp(&child, command.front().c_str(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error == 0) return child;
  return std::unexpected{calo::system_error(error, "starting " + command.front())};
}

calo::Result<int> status_of(pid_t child, const std::string& program) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) {
      return std::unexpected{calo::system_error(errno, "waiting for " + program)};
    }
  }
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace

calo::Result<fs::path> own_program() {
  std::error_code error;
  fs::path path = fs::read_symlink("/proc/self/exe", error);
  if (!error) return path;
  return std::unexpected{
      calo::system_error(error.value(), "looking for the program baler itself", "Mount /proc")};
}

calo::Result<fs::path> find_calo() {
  CALO_TRY(const auto own, own_program());
  if (fs::path beside = own.parent_path() / "calo"; is_program(beside)) return beside;
  const char* const searched = std::getenv("PATH");
  for (const std::string_view directory :
       calo::text::split(searched != nullptr ? searched : "", ':')) {
    if (directory.empty()) continue;
    if (fs::path found = fs::path{directory} / "calo"; is_program(found)) return found;
  }
  return calo::fail(calo::Category::not_found,
                    fmt::format("looking for calo, which measures: it is neither in {} nor on PATH",
                                own.parent_path().string()),
                    "Build it with script/build, or add its directory to PATH");
}

calo::Result<int> run_command(const std::vector<std::string>& command) {
  CALO_TRY(const pid_t child, spawn(command, -1));
  // Set after the start, because an ignored signal would stay ignored in the command.
  auto* const before = std::signal(SIGINT, SIG_IGN);
  auto status = status_of(child, command.front());
  std::signal(SIGINT, before);
  return status;
}

calo::Result<std::string> output_of(const std::vector<std::string>& command) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    return std::unexpected{calo::system_error(errno, "making a pipe")};
  }
  const calo::os::FileDescriptor from{ends[0]};
  calo::os::FileDescriptor to{ends[1]};
  CALO_TRY(const pid_t child, spawn(command, to.get()));
  {
    const calo::os::FileDescriptor closed = std::move(to);
  }
  std::string output;
  std::array<char, 65536> buffer;
  while (true) {
    const ssize_t count = ::read(from.get(), buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    output.append(buffer.data(), static_cast<std::size_t>(count));
  }
  CALO_TRY(const int status, status_of(child, command.front()));
  if (status == 0) return output;
  return calo::fail(calo::Category::io, fmt::format("running {}: it ended with status {}",
                                                    calo::text::shell_quoted(command), status));
}

}  // namespace baler
