#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "ring/layout.hpp"

namespace calo::ring {

/// The image's end of the ring: any thread, any signal handler, several at once.
///
/// Never waits: a record that finds no room is dropped and counted. Never reads or writes outside
/// of `header` and `words`, whatever they contain.
class Writer {
 public:
  enum class Begun : std::uint8_t { yes, no_room, not_backed };

  /// `words` has header->ring_words elements, which is a power of two. Only the first `backed` of
  /// them are touched: behind those, memory may be missing (a full /dev/shm would be SIGBUS).
  Writer(Header* header, std::atomic<std::uint64_t>* words, std::uint64_t backed)
      : header_{header}, words_{words}, mask_{header->ring_words - 1}, backed_{backed} {}

  /// Reserves room for `payload` words. Where there is none, the caller counts what it drops.
  Begun begin(Kind kind, std::uint16_t flags, std::uint32_t payload) {
    const std::uint64_t count = std::uint64_t{payload} + 1;
    std::uint64_t head = header_->head.load(std::memory_order_relaxed);
    do {
      const std::uint64_t used = head - header_->tail.load(std::memory_order_acquire);
      if (count > most_words || used > mask_ + 1 || count > mask_ + 1 - used) return Begun::no_room;
      if (backed_ <= mask_ && head + count > backed_) return Begun::not_backed;
    } while (!header_->head.compare_exchange_weak(head, head + count, std::memory_order_acq_rel,
                                                  std::memory_order_relaxed));
    begin_ = head;
    next_ = head + 1;
    tag_ = tag(count, kind, flags, committed);
    words_[head & mask_].store(tag(count, kind, flags, reserved), std::memory_order_relaxed);
    return Begun::yes;
  }

  void put(std::uint64_t word) { words_[next_++ & mask_].store(word, std::memory_order_relaxed); }
  void put(const std::uint64_t* words, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) put(words[i]);
  }
  /// Bytes in words, the last one filled up with zeros: (count + 7) / 8 words.
  void put_bytes(const char* bytes, std::size_t count) {
    for (std::size_t i = 0; i < count; i += 8) {
      std::uint64_t word = 0;
      for (std::size_t k = 0; k < 8 && i + k < count; ++k) {
        word |= std::uint64_t{static_cast<unsigned char>(bytes[i + k])} << 8 * k;
      }
      put(word);
    }
  }

  /// Makes the record visible.  Requires: exactly `payload` words were put.
  void commit() { words_[begin_ & mask_].store(tag_, std::memory_order_release); }

 private:
  Header* header_;
  std::atomic<std::uint64_t>* words_;
  std::uint64_t mask_;
  std::uint64_t backed_;
  std::uint64_t begin_ = 0;
  std::uint64_t next_ = 0;
  std::uint64_t tag_ = 0;
};

constexpr std::uint32_t words_for(std::size_t bytes) {
  return static_cast<std::uint32_t>((bytes + 7) / 8);
}

}  // namespace calo::ring
