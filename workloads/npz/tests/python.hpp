#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace npz {

/// A directory that is gone after the test.
class Scratch {
 public:
  Scratch() {
    std::string name = (std::filesystem::temp_directory_path() / "npz-test-XXXXXX").string();
    path_ = ::mkdtemp(name.data()) != nullptr ? name : "";
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() {
    std::error_code error;
    if (!path_.empty()) std::filesystem::remove_all(path_, error);
  }
  [[nodiscard]] std::string path(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

inline std::string text_of(const std::string& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

/// A Python that can import `module`; empty if there is none. Debian's own comes first: another one
/// on PATH often lacks the packages.
inline std::string python_with(const std::string& module) {
  for (const char* python : {"/usr/bin/python3", "python3"}) {
    const std::string command = std::string{python} + " -c 'import " + module + "' 2> /dev/null";
    if (std::system(command.c_str()) == 0) return python;
  }
  return {};
}

/// Runs a Python program given as text in `scratch`; true when it succeeded.
inline bool runs(const std::string& python, const Scratch& scratch, const std::string& program) {
  std::ofstream{scratch.path("program.py")} << program;
  const std::string command = "cd '" + scratch.path("") + "' && " + python + " program.py";
  return std::system(command.c_str()) == 0;
}

}  // namespace npz
