#include "agent/hooks/timer.hpp"

#include <linux/perf_event.h>
#include <sys/mman.h>
#include <sys/utsname.h>

#include <cstddef>

#include "agent/hooks/number.hpp"
#include "agent/hooks/system.hpp"

#pragma GCC poison malloc calloc free new throw printf snprintf

namespace calo::agent {
namespace {

constexpr long page = 4096;
/// struct siginfo of the kernel (include/uapi/asm-generic/siginfo.h), of SIGTRAP by an event.
constexpr int trap_perf = 6;
constexpr std::size_t perf_data_at = 24;

timespec spec_of(std::uint64_t ns) {
  return {static_cast<time_t>(ns / system::ns_per_s), static_cast<long>(ns % system::ns_per_s)};
}

/// The mapping of a new event of a thread's task clock, 0 if there can be none.
std::uint64_t open_event(std::int32_t tid, std::uint64_t period, std::uint64_t data) {
  perf_event_attr attr{};
  attr.size = sizeof attr;
  attr.type = PERF_TYPE_SOFTWARE;
  attr.config = PERF_COUNT_SW_TASK_CLOCK;
  attr.sample_period = period;
  attr.exclude_hv = 1;
  attr.sigtrap = 1;
  attr.remove_on_exec = 1;
  attr.sig_data = data;
  const auto open = [&] {
    return system::call(SYS_perf_event_open, system::address(&attr), tid, -1, -1,
                        PERF_FLAG_FD_CLOEXEC);
  };
  long file = open();
  if (file < 0) {
    // Without CAP_PERFMON and at kernel.perf_event_paranoid = 2: what the kernel does for the
    // program is then counted to the next sample.
    attr.exclude_kernel = 1;
    file = open();
  }
  if (file < 0) return 0;
  const long mapping = system::call(SYS_mmap, 0, page, PROT_READ, MAP_SHARED, file, 0);
  system::close_file(file);
  return mapping < 0 && mapping >= -4095 ? 0 : static_cast<std::uint64_t>(mapping);
}

/// Evenly distributed, [0, 1).
double random_part(std::int32_t tid) {
  std::uint64_t random = system::monotonic_ns() * 0x9e3779b97f4a7c15 +
                         static_cast<std::uint64_t>(tid) * 0xd1b54a32d192ed03;
  random = (random ^ random >> 29) * 0xbf58476d1ce4e5b9;
  random = (random ^ random >> 32) * 0x94d049bb133111eb;
  return static_cast<double>(random >> 11) * 0x1p-53;
}

/// Periods are spread around the asked one, evenly in 1/period, so that samples are in step with
/// nothing and their mean rate is the asked one.
std::uint64_t spread_period(std::int32_t tid) {
  return static_cast<std::uint64_t>(static_cast<double>(process.period) /
                                    (0.65 + 0.7 * random_part(tid)));
}

bool start_event(Thread& thread, std::uint64_t period) {
  thread.event_period = period;
  thread.event = open_event(thread.tid, period, reinterpret_cast<std::uint64_t>(&thread));
  return thread.event != 0;
}

/// The number after a name at the beginning of a line; 0 if there is none.
std::uint64_t value_of(const char* text, const char* name, unsigned base) {
  for (; *text != '\0'; ++text) {
    const char* at = text;
    const char* wanted = name;
    for (; *wanted != '\0' && *at == *wanted; ++at) ++wanted;
    if (*wanted == '\0') {
      while (*at == ' ' || *at == '\t') ++at;
      return read_number(at, base);
    }
    while (*text != '\n' && text[1] != '\0') ++text;
  }
  return 0;
}

/// What the kernel says of this process.
struct Status {
  Status() {
    const long file = system::open_file("/proc/self/status", O_RDONLY);
    if (file < 0) return;
    const long size = system::read_file(file, text, sizeof text - 1);
    system::close_file(file);
    is_known = size > 0;
    text[is_known ? size : 0] = '\0';
  }
  [[nodiscard]] bool is_traced() const { return value_of(text, "TracerPid:", 10) != 0; }
  /// An emulator's handler, which the program does not see (valgrind): traps are its own.
  [[nodiscard]] bool has_traps() const {
    constexpr std::uint64_t trap = std::uint64_t{1} << (SIGTRAP - 1);
    return ((value_of(text, "SigCgt:", 16) | value_of(text, "SigIgn:", 16)) & trap) != 0;
  }

