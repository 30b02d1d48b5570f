#pragma once

#include <fcntl.h>
#include <signal.h>  // NOLINT(modernize-deprecated-headers): siginfo_t and sigevent are POSIX's
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>  // NOLINT(modernize-deprecated-headers): clock numbers are POSIX's

#include <cstddef>
#include <cstdint>

#include "os/raw_call.hpp"

/// System calls without libc: errno stays the program's, and no symbol that the program or a
/// sanitizer replaces is called. A result from -4095 to -1 is the negative error number.
namespace calo::agent::system {

using os::raw::address;
using os::raw::call;

inline constexpr std::uint64_t ns_per_s = 1'000'000'000;

/// Any clock, in ns; 0 if it cannot be read (its thread has ended).
inline std::uint64_t clock_ns(long clock) {
  timespec now{};
  if (call(SYS_clock_gettime, clock, address(&now)) != 0) return 0;
  return static_cast<std::uint64_t>(now.tv_sec) * ns_per_s +
         static_cast<std::uint64_t>(now.tv_nsec);
}
inline std::uint64_t monotonic_ns() {
  return clock_ns(CLOCK_MONOTONIC);
}
inline std::uint64_t own_cpu_ns() {
  return clock_ns(CLOCK_THREAD_CPUTIME_ID);
}
inline std::uint64_t process_cpu_ns() {
  return clock_ns(CLOCK_PROCESS_CPUTIME_ID);
}

/// The CPU clock of a thread of this process (linux/posix-timers.h: per thread, scheduler clock).
constexpr long cpu_clock_of(std::int32_t tid) {
  return static_cast<std::int32_t>((~static_cast<std::uint32_t>(tid) << 3) | 6U);
}

inline std::int32_t own_pid() {
  return static_cast<std::int32_t>(call(SYS_getpid));
}
inline std::int32_t own_tid() {
  return static_cast<std::int32_t>(call(SYS_gettid));
}

inline long open_file(const char* path, long flags, long mode = 0) {
  return call(SYS_openat, AT_FDCWD, address(path), flags | O_CLOEXEC, mode);
}
inline long read_file(long file, void* to, std::size_t size) {
  return call(SYS_read, file, address(to), static_cast<long>(size));
}
inline void close_file(long file) {
  call(SYS_close, file);
}

/// Zeroed memory of our own, that a page of costs nothing until it is touched; null if there is
/// none. It is never given back.
inline void* new_memory(std::size_t size) {
  const long memory = call(SYS_mmap, 0, static_cast<long>(size), PROT_READ | PROT_WRITE,
                           MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return memory < 0 && memory >= -4095 ? nullptr : reinterpret_cast<void*>(memory);
}

/// Copies memory of this process that may not be there: false instead of a fault. About 0.3 us.
inline bool copy_own(std::int32_t pid, std::uint64_t from, void* to, std::size_t size) {
  iovec local{to, size};
  iovec remote{reinterpret_cast<void*>(from), size};
  return call(SYS_process_vm_readv, pid, address(&local), 1, address(&remote), 1, 0) ==
         static_cast<long>(size);
}

}  // namespace calo::agent::system
