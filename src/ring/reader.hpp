#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <vector>

#include "base/error.hpp"
#include "ring/events.hpp"
#include "ring/layout.hpp"

namespace calo::ring {

using Sink = std::function<void(const Image&, const Event&)>;

/// The recorder's end of one image's ring.
///
/// Whatever the image, or a program gone wild, left in its file: nothing outside of the mapping is
/// read, nothing allocated beyond the largest record, nothing waits. What makes no sense is passed
/// over and counted in Counts::damaged. Not thread-safe.
class Reader {
 public:
  /// Maps the file. Category not_found: the image is still being set up, try again; malformed: it
  /// is none.
  static Result<Reader> open(const std::filesystem::path& file, std::int64_t id);

  Reader(Reader&& other) noexcept;
  Reader& operator=(Reader&& other) noexcept;
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;
  ~Reader();

  [[nodiscard]] const Image& image() const { return image_; }

  /// Hands out all records that are complete, in the order in which they were begun. A record that
  /// is being written stops it until the next call, unless `is_last`: then its writer is dead.
  /// Returns the number of records.
  std::size_t drain(const Sink& sink, bool is_last);

  [[nodiscard]] Counts counts() const;

  /// Tells the image that nobody listens any more.
  void close();

 private:
  Reader() = default;
  void take_times();
  bool hand_out(std::uint64_t tag, const Sink& sink);
  bool hand_out_sample(std::uint64_t tag, const Sink& sink);

  void* mapping_ = nullptr;
  std::size_t size_ = 0;
  int file_ = -1;
  Header* header_ = nullptr;
  std::atomic<std::uint64_t>* words_ = nullptr;
  std::uint64_t ring_words_ = 0;  ///< checked; the header's own may change under us
  std::uint64_t tail_ = 0;
  std::uint64_t damaged_ = 0;
  Image image_;
  std::vector<std::uint64_t> payload_;
  std::vector<NativeFrame> native_;
  std::vector<PythonFrame> python_;
};

}  // namespace calo::ring
