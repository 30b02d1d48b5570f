#pragma once

#include <cstdint>

#include "agent/hooks/modules.hpp"

namespace calo::agent {

/// The address of what a loaded module exports as `name`; 0 if it does not, or has no GNU hash
/// table (System V ABI, "Dynamic Section"; binutils' .gnu.hash). Reads the module's own tables:
/// unlike dlsym, this takes no lock.
std::uint64_t exported(const Module& module, const char* name);

}  // namespace calo::agent
