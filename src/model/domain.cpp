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

std::string_view name(Outcome outcome) {
  switch (outcome) {
    case Outcome::first:
      return "first";
    case Outcome::good:
      return "good";
    case Outcome::gap:
      return "gap";
    case Outcome::lost:
      return "lost";
    case Outcome::ambiguous:
      return "ambiguous";
    case Outcome::gone:
      return "gone";
  }
  return "gone";
}

}  // namespace calo::model
