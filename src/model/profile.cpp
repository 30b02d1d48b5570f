#include "model/profile.hpp"

namespace calo::model {

CallCount& CallCount::operator+=(const CallCount& other) {
  calls += other.calls;
  primitive += other.primitive;
  own += other.own;
  cumulative += other.cumulative;
  return *this;
}

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
