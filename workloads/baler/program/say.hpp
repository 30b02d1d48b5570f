#pragma once

#include <string_view>

namespace baler {

/// Writes to standard output. A failure (a full disk) ends no work under way: main finds it at the
/// end.
void say(std::string_view text);

/// Writes to standard error. A failure is of no consequence.
void complain(std::string_view text);

/// Everything said so far has been written.
bool has_been_heard();

}  // namespace baler
