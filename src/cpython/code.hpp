#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "cpython/frames.hpp"
#include "cpython/layout.hpp"
#include "cpython/memory.hpp"

/// What a code object says of itself. Usable in a signal handler, like frames.hpp.
namespace calo::cpython {

/// Identity of a code object: memory of one that was freed may hold another at the same address,
/// which then differs in one of the other members. Two keys are the same function if all are equal.
struct CodeKey {
  std::uint64_t code = 0;
  std::uint64_t filename = 0;        ///< address of a str
  std::uint64_t qualified_name = 0;  ///< address of a str; before 3.11 the plain name
  std::int32_t first_line = 0;

  friend constexpr bool operator==(const CodeKey&, const CodeKey&) = default;
};

/// A code object, as far as calo keeps it: addresses of its texts, to be copied once.
struct Code {
  CodeKey key;
  std::uint64_t name = 0;        ///< address of a str
  std::uint64_t line_table = 0;  ///< address of a bytes object
};

template <Reader Read>
bool read_code(Read&& read, const Interpreter& python, std::uint64_t address, Code& result) {
  const Layout& layout = python.layout;
  unsigned char bytes[max_code_size];
  if (!is_plausible(address) || !read(address, bytes, layout.code_size)) return false;
  if (python.code_type != 0) {
    std::uint64_t type = 0;
    std::memcpy(&type, bytes + layout.object_type, 8);
    if (type != python.code_type) return false;
  }
  result.key.code = address;
  std::memcpy(&result.key.filename, bytes + layout.code_filename, 8);
  std::memcpy(&result.key.qualified_name, bytes + layout.code_qualified_name, 8);
  std::memcpy(&result.key.first_line, bytes + layout.code_first_line, 4);
  std::memcpy(&result.name, bytes + layout.code_name, 8);
  std::memcpy(&result.line_table, bytes + layout.code_line_table, 8);
  return true;
}

/// Length of a text or table, and how much of it was copied.
struct Copied {
  std::size_t size = 0;   ///< bytes written
  bool is_whole = false;  ///< false: cut at the capacity, or unreadable
};

/// The characters of a str as UTF-8, cut between characters at `capacity` bytes. No final zero.
template <Reader Read>
Copied copy_text(Read&& read, const Interpreter& python, std::uint64_t text, char* to,
                 std::size_t capacity) {
  const Layout& layout = python.layout;
  std::uint64_t length = 0;
  std::uint32_t state = 0;
  if (!is_plausible(text) || !read_value(read, text + layout.text_length, length) ||
      !read_value(read, text + layout.text_state, state) || length > (1U << 24U)) {
    return {};
  }
  // state: interned 2 bits, kind 3, compact 1, ascii 1. Free-threaded 3.14 has 8 bits of interned;
  // the kind, never zero, tells them apart.
  if (((state >> 2U) & 7U) == 0) state >>= 6U;
  const std::uint32_t width = (state >> 2U) & 7U;
  const bool is_compact = ((state >> 5U) & 1U) != 0;
  const bool is_ascii = ((state >> 6U) & 1U) != 0;
  if (!is_compact || (width != 1 && width != 2 && width != 4)) return {};
  const std::uint64_t characters = text + (is_ascii ? layout.text_ascii : layout.text_compact);
  Copied copied;
  if (is_ascii) {
    copied.size = length < capacity ? length : capacity;
    if (copied.size != 0 && !read(characters, to, copied.size)) return {};
    copied.is_whole = copied.size == length;
    return copied;
  }
  for (std::uint64_t i = 0; i < length; ++i) {
    std::uint32_t c = 0;
    if (!read(characters + i * width, &c, width)) return copied;
    if (c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) c = 0xFFFD;  // lone surrogates are not UTF-8
    unsigned char utf8[4];
    std::size_t size = 0;
    if (c < 0x80) {
      utf8[size++] = static_cast<unsigned char>(c);
    } else {
      const std::uint32_t more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
      constexpr unsigned char first[] = {0, 0xC0, 0xE0, 0xF0};
      utf8[size++] = static_cast<unsigned char>(first[more] | (c >> (6 * more)));
      for (std::uint32_t k = more; k-- > 0;) {
        utf8[size++] = static_cast<unsigned char>(0x80U | ((c >> (6 * k)) & 0x3FU));
      }
    }
    if (copied.size + size > capacity) return copied;
    std::memcpy(to + copied.size, utf8, size);
    copied.size += size;
  }
  copied.is_whole = true;
  return copied;
}

/// Length of a bytes object, 0 if it cannot be read.
template <Reader Read>
std::size_t bytes_size(Read&& read, const Interpreter& python, std::uint64_t bytes) {
  std::uint64_t length = 0;
  const bool is_read =
      is_plausible(bytes) && read_value(read, bytes + python.layout.bytes_length, length);
  return is_read && length <= (1U << 24U) ? length : 0;
}

/// The content of a bytes object, such as a line table. A table that was cut still gives the lines
/// of its first instructions.
template <Reader Read>
Copied copy_bytes(Read&& read, const Interpreter& python, std::uint64_t bytes, void* to,
                  std::size_t capacity) {
  const std::size_t length = bytes_size(read, python, bytes);
  const std::size_t size = length < capacity ? length : capacity;
  if (size == 0 || !read(bytes + python.layout.bytes_data, to, size)) return {};
  return {.size = size, .is_whole = size == length};
}

}  // namespace calo::cpython
