#include "model/profile.hpp"

namespace calo::model {

std::string_view name(Language language) {
  switch (language) {
    case Language::native:
      return "native";
    case Language::python:
      return "python";
    case Language::kernel:
      return "kernel";
  }
  return "native";
}

}  // namespace calo::model
