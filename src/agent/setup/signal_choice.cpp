#include "agent/setup/signal_choice.hpp"

#include <algorithm>
#include <cstdint>

#include "agent/hooks/sampler.hpp"
#include "agent/hooks/state.hpp"
#include "agent/hooks/system.hpp"

// What a handler returns to (rt_sigreturn); debuggers know it by these very bytes.
asm(R"(
  .text
  .hidden calo_agent_return
  .globl calo_agent_return
  .type calo_agent_return, @function
calo_agent_return:
  mov $15, %rax
  syscall
  .size calo_agent_return, . - calo_agent_return
)");
extern "C" __attribute__((visibility("hidden"))) void calo_agent_return();

namespace calo::agent {
namespace {

/// struct sigaction as the kernel has it (arch/x86/include/uapi/asm/signal.h). libc's function is
/// not used: sanitizers replace it, and would call us at another time than the signal's.
struct KernelAction {
  std::uint64_t handler = 0;
  std::uint64_t flags = 0;
  std::uint64_t restorer = 0;
  std::uint64_t mask = 0;
};
constexpr std::uint64_t has_restorer = 0x04000000;

// In the middle of the real-time signals: programs count from both ends, libc has the first two.
constexpr int candidates[] = {51, 52, 50, 53, 49, 54, 48, 55, 47, 56};

/// False if the program was started with it ignored.
bool take(int signal) {
  KernelAction old;
  if (system::call(SYS_rt_sigaction, signal, 0, system::address(&old), sizeof old.mask) != 0 ||
      old.handler != reinterpret_cast<std::uint64_t>(SIG_DFL)) {
    return false;
  }
  // The alternate stack, where a thread has one: its own may be tiny, as in Go. All signals are
  // blocked meanwhile, so that our handler is never on top of itself.
  const KernelAction ours{
      .handler = reinterpret_cast<std::uint64_t>(&on_signal),
      .flags = static_cast<std::uint64_t>(SA_SIGINFO | SA_RESTART | SA_ONSTACK) | has_restorer,
      .restorer = reinterpret_cast<std::uint64_t>(&calo_agent_return),
      .mask = ~std::uint64_t{0}};
  process.signal = signal;
  if (system::call(SYS_rt_sigaction, signal, system::address(&ours), 0, sizeof ours.mask) != 0) {
    return false;
  }
  // A parent may have blocked it before exec.
  const std::uint64_t set = std::uint64_t{1} << (signal - 1);
  system::call(SYS_rt_sigprocmask, SIG_UNBLOCK, system::address(&set), 0, sizeof set);
  return true;
}

}  // namespace

bool take_signal() {
  process.has_task_clock = process.has_task_clock && take(SIGTRAP);
  return process.has_task_clock || std::ranges::any_of(candidates, take);
}

void give_back() {
  give_up();
  process.signal = 0;
  // A sample that was on its way to another thread must not meet the program's handler.
  const timespec pause{0, 1'000'000};
  system::call(SYS_nanosleep, system::address(&pause), 0);
}

void block_own_signal() {
  const std::uint64_t set = std::uint64_t{1} << (process.signal - 1);
  system::call(SYS_rt_sigprocmask, SIG_BLOCK, system::address(&set), 0, sizeof set);
}

}  // namespace calo::agent