  bool is_known = false;
  char text[4096];
};

void begin(Thread& thread) {
  thread.state.store(Thread::running, std::memory_order_release);
  process.living.fetch_add(1, std::memory_order_relaxed);
}

}  // namespace

Thread* sender_of(const siginfo_t& info) {
  std::uint64_t address = 0;
  if (info.si_code == SI_TIMER) {
    address = reinterpret_cast<std::uint64_t>(info.si_value.sival_ptr);
  } else if (info.si_signo == SIGTRAP && info.si_code == trap_perf) {
    __builtin_memcpy(&address, reinterpret_cast<const char*>(&info) + perf_data_at, sizeof address);
  } else {
    return nullptr;
  }
  const auto first = reinterpret_cast<std::uint64_t>(process.threads);
  if (address < first || address >= first + most_threads * sizeof(Thread) ||
      (address - first) % sizeof(Thread) != 0) {
    return nullptr;
  }
  return &process.threads[(address - first) / sizeof(Thread)];
}

bool start_timer(Thread& thread) {
  // The first sample comes after a random part of a period: threads that start together, and
  // processes that live shorter than a period, are sampled in proportion to their CPU time.
  if (process.has_task_clock) {
    constexpr std::uint64_t shortest = 20'000;
    const auto part =
        static_cast<std::uint64_t>(static_cast<double>(process.period) * random_part(thread.tid));
    if (start_event(thread, part > shortest ? part : shortest)) {
      begin(thread);
      return true;
    }
  }
  sigevent event{};
  event.sigev_notify = SIGEV_THREAD_ID;
  event.sigev_signo = process.signal;
  event.sigev_value.sival_ptr = &thread;
  event._sigev_un._tid = thread.tid;
  std::int32_t timer = -1;
  if (system::call(SYS_timer_create, system::cpu_clock_of(thread.tid), system::address(&event),
                   system::address(&timer)) != 0) {
    return false;
  }
  thread.timer = timer;
  begin(thread);
  const std::uint64_t interval = process.timer_interval;
  const auto first =
      1 + static_cast<std::uint64_t>(static_cast<double>(interval) * random_part(thread.tid));
  const itimerspec times{.it_interval = spec_of(interval), .it_value = spec_of(first)};
  system::call(SYS_timer_settime, timer, 0, system::address(&times), 0);
  return true;
}

void stop_timer(Thread& thread) {
  if (thread.timer >= 0) system::call(SYS_timer_delete, thread.timer);
  pause_event(thread);
  forget_timer(thread);
}

bool pause_event(Thread& thread) {
  const std::uint64_t event = thread.event;
  thread.event = 0;
  // What is pending comes before the call returns.
  if (event != 0) system::call(SYS_munmap, static_cast<long>(event), page);
  return event != 0;
}

void resume_event(Thread& thread) {
  start_event(thread, spread_period(thread.tid));
}

void renew_event(Thread& thread) {
  // After the first sample, and then so rarely that it costs nothing.
  constexpr std::uint32_t samples_of_a_period = 64;
  if (thread.event == 0 || thread.samples % samples_of_a_period != 1) return;
  const std::uint64_t old = thread.event;
  if (start_event(thread, spread_period(thread.tid))) {
    system::call(SYS_munmap, static_cast<long>(old), page);
  } else {
    thread.event = old;
  }
}

void forget_timer(Thread& thread) {
  thread.timer = -1;
  thread.event = 0;
}

bool is_traced() {
  const Status status;
  return status.is_known && status.is_traced();
}

bool has_task_clock() {
  const Status status;
  if (!status.is_known || status.is_traced() || status.has_traps()) return false;
  utsname system_name{};
  if (system::call(SYS_uname, system::address(&system_name)) != 0) return false;
  std::uint64_t version[2] = {0, 0};
  const char* text = system_name.release;
  for (std::uint64_t& part : version) {
    part = read_number(text);
    if (*text == '.') ++text;
  }
  if (version[0] < 5 || (version[0] == 5 && version[1] < 18)) return false;
  // So long that it cannot come: there is no handler yet.
  constexpr std::uint64_t hour = 3600 * system::ns_per_s;
  const std::uint64_t event = open_event(system::own_tid(), hour, 0);
  if (event != 0) system::call(SYS_munmap, static_cast<long>(event), page);
  return event != 0;
}

}  // namespace calo::agent
