#include "os/group_witness.hpp"

#include <linux/futex.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <ctime>
#include <utility>

#include "os/clock.hpp"
#include "os/raw_call.hpp"

namespace calo::os {

namespace {

constexpr std::size_t stack_bytes = std::size_t{64} << 10;
constexpr std::size_t most_heard = 64;
/// A witness that has not answered by then is stopped or dead.
constexpr std::chrono::milliseconds patience{250};
/// Those that send no SIGCHLD are waited for by this flag only.
constexpr int of_silent_child = static_cast<int>(__WCLONE);
constexpr long all_signals = 8;  ///< size in bytes of the kernel's set of 64 signals

}  // namespace

struct GroupWitness::Shared {
  std::atomic<std::uint32_t> asked = 0;
  std::atomic<std::uint32_t> answered = 0;
  std::uint32_t count = 0;
  pid_t recorder = 0;
  std::array<Heard, most_heard> heard{};
  Heard* place = heard.data();  ///< the witness calls not even the array's own functions
  alignas(64) std::array<char, stack_bytes> stack;
};

namespace {

#if defined(__SANITIZE_ADDRESS__)
#define CALO_FOREIGN_STACK __attribute__((no_sanitize("address", "undefined")))
#else
#define CALO_FOREIGN_STACK
#endif

/// The witness's whole life. It shares the memory of a process that goes on: no function of libc,
/// whose variables of the thread, errno among them, are not its own.
CALO_FOREIGN_STACK int stand_by(void* memory) {
  using raw::address;
  using raw::call;
  auto* shared = static_cast<GroupWitness::Shared*>(memory);
  call(SYS_prctl, PR_SET_PDEATHSIG, SIGKILL);
  if (call(SYS_getppid) != shared->recorder) return 0;  // it died before
  std::uint64_t every = ~std::uint64_t{0};
  call(SYS_rt_sigprocmask, SIG_SETMASK, address(&every), 0, all_signals);
  GroupWitness::Heard* const place = shared->place;
  std::uint32_t done = 0;
  for (;;) {
    const std::uint32_t asked = shared->asked.load(std::memory_order_acquire);
    if (asked == done) {
      call(SYS_futex, address(&shared->asked), FUTEX_WAIT_PRIVATE, static_cast<long>(asked));
      continue;
    }
    std::uint32_t count = 0;
    while (count < most_heard) {
      siginfo_t info;
      timespec at_once;
      at_once.tv_sec = 0;
      at_once.tv_nsec = 0;
      const long signal = call(SYS_rt_sigtimedwait, address(&every), address(&info),
                               address(&at_once), all_signals);
      if (signal <= 0) break;
      GroupWitness::Heard* heard = place + count++;
      heard->signal = static_cast<int>(signal);
      heard->sender = info.si_pid;
      heard->by_kernel = info.si_code == SI_KERNEL;
    }
    shared->count = count;
    done = asked;
    shared->answered.store(asked, std::memory_order_release);
    call(SYS_futex, address(&shared->answered), FUTEX_WAKE_PRIVATE, 1);
  }
}

}  // namespace

std::optional<GroupWitness> GroupWitness::start() {
#if defined(__SANITIZE_THREAD__)
  return std::nullopt;  // it knows threads, not processes that share memory
#endif
  void* const memory = ::mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE,
                              MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) return std::nullopt;
  GroupWitness witness;
  witness.shared_ = new (memory) Shared;
  witness.shared_->recorder = ::getpid();
  char* const top = witness.shared_->stack.data() + stack_bytes;
  const int pid = ::clone(stand_by, top, CLONE_VM | CLONE_FILES | CLONE_FS, witness.shared_);
  if (pid < 0) return std::nullopt;  // the destructor unmaps
  witness.pid_ = pid;
  return witness;
}

GroupWitness::GroupWitness(GroupWitness&& other) noexcept
    : shared_{std::exchange(other.shared_, nullptr)}, pid_{std::exchange(other.pid_, -1)} {}

GroupWitness::~GroupWitness() {
  if (shared_ == nullptr) return;
  if (pid_ > 0) {
    ::kill(pid_, SIGKILL);
    while (::waitpid(pid_, nullptr, of_silent_child) < 0 && errno == EINTR) {
    }
  }
  ::munmap(shared_, sizeof(Shared));
}

std::optional<std::vector<GroupWitness::Heard>> GroupWitness::ask() {
  if (pid_ < 0) return std::nullopt;
  const std::uint32_t question = shared_->asked.fetch_add(1, std::memory_order_acq_rel) + 1;
  raw::call(SYS_futex, raw::address(&shared_->asked), FUTEX_WAKE_PRIVATE, 1);
  const Instant until = monotonic_now() + patience;
  for (;;) {
    const std::uint32_t answered = shared_->answered.load(std::memory_order_acquire);
    if (answered == question) break;
    const auto left = until - monotonic_now();
    if (left.count() <= 0) {
      if (::waitpid(pid_, nullptr, WNOHANG | of_silent_child) == pid_) pid_ = -1;
      return std::nullopt;
    }
    timespec wait{};
    wait.tv_nsec = static_cast<long>(left.count());
    raw::call(SYS_futex, raw::address(&shared_->answered), FUTEX_WAIT_PRIVATE,
              static_cast<long>(answered), raw::address(&wait));
  }
  return std::vector<Heard>(shared_->heard.begin(), shared_->heard.begin() + shared_->count);
}

}  // namespace calo::os
