#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "os/system_root.hpp"

namespace calo::power_model {

/// A directory that describes a machine; removed at the end.
class FakeRoot {
 public:
  FakeRoot() {
    std::string pattern = (std::filesystem::temp_directory_path() / "calo-power-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  FakeRoot(const FakeRoot&) = delete;
  FakeRoot& operator=(const FakeRoot&) = delete;
  ~FakeRoot() {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
  }
  FakeRoot& with(std::string_view file, std::string_view content) {
    const auto path = path_ / file;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream{path} << content;
    return *this;
  }
  [[nodiscard]] os::SystemRoot root() const { return os::SystemRoot{path_}; }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline std::string x86_cpu(std::string_view vendor, int family, int model, int stepping,
                           std::string_view name, int siblings, int cores, std::string_view flags) {
  return "processor\t: 0\nvendor_id\t: " + std::string{vendor} +
         "\ncpu family\t: " + std::to_string(family) + "\nmodel\t\t: " + std::to_string(model) +
         "\nmodel name\t: " + std::string{name} + "\nstepping\t: " + std::to_string(stepping) +
         "\nphysical id\t: 0\nsiblings\t: " + std::to_string(siblings) +
         "\ncpu cores\t: " + std::to_string(cores) + "\nflags\t\t: " + std::string{flags} + "\n\n";
}

}  // namespace calo::power_model
