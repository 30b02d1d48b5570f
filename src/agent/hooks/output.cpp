#include "agent/hooks/output.hpp"

#include <linux/mman.h>
#include <sys/mman.h>
#include <sys/resource.h>

#include "agent/hooks/modules.hpp"
#include "agent/hooks/state.hpp"
#include "agent/hooks/system.hpp"

#pragma GCC poison malloc calloc free new throw printf snprintf

namespace calo::agent {
namespace {

enum : std::uint32_t { none, being_made, open, impossible };

constexpr std::size_t piece = std::size_t{64} * 1024;

#ifndef MADV_POPULATE_WRITE
#define MADV_POPULATE_WRITE 23
#endif

/// DIRECTORY/PID.BIRTH: unique, for a process is born once.
struct Name {
  char text[longest_directory + 40];

  Name() {
    std::size_t at = 0;
    while (process.directory[at] != '\0') {
      text[at] = process.directory[at];
      ++at;
    }
    text[at++] = '/';
    char digits[12];
    std::size_t count = 0;
    for (auto pid = static_cast<std::uint32_t>(process.pid.load()); pid != 0; pid /= 10) {
      digits[count++] = static_cast<char>('0' + pid % 10);
    }
    while (count > 0) text[at++] = digits[--count];
    text[at++] = '.';
    for (int shift = 60; shift >= 0; shift -= 4) {
      text[at++] = "0123456789abcdef"[process.birth >> shift & 15];
    }
    text[at] = '\0';
  }
};

bool may_grow_to(std::uint64_t size) {
  // Beyond RLIMIT_FSIZE the kernel does not just refuse: it sends SIGXFSZ.
  rlimit limit{};
  if (system::call(SYS_prlimit64, 0, RLIMIT_FSIZE, 0, system::address(&limit)) != 0) return false;
  return limit.rlim_cur == RLIM_INFINITY || limit.rlim_cur >= size;
}

/// Makes sure that memory stands behind [from, from + size): without, a store would be SIGBUS.
bool back(std::uint64_t from, std::uint64_t size) {
  return system::call(SYS_madvise, static_cast<long>(from), static_cast<long>(size),
                      MADV_POPULATE_WRITE) == 0;
}

/// Before Linux 5.14 there is no MADV_POPULATE_WRITE: then all of the file is allocated at once.
bool back_all(long file, std::uint64_t size) {
  return system::call(SYS_fallocate, file, 0, 0, static_cast<long>(size)) == 0;
}

bool make() {
  const std::uint64_t size = ring::header_bytes + std::uint64_t{process.ring_words} * 8;
  if (!may_grow_to(size)) return false;
  const Name name;
  const long file = system::open_file(name.text, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, 0600);
  if (file < 0) return false;
  long mapping = -1;
  std::uint64_t backed = 0;
  if (system::call(SYS_ftruncate, file, static_cast<long>(size)) == 0) {
    mapping = system::call(SYS_mmap, 0, static_cast<long>(size), PROT_READ | PROT_WRITE, MAP_SHARED,
                           file, 0);
  }
  const bool is_mapped = mapping > 0 || mapping < -4095;
  if (is_mapped) {
    if (back(static_cast<std::uint64_t>(mapping), ring::header_bytes + piece)) {
      backed = piece / 8;
    } else if (back_all(file, size)) {
      backed = process.ring_words;
    }
  }
  system::close_file(file);
  if (backed == 0) {
    if (is_mapped) system::call(SYS_munmap, mapping, static_cast<long>(size));
    system::call(SYS_unlinkat, AT_FDCWD, system::address(name.text), 0);
    return false;
  }

  auto* header = reinterpret_cast<ring::Header*>(mapping);
  header->version = ring::layout_version;
  header->ring_words = process.ring_words;
  header->pid = process.pid.load();
  header->parent = static_cast<std::int32_t>(system::call(SYS_getppid));
  header->birth = process.birth;
  header->main.store(process.main);
  header->period = process.period;
  header->forked = process.is_forked ? 1 : 0;
  const char* path = executable_path();
  for (std::size_t i = 0; path[i] != '\0' && i + 1 < ring::longest_path; ++i) {
    header->executable[i] = path[i];
  }
  header->unsampled_cpu.store(process.unsampled_cpu.load());
  header->unseen_threads.store(process.unseen_threads.load());
  process.header = header;
  process.words = reinterpret_cast<std::atomic<std::uint64_t>*>(
      mapping + static_cast<long>(ring::header_bytes));
  process.backed_words.store(backed);
  header->ready.store(ring::magic, std::memory_order_release);
  return true;
}

/// Backs the next pieces, until `words` words and some more are.
bool back_more() {
  const std::uint64_t backed = process.backed_words.load(std::memory_order_relaxed);
  if (backed >= process.ring_words) return false;
  const auto from = reinterpret_cast<std::uint64_t>(process.words) + backed * 8;
  const std::uint64_t left = (process.ring_words - backed) * 8;
  const std::uint64_t size = left < 4 * piece ? left : 4 * piece;
  if (!back(from, size)) return false;
  std::uint64_t expected = backed;
  process.backed_words.compare_exchange_strong(expected, backed + size / 8);
  return true;
}

}  // namespace

bool is_output_open() {
  return process.output_state.load(std::memory_order_acquire) == open;
}

bool has_output() {
  const std::uint32_t state = process.output_state.load(std::memory_order_acquire);
  if (state != none) return state == open;
  std::uint32_t expected = none;
  if (!process.output_state.compare_exchange_strong(expected, being_made)) return false;
  process.output_state.store(make() ? open : impossible, std::memory_order_release);
  return is_output_open();
}

ring::Writer new_writer() {
  return {process.header, process.words, process.backed_words.load(std::memory_order_relaxed)};
}

bool begin_record(ring::Writer& writer, ring::Kind kind, std::uint16_t flags,
                  std::uint32_t payload) {
  for (;;) {
    writer = new_writer();
    switch (writer.begin(kind, flags, payload)) {
      case ring::Writer::Begun::yes:
        return true;
      case ring::Writer::Begun::not_backed:
        if (back_more()) continue;
        break;
      case ring::Writer::Begun::no_room:
        break;
    }
    process.header->dropped.fetch_add(1, std::memory_order_relaxed);
    return false;
  }
}

}  // namespace calo::agent
