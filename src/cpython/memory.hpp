#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace calo::cpython {

/// Copies `size` bytes at `address` of the interpreter's process; false if they cannot be read.
///
/// It must not fault, whatever the address: between two instructions of the evaluation loop of
/// 3.11 and 3.12 the current frame's pointer is not yet set (frames.hpp). `OwnMemory` is one.
template <class R>
concept Reader = requires(R read, std::uint64_t address, void* to, std::size_t size) {
  { read(address, to, size) } -> std::convertible_to<bool>;
};

/// One value at `address`; false if it cannot be read.
template <class Read, class Value>
  requires std::is_trivially_copyable_v<Value>
bool read_value(Read&& read, std::uint64_t address, Value& value) {
  return read(address, &value, sizeof(Value));
}

/// Lowest and highest addresses that user space can have on x86-64.
inline constexpr std::uint64_t lowest_address = 0x1000;
inline constexpr std::uint64_t highest_address = 0x0000'7FFF'FFFF'FFFF;

/// Whether `address` can be that of an object or frame, which are aligned to pointers.
constexpr bool is_plausible(std::uint64_t address) {
  return address >= lowest_address && address < highest_address && address % 8 == 0;
}

}  // namespace calo::cpython
