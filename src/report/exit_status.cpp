#include "report/exit_status.hpp"

#include <fmt/format.h>
#include <sys/wait.h>

#include <csignal>
#include <cstring>

namespace calo::report {

std::string signal_name(int number) {
  if (const char* abbreviation = ::sigabbrev_np(number)) return fmt::format("SIG{}", abbreviation);
  if (number >= SIGRTMIN && number <= SIGRTMAX) {
    return number == SIGRTMIN ? "SIGRTMIN" : fmt::format("SIGRTMIN+{}", number - SIGRTMIN);
  }
  return fmt::format("signal {}", number);
}

std::optional<int> ending_signal(int wait_status) {
  if (!WIFSIGNALED(wait_status)) return std::nullopt;
  return WTERMSIG(wait_status);
}

int exit_status(int wait_status) {
  if (const auto signal = ending_signal(wait_status)) return 128 + *signal;
  return WEXITSTATUS(wait_status);
}

std::string exit_text(int wait_status) {
  const int status = exit_status(wait_status);
  if (const auto signal = ending_signal(wait_status)) {
    return fmt::format("{} (killed by {})", status, signal_name(*signal));
  }
  return fmt::format("{}", status);
}

}  // namespace calo::report
