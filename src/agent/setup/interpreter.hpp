#pragma once

namespace calo::agent {

/// Whether a Python interpreter is loaded: as the program, or as a library of it. Looks at the
/// loader's list; not to be called in a signal handler. About 2 us.
bool has_interpreter();

}  // namespace calo::agent
