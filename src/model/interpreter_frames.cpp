#include "model/interpreter_frames.hpp"

#include <algorithm>

namespace calo::model {

InterpreterFrames::InterpreterFrames(const Profile& profile) {
  std::vector<bool> is_python;
  is_python.reserve(profile.locations.size());
  for (const Location& location : profile.locations) {
    is_python.push_back(std::ranges::any_of(location.lines, [&](const Line& line) {
      return profile.functions[static_cast<std::size_t>(line.function)].language ==
             Language::python;
    }));
    is_interpreter_.push_back(
        location.module &&
        profile.modules[static_cast<std::size_t>(*location.module)].interpreter &&
        !is_python.back());
  }
  has_python_.reserve(profile.stacks.size());
  for (const StackNode& node : profile.stacks) {
    has_python_.push_back(is_python[static_cast<std::size_t>(node.location)] ||
                          (node.parent >= 0 && has_python_[static_cast<std::size_t>(node.parent)]));
  }
}

}  // namespace calo::model
