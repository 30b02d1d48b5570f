#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace npz {

using calo::Result;

/// Element types of NumPy that are read and written, all little-endian.
enum class Type : std::uint8_t { b1, i1, i2, i4, i8, u1, u2, u4, u8, f2, f4, f8, text };

/// Size of one element of a numeric type in bytes; 4 for a character of `text`.
std::size_t size_of(Type type);

/// NumPy's description of a type: "<f8", "|u1"; `text` with its length: "<U12".
std::string description(Type type, std::size_t characters = 0);

/// Sizes along each axis, slowest first; empty for a single value.
using Shape = std::vector<std::size_t>;

/// Product of the sizes.  Requires: it fits (`read` and `Array` make sure of it).
std::size_t elements(const Shape& shape);

/// "(60, 50, 50)", "(3,)", "()": as Python writes a tuple.
std::string text(const Shape& shape);

/// An n-dimensional array in C order, owning its bytes.
struct Array {
  Type type = Type::f8;
  std::size_t characters = 0;  ///< of each element when `type` is text, else 0
  Shape shape;
  std::vector<std::byte> bytes;

  static Array of(std::span<const double> values, Shape shape);
  static Array of(std::span<const float> values, Shape shape);
  static Array of(std::span<const std::int64_t> values, Shape shape);
  static Array of(std::span<const std::uint8_t> values, Shape shape);
  /// float16 values given by their bits.
  static Array of_halves(std::span<const std::uint16_t> bits, Shape shape);
  /// One axis of text, UTF-8 in, stored as wide as the longest. Invalid UTF-8 becomes U+FFFD.
  static Array of(std::span<const std::string> values);

  /// Elements converted to double (whole numbers beyond 2^53 are rounded). Fails for text.
  [[nodiscard]] Result<std::vector<double>> doubles() const;
  /// Elements converted to float.
  [[nodiscard]] Result<std::vector<float>> floats() const;
  /// Elements as whole numbers; fails for other types than integers.
  [[nodiscard]] Result<std::vector<std::int64_t>> integers() const;
  /// Elements as UTF-8 without trailing NULs; fails for numbers. An empty array of any type is no
  /// text at all, because the original's frames come with an empty float64 array of names.
  [[nodiscard]] Result<std::vector<std::string>> strings() const;
};

/// The value of a float16 (IEEE 754 binary16), and the nearest float16 (ties to even, overflow to
/// infinity).
double from_half(std::uint16_t bits);
std::uint16_t to_half(double value);

/// A `.npy` file in memory: versions 1 to 3, little-endian, C order. Refuses Fortran order, big
/// endian and objects (pickles) with a sentence that says how to convert.
/// Format: NumPy Enhancement Proposal 1, numpy/lib/format.py.
Result<Array> parse_npy(std::span<const std::byte> bytes, std::string_view name);

/// Everything of a `.npy` file before the elements: version 1.0, padded to a multiple of 64 bytes.
std::string npy_header(Type type, std::size_t characters, const Shape& shape);

}  // namespace npz
