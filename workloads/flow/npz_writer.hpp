#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <string_view>

namespace flow {

/// CRC-32 of zip and gzip (polynomial 0xEDB88320, reflected), continuing from `crc` of what came
/// before.
std::uint32_t crc32(std::span<const std::byte> bytes, std::uint32_t crc = 0);

/// Header of a `.npy` file, version 1.0, for little-endian float64 in C order: magic, length,
/// description and padding to a multiple of 64 bytes. `shape` as Python writes a tuple: "(60, 50,
/// 50)". Source: NumPy Enhancement Proposal 1, numpy/lib/format.py.
std::string npy_header(std::string_view shape);

/// Makes sure that an `.npz` can be written to `path`: its directory takes a new file, and `path`
/// is absent or a regular file. The error is a sentence for a person.
std::expected<void, std::string> check_writable(const std::string& path);

/// The largest number of values of one array that fits a zip file without its 64-bit extension.
inline constexpr std::size_t most_values = (std::size_t{0xffffffff} - 65536) / sizeof(double);

/// Writes an uncompressed zip with `data.npy`, float64 of `shape`, and `names.npy`, float64 of
/// shape (0,), as `numpy.savez` does. The file appears complete or not at all: it is written beside
/// `path`, flushed to disk and renamed. The error is a sentence for a person. Requires:
/// values.size() is the product of `shape`, and at most `most_values`.
std::expected<void, std::string> write_npz(const std::string& path, std::span<const double> values,
                                           std::array<std::size_t, 3> shape);

}  // namespace flow
