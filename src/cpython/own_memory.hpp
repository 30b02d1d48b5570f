#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "cpython/memory.hpp"
#include "os/raw_call.hpp"

namespace calo::cpython {

/// Reads memory of the own process without ever faulting, in a signal handler too.
///
/// A page is asked for once (process_vm_readv of the process itself, about 0.3 us, EFAULT instead
/// of a signal) and then remembered; later reads of it are copies. A remembered page that was
/// unmapped since and is then read through a pointer that is no longer valid would fault: forget()
/// after an munmap, if one is seen. Plain memory that starts as zeros, shared by all threads
/// without locks.
class OwnMemory {
 public:
  bool operator()(std::uint64_t address, void* to, std::size_t size) {
    constexpr std::uint64_t last = highest_address;
    if (address < lowest_address || address > last || size > last - address || size == 0) {
      return false;
    }
    const std::uint64_t last_page = (address + size - 1) >> page_bits;
    for (std::uint64_t page = address >> page_bits; page <= last_page; ++page) {
      if (!is_readable(page)) return false;
    }
    std::memcpy(to, at(address), size);
    return true;
  }

  void forget() {
    for (std::uint64_t& page : pages_) __atomic_store_n(&page, 0, __ATOMIC_RELAXED);
  }

 private:
  static constexpr unsigned page_bits = 12;
  static constexpr std::size_t entries = 1024;  // 4 MiB of remembered pages in 8 KiB

  static void* at(std::uint64_t address) {
    // NOLINTNEXTLINE(performance-no-int-to-ptr): addresses of another layer's objects are numbers.
    return reinterpret_cast<void*>(address);
  }

  bool is_readable(std::uint64_t page) {
    std::uint64_t& entry = pages_[page % entries];
    if (__atomic_load_n(&entry, __ATOMIC_RELAXED) == page) return true;
    unsigned char byte = 0;
    struct {
      void* base;
      std::size_t size;
    } local{&byte, 1}, remote{at(page << page_bits), 1};
    const long process = os::raw::call(getpid_number);
    if (os::raw::call(process_vm_readv_number, process, os::raw::address(&local), 1,
                      os::raw::address(&remote), 1, 0) != 1)
      return false;
    __atomic_store_n(&entry, page, __ATOMIC_RELAXED);
    return true;
  }

  static constexpr long getpid_number = 39;
  static constexpr long process_vm_readv_number = 310;

  std::uint64_t pages_[entries] = {};
};

}  // namespace calo::cpython
