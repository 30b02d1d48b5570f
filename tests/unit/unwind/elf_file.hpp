#pragma once

#include <elf.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdint>
#include <cstring>
#include <string>

#include "unwind/eh_frame.hpp"

namespace calo::unwind {

/// An ELF file, mapped as it is on disk.
class ElfFile {
 public:
  explicit ElfFile(const std::string& path) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat status{};
    if (fd < 0) return;
    if (::fstat(fd, &status) == 0 && status.st_size > 4096) {
      size_ = static_cast<std::size_t>(status.st_size);
      void* mapping = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, fd, 0);
      if (mapping != MAP_FAILED) bytes_ = static_cast<const unsigned char*>(mapping);
    }
    ::close(fd);
    if (bytes_ == nullptr) return;
    const auto* header = reinterpret_cast<const Elf64_Ehdr*>(bytes_);
    headers_ = reinterpret_cast<const Elf64_Phdr*>(bytes_ + header->e_phoff);
    count_ = header->e_phnum;
    shape_ = shape_of(headers_, count_);
    table_ = find_table(
        shape_, [this](std::uint64_t address) { return segment_at(address); },
        [](const Bytes& from, void* to, std::size_t size) {
          std::memcpy(to, from.memory, size);
          return true;
        });
  }
  ElfFile(const ElfFile&) = delete;
  ElfFile& operator=(const ElfFile&) = delete;
  ~ElfFile() {
    if (bytes_ != nullptr) ::munmap(const_cast<unsigned char*>(bytes_), size_);
  }

  [[nodiscard]] bool is_open() const { return bytes_ != nullptr; }
  [[nodiscard]] const ElfShape& shape() const { return shape_; }
  [[nodiscard]] const UnwindTable& table() const { return table_; }
  [[nodiscard]] const Elf64_Phdr* begin() const { return headers_; }
  [[nodiscard]] const Elf64_Phdr* end() const { return headers_ + count_; }

  [[nodiscard]] Bytes segment_at(std::uint64_t address) const {
    for (std::size_t i = 0; i < shape_.loaded_count; ++i) {
      const auto& segment = shape_.loaded[i];
      if (address < segment.address || address - segment.address >= segment.size) continue;
      return {bytes_ + segment.offset, segment.address, segment.size};
    }
    return {};
  }

 private:
  const unsigned char* bytes_ = nullptr;
  std::size_t size_ = 0;
  const Elf64_Phdr* headers_ = nullptr;
  std::size_t count_ = 0;
  ElfShape shape_;
  UnwindTable table_;
};

}  // namespace calo::unwind
