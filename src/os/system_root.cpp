#include "os/system_root.hpp"

#include <cstdlib>
#include <utility>

namespace calo::os {

SystemRoot::SystemRoot(std::filesystem::path root) : root_{std::move(root)} {
  if (root_.empty()) root_ = "/";
}

SystemRoot SystemRoot::from_environment() {
  const char* root = std::getenv("CALO_ROOT");
  return SystemRoot{root == nullptr ? "" : root};
}

}  // namespace calo::os
