#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "npz/array.hpp"

namespace npz {

/// What the beginning of a `.npy` file says.
struct NpyHeader {
  Type type = Type::f8;
  std::size_t characters = 0;
  Shape shape;
  std::size_t size = 0;     ///< bytes before the first element
  std::size_t payload = 0;  ///< bytes of all elements
};

/// Bytes from which `npy_header_size` can tell the rest.
inline constexpr std::size_t npy_prefix = 12;

/// Bytes before the first element, told by the first `npy_prefix` bytes of a file (or all of a
/// shorter file). Fails if this is no `.npy`, or if its description is longer than 64 KiB.
Result<std::size_t> npy_header_size(std::span<const std::byte> prefix, std::string_view name);

/// Interprets the first `npy_header_size` bytes.
Result<NpyHeader> parse_npy_header(std::span<const std::byte> header, std::string_view name);

}  // namespace npz
