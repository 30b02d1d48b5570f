#pragma once

#include <map>
#include <string_view>

#include "attribution/call_tree.hpp"

namespace calo::attribution {

/// What a line of a source file costs by itself, and with what it calls.
struct LineCost {
  Cost self;
  Cost inclusive;
};

/// The lines of one file, all functions of a line together: a comprehension, a lambda or an inlined
/// function is often on the line of the function that it is called from. A line that is in a stack
/// several times counts once. `tree` must tell lines apart.
std::map<int, LineCost> file_lines(const CallTree& tree, const model::Profile& profile,
                                   std::string_view file);

}  // namespace calo::attribution
