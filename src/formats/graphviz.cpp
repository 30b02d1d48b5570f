#include "formats/graphviz.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "base/text.hpp"
#include "base/try.hpp"
#include "os/file.hpp"

namespace calo::formats {

namespace {

/// A file in memory. dot gets and gives whole files, so that no pipe can fill up.
Result<os::FileDescriptor> file_in_memory(const char* name, std::string_view content = {}) {
  os::FileDescriptor file{::memfd_create(name, MFD_CLOEXEC)};
  if (!file) return std::unexpected{system_error(errno, "making a file in memory for dot")};
  for (off_t at = 0; !content.empty();) {
    // At offsets, so that its reader starts at the beginning.
    const ssize_t written = ::pwrite(file.get(), content.data(), content.size(), at);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return std::unexpected{system_error(errno, "handing the graph to dot")};
    content.remove_prefix(static_cast<std::size_t>(written));
    at += written;
  }
  return file;
}

Result<std::string> content_of(const os::FileDescriptor& file) {
  struct stat status{};
  if (::fstat(file.get(), &status) != 0) {
    return std::unexpected{system_error(errno, "reading what dot wrote")};
  }
  return os::read_again(file, "what dot wrote", static_cast<std::size_t>(status.st_size) + 1);
}

/// The file actions of posix_spawn(3), freed in the end.
class Redirections {
 public:
  Redirections() { ::posix_spawn_file_actions_init(&actions_); }
  Redirections(const Redirections&) = delete;
  Redirections& operator=(const Redirections&) = delete;
  ~Redirections() { ::posix_spawn_file_actions_destroy(&actions_); }
  void add(const os::FileDescriptor& file, int stream) {
    ::posix_spawn_file_actions_adddup2(&actions_, file.get(), stream);
  }
  [[nodiscard]] const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

std::string option_for(Picture picture) {
  switch (picture) {
    case Picture::svg:
      return "-Tsvg";
    case Picture::pdf:
      return "-Tpdf";
    case Picture::png:
      return "-Tpng";
  }
  return "-Tsvg";
}

}  // namespace

Result<std::string> drawn_by_graphviz(std::string_view graph, Picture picture) {
  CALO_TRY(const auto input, file_in_memory("graph", graph));
  CALO_TRY(const auto output, file_in_memory("picture"));
  CALO_TRY(const auto messages, file_in_memory("messages"));
  Redirections redirections;
  redirections.add(input, STDIN_FILENO);
  redirections.add(output, STDOUT_FILENO);
  redirections.add(messages, STDERR_FILENO);
  std::string program = "dot";
  std::string option = option_for(picture);
  const std::array<char*, 3> arguments{program.data(), option.data(), nullptr};
  pid_t child = -1;
  if (const int error = ::posix_spawnp(&child, program.c_str(), redirections.get(), nullptr,
                                       arguments.data(), environ);
      error != 0) {
    return std::unexpected{
        system_error(error, "drawing the call graph with Graphviz's program dot",
                     "Install the package graphviz, or export the graph itself (--format dot)")};
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return std::unexpected{system_error(errno, "waiting for dot")};
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    CALO_TRY(const auto said, content_of(messages));
    const std::string reason = WIFSIGNALED(status)
                                   ? fmt::format("it was ended by signal {}", WTERMSIG(status))
                                   : text::printable(text::trimmed(said));
    return fail(Category::unsupported,
                fmt::format("drawing the call graph with Graphviz's program dot: {}", reason),
                "Export the graph itself (--format dot)");
  }
  return content_of(output);
}

}  // namespace calo::formats
