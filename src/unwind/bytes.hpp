#pragma once

#include <cstdint>

namespace calo::unwind {

/// A stretch of memory and the address it has in the program, which may differ in a file.
struct Bytes {
  const unsigned char* memory = nullptr;
  std::uint64_t address = 0;
  std::uint64_t size = 0;

  [[nodiscard]] constexpr bool contains(std::uint64_t wanted, std::uint64_t length) const {
    return wanted >= address && length <= size && wanted - address <= size - length;
  }
};

/// Reads forward through bytes. After a read beyond the end it `failed` and gives zeros.
class Cursor {
 public:
  constexpr Cursor() = default;
  constexpr Cursor(const Bytes& bytes, std::uint64_t address, std::uint64_t end)
      : bytes_{bytes}, at_{address}, end_{end} {
    if (end < address || !bytes.contains(address, end - address)) fail();
  }

  [[nodiscard]] constexpr bool failed() const { return failed_; }
  [[nodiscard]] constexpr bool at_end() const { return at_ >= end_; }
  [[nodiscard]] constexpr std::uint64_t address() const { return at_; }
  [[nodiscard]] constexpr std::uint64_t end() const { return end_; }

  /// An unsigned number of `length` bytes, little-endian.
  constexpr std::uint64_t fixed(unsigned length) {
    if (end_ - at_ < length) {
      fail();
      return 0;
    }
    std::uint64_t value = 0;
    const unsigned char* from = bytes_.memory + (at_ - bytes_.address);
    for (unsigned i = 0; i < length; ++i) value |= std::uint64_t{from[i]} << 8 * i;
    at_ += length;
    return value;
  }
  constexpr std::int64_t fixed_signed(unsigned length) {
    const unsigned unused = 64 - 8 * length;
    return static_cast<std::int64_t>(fixed(length) << unused) >> unused;
  }

  constexpr std::uint64_t uleb() { return leb(false); }
  constexpr std::int64_t sleb() { return static_cast<std::int64_t>(leb(true)); }

  constexpr void skip(std::uint64_t length) {
    if (end_ - at_ < length) {
      fail();
    } else {
      at_ += length;
    }
  }

  /// The next `length` bytes as a cursor of their own; this one goes on behind them.
  constexpr Cursor part(std::uint64_t length) {
    Cursor result = *this;
    skip(length);
    if (failed_) return *this;
    result.end_ = at_;
    return result;
  }

 private:
  constexpr std::uint64_t leb(bool is_signed) {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 70; shift += 7) {
      const std::uint64_t byte = fixed(1);
      if (shift < 64) value |= (byte & 0x7f) << shift;
      if ((byte & 0x80) != 0) continue;
      if (is_signed && (byte & 0x40) != 0 && shift + 7 < 64)
        value |= ~std::uint64_t{0} << (shift + 7);
      return value;
    }
    fail();
    return 0;
  }

  constexpr void fail() {
    failed_ = true;
    at_ = end_ = 0;
  }

  Bytes bytes_;
  std::uint64_t at_ = 0;
  std::uint64_t end_ = 0;
  bool failed_ = false;
};

}  // namespace calo::unwind
