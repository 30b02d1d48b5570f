#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace calo::formats::testing {

/// A file of a test, removed in the end.
class TemporaryFile {
 public:
  TemporaryFile(std::string_view name, std::string_view content)
      : path_{std::filesystem::temp_directory_path() /
              (std::to_string(::getpid()) + "-" + std::string{name})} {
    std::ofstream{path_, std::ios::binary} << content;
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

struct Said {
  int status = -1;
  std::string text;  ///< standard output and error
};

/// What a shell command says.
inline Said said_by(const std::string& command) {
  Said result;
  std::FILE* pipe = ::popen(("{ " + command + "\n} 2>&1").c_str(), "r");
  if (pipe == nullptr) return result;
  char buffer[4096];
  for (std::size_t n = 0; (n = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) {
    result.text.append(buffer, n);
  }
  const int status = ::pclose(pipe);
  result.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return result;
}

inline bool is_installed(const std::string& program) {
  return said_by("command -v " + program).status == 0;
}

}  // namespace calo::formats::testing

/// Skips the test where a foreign program is missing.
#define CALO_NEEDS_PROGRAM(program, package)                           \
  if (!::calo::formats::testing::is_installed(program)) {              \
    GTEST_SKIP() << program " is missing: install " package " for it"; \
  }                                                                    \
  static_assert(true)
