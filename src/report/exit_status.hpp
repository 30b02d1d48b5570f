#pragma once

#include <optional>
#include <string>

namespace calo::report {

/// "SIGKILL" for 9; "SIGRTMIN+3", or "signal 99" for numbers without a name.
std::string signal_name(int number);

/// The signal that ended a process with this status, as wait(2) gives it; empty if none did.
std::optional<int> ending_signal(int wait_status);

/// As a shell shows it: the exit status, or 128 + N if signal N ended the process.
int exit_status(int wait_status);

/// "0", "3", "137 (killed by SIGKILL)".
std::string exit_text(int wait_status);

}  // namespace calo::report
