#pragma once

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "ring/reader.hpp"
#include "ring/writer.hpp"

namespace calo::ring {

/// The agent's side of an image, in a temporary file.
class MadeUpImage {
 public:
  explicit MadeUpImage(std::uint32_t ring_words, std::int32_t pid = ::getpid())
      : size_{header_bytes + std::size_t{ring_words} * 8} {
    std::string name = std::filesystem::temp_directory_path() / "calo-image-XXXXXX";
    const int fd = ::mkstemp(name.data());
    path_ = name;
    if (::ftruncate(fd, static_cast<off_t>(size_)) != 0) std::abort();
    mapping_ = ::mmap(nullptr, size_, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    ::close(fd);
    header().version = layout_version;
    header().ring_words = ring_words;
    header().pid = pid;
    header().birth = 12;
    header().period = 4'000'000;
    header().ready.store(magic);
  }
  MadeUpImage(const MadeUpImage&) = delete;
  MadeUpImage& operator=(const MadeUpImage&) = delete;
  ~MadeUpImage() {
    ::munmap(mapping_, size_);
    std::filesystem::remove(path_);
  }

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] Header& header() const { return *static_cast<Header*>(mapping_); }
  [[nodiscard]] std::atomic<std::uint64_t>* words() const {
    return reinterpret_cast<std::atomic<std::uint64_t>*>(static_cast<char*>(mapping_) +
                                                         header_bytes);
  }
  [[nodiscard]] Writer writer() const { return {&header(), words(), header().ring_words}; }

  /// False if there is no room.
  bool write(Kind kind, std::span<const std::uint64_t> payload, std::uint16_t flags = 0) const {
    Writer out = writer();
    if (out.begin(kind, flags, static_cast<std::uint32_t>(payload.size())) != Writer::Begun::yes) {
      return false;
    }
    out.put(payload.data(), payload.size());
    out.commit();
    return true;
  }

  bool write_sample(std::uint32_t tid, std::uint64_t cpu,
                    const std::vector<std::uint64_t>& native) const {
    std::vector<std::uint64_t> payload{tid | std::uint64_t{native.size()} << 32, 1000, cpu, 0};
    payload.insert(payload.end(), native.begin(), native.end());
    return write(Kind::sample, payload);
  }

 private:
  std::filesystem::path path_;
  std::size_t size_;
  void* mapping_;
};

}  // namespace calo::ring
