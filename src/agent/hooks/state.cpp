#include "agent/hooks/state.hpp"

namespace calo::agent {

constinit Process process{};

}  // namespace calo::agent
