#include "os/browser.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <string>
#include <system_error>

namespace calo::os {

namespace fs = std::filesystem;

Result<void> open_in_browser(const fs::path& path) {
  std::string program = "xdg-open";
  if (const char* const browser = std::getenv("BROWSER"); browser != nullptr && *browser != '\0')
    program = browser;
  std::error_code none;  // a directory that is gone has no path: then the name as it is
  std::string target = fs::absolute(path, none).string();
  if (none) target = path.string();
  std::array<char*, 3> arguments = {program.data(), target.data(), nullptr};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t pid = 0;
  const int error =
      ::posix_spawnp(&pid, program.c_str(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) {
    return std::unexpected{system_error(error, fmt::format("opening {} with {}", target, program),
                                        "Open the file in a browser yourself")};
  }
  return {};
}

}  // namespace calo::os
