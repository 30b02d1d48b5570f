#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace baler {

/// Where the files of a project lie: `workspaces/WORKSPACE/PROJECT/` below the current directory,
/// as in the Python Baler.
class Project {
 public:
  /// Fails if a name is empty or would lead out of `workspaces/`.
  static calo::Result<Project> named(std::string_view workspace, std::string_view project);

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] std::filesystem::path directory() const;
  [[nodiscard]] std::filesystem::path config() const;  ///< config/PROJECT_config.py
  [[nodiscard]] std::filesystem::path data() const;    ///< of the workspace
  [[nodiscard]] std::filesystem::path input() const;   ///< where a new project looks for its data

  [[nodiscard]] std::filesystem::path compressed_output() const {
    return output("compressed_output");
  }
  [[nodiscard]] std::filesystem::path decompressed_output() const {
    return output("decompressed_output");
  }
  [[nodiscard]] std::filesystem::path plotting() const { return output("plotting"); }
  [[nodiscard]] std::filesystem::path training() const { return output("training"); }
  [[nodiscard]] std::filesystem::path profiling() const { return output("profiling"); }

  [[nodiscard]] std::filesystem::path model() const { return compressed_output() / "model.pt"; }
  [[nodiscard]] std::filesystem::path compressed() const {
    return compressed_output() / "compressed.npz";
  }
  [[nodiscard]] std::filesystem::path decompressed() const {
    return decompressed_output() / "decompressed.npz";
  }
  [[nodiscard]] std::filesystem::path losses() const { return training() / "loss_data.npy"; }
  [[nodiscard]] std::filesystem::path normalization() const {
    return training() / "normalization_features.npy";
  }

  /// Makes the directories of a project that exists already, where they are missing.
  [[nodiscard]] calo::Result<void> make_output_directories() const;

  /// Makes the directories and a config that works for every mode. False, and nothing done, if the
  /// project exists.
  [[nodiscard]] calo::Result<bool> create() const;

 private:
  [[nodiscard]] std::filesystem::path output(std::string_view kind) const;

  std::string workspace_;
  std::string name_;
};

}  // namespace baler
