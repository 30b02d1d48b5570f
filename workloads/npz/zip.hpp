#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace npz {

using calo::Result;

enum class Packing : std::uint8_t {
  stored,    ///< as numpy.savez
  deflated,  ///< as numpy.savez_compressed
};

/// Reads the members of a zip file: stored or deflated, with or without zip64.
///
/// A member whose size cannot come from its compressed bytes (more than 1032 to 1, the most that
/// DEFLATE reaches) is refused before memory is taken for it.
class ZipReader {
 public:
  static Result<ZipReader> open(const std::string& path);
  /// `file` must outlive the reader; `name` is for messages.
  static Result<ZipReader> over(std::span<const std::byte> file, std::string_view name);

  struct Member {
    std::string name;
    std::size_t size = 0;
  };
  [[nodiscard]] const std::vector<Member>& members() const { return members_; }
  [[nodiscard]] const std::string& name() const { return name_; }

  /// The bytes of one member, front to back.
  class Stream {
   public:
    Result<void> read(std::span<std::byte> bytes);  ///< all of them, or an error
    Result<void> finish();                          ///< nothing is left, the checksum is right

   private:
    friend class ZipReader;
    struct Close {
      void operator()(void* file) const;
    };
    Stream(void* file, std::string name) : file_{file}, name_{std::move(name)} {}
    std::unique_ptr<void, Close> file_;
    std::string name_;
  };
  [[nodiscard]] Result<Stream> stream(std::size_t index) const;

  /// All of one member.
  [[nodiscard]] Result<std::vector<std::byte>> read(std::size_t index) const;

 private:
  struct Discard {
    void operator()(void* archive) const;
  };
  ZipReader(void* archive, std::string name) : archive_{archive}, name_{std::move(name)} {}
  Result<void> list();

  std::unique_ptr<void, Discard> archive_;
  std::string name_;
  std::vector<Member> members_;
};

/// One member to write: `head` then `body`, neither copied.
struct ZipEntry {
  std::string name;
  std::span<const std::byte> head;
  std::span<const std::byte> body;
  Packing packing = Packing::stored;
};

/// Writes a zip file that appears complete or not at all (PendingFile). Every member is dated
/// 1 January 1980, so equal entries give equal files. With `alignment` > 1 the bytes of stored
/// members begin at multiples of it.
Result<void> write_zip(const std::string& path, std::span<const ZipEntry> entries,
                       std::size_t alignment = 1);

}  // namespace npz
