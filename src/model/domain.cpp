#include "model/domain.hpp"

namespace calo::model {

std::string_view name(Role role) {
  switch (role) {
    case Role::total:
      return "total";
    case Role::inside:
      return "inside";
    case Role::alternative:
      return "alternative";
  }
  return "total";
}

std::string_view name(Component component) {
  switch (component) {
    case Component::cpu:
      return "cpu";
    case Component::memory:
      return "memory";
    case Component::gpu:
      return "gpu";
    case Component::node:
      return "node";
  }
  return "node";
}

}  // namespace calo::model
