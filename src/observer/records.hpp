#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

/// What the kernel writes into the ring of an event (perf_event_open(2), "MMAP layout"), as plain
/// values. Pure: bytes in, values out.
namespace calo::observer {

/// User registers in the order of the kernel (arch/x86/include/uapi/asm/perf_regs.h): ax, bx, cx,
/// dx, si, di, bp, sp, ip, r8 to r15.
inline constexpr std::size_t kept_registers = 17;
inline constexpr std::uint64_t register_mask = 0xff01ff;

struct StackSample {
  static constexpr std::size_t sp = 7, ip = 8;  ///< places in `registers`
  std::int32_t pid = 0;
  std::int32_t tid = 0;
  std::uint64_t event = 0;   ///< tells the events of threads and CPUs apart
  std::uint64_t period = 0;  ///< ns of CPU time
  std::uint32_t cpu = 0;
  bool in_kernel = false;
  bool has_registers = false;  ///< of 64-bit code; else nothing below is known
  std::array<std::uint64_t, kept_registers> registers{};
  std::vector<std::uint64_t> kernel;  ///< instruction addresses, innermost first
  std::vector<std::uint64_t> stack;   ///< words from sp on
};
struct Forked {
  std::int32_t pid = 0, parent = 0, tid = 0, parent_tid = 0;
};
struct Exited {
  std::int32_t pid = 0, tid = 0;
};
struct Named {
  std::int32_t pid = 0, tid = 0;
  bool by_exec = false;
  std::string name;
};
struct Mapped {
  std::int32_t pid = 0;
  std::uint64_t address = 0, size = 0, offset = 0, inode = 0;
  std::string path;  ///< "//anon" where there is no file
};
struct Lost {
  std::uint64_t count = 0;
};

struct Record {
  std::uint64_t time = 0;  ///< CLOCK_MONOTONIC, ns; 0 unknown
  std::variant<StackSample, Forked, Exited, Named, Mapped, Lost> what;
};

/// What the event was opened with decides what its records hold.
struct RecordShape {
  bool has_kernel_frames = false;
};

/// One record, header included. Empty: of a kind that is not followed, or not what the kernel
/// writes.
std::optional<Record> parse_record(std::span<const std::byte> bytes, const RecordShape& shape);

}  // namespace calo::observer
