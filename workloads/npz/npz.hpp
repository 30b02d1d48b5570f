#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "npz/array.hpp"
#include "npz/zip.hpp"

namespace npz {

/// Named arrays of a file that `numpy.savez` or `numpy.savez_compressed` wrote, in its order.
struct Archive {
  struct Member {
    std::string name;  ///< without ".npy"
    Array array;
  };
  std::vector<Member> members;

  /// The member of that name; nullptr if there is none.
  [[nodiscard]] const Array* find(std::string_view name) const;
};

/// Reads a whole `.npz`. Errors name the file and the member. What a header promises is compared
/// with what the file can hold before memory is taken for it.
Result<Archive> read(const std::string& path);

/// The same for a file in memory; `name` is for messages.
Result<Archive> parse(std::span<const std::byte> file, std::string_view name);

/// One `.npy` file, at most 1 GiB.
Result<Array> read_npy(const std::string& path);

/// What is written: a view, so that large arrays are not copied.
struct Entry {
  std::string name;  ///< without ".npy"
  Type type = Type::f8;
  std::size_t characters = 0;
  Shape shape;
  std::span<const std::byte> bytes;
  Packing packing = Packing::stored;
};

/// An entry that shows `array`, which must outlive it.
Entry entry(std::string name, const Array& array, Packing packing = Packing::stored);

/// Writes an `.npz` that numpy.load reads. The file appears complete or not at all: it is written
/// beside `path`, flushed to the disk and renamed; a symbolic link is followed. Equal entries give
/// equal files. Beyond 4 GiB the zip64 extension is used.
Result<void> write(const std::string& path, std::span<const Entry> entries);

/// One `.npy` file, written the same way.
Result<void> write_npy(const std::string& path, const Array& array);

/// Makes sure that a file can be written to `path`: its directory takes a new file, and `path` is
/// absent or a regular file.
Result<void> check_writable(const std::string& path);

}  // namespace npz
