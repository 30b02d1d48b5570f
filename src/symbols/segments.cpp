#include "symbols/segments.hpp"

#include <elf.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstring>

namespace calo::symbols {

namespace {

constexpr std::uint64_t page = 4096;
constexpr std::size_t most_headers = 64;

}  // namespace

std::optional<Segments> Segments::read(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  if (descriptor < 0) return {};
  struct stat status{};
  Elf64_Ehdr header{};
  std::vector<Elf64_Phdr> headers;
  const auto is_read = [descriptor](void* to, std::size_t size, std::uint64_t at) {
    return ::pread(descriptor, to, size, static_cast<off_t>(at)) == static_cast<ssize_t>(size);
  };
  if (::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) &&
      is_read(&header, sizeof header, 0) && std::memcmp(header.e_ident, ELFMAG, SELFMAG) == 0 &&
      header.e_ident[EI_CLASS] == ELFCLASS64 && header.e_phentsize == sizeof(Elf64_Phdr)) {
    headers.resize(std::min<std::size_t>(header.e_phnum, most_headers));
    if (!is_read(headers.data(), headers.size() * sizeof(Elf64_Phdr), header.e_phoff))
      headers.clear();
  }
  ::close(descriptor);
  Segments result;
  for (const Elf64_Phdr& each : headers) {
    if (each.p_type != PT_LOAD || each.p_memsz == 0) continue;
    result.segments_.push_back({.address = each.p_vaddr,
                                .offset = each.p_offset,
                                .file_size = each.p_filesz,
                                .memory_size = each.p_memsz,
                                .is_executable = (each.p_flags & PF_X) != 0});
  }
  if (result.segments_.empty()) return {};
  std::ranges::sort(result.segments_, {}, &Segment::address);
  return result;
}

std::optional<std::uint64_t> Segments::bias(std::uint64_t start, std::uint64_t end,
                                            std::uint64_t offset) const {
  if (end <= start) return {};
  for (const Segment& segment : segments_) {
    const std::uint64_t begins = segment.offset / page * page;
    if (!segment.is_executable || segment.offset + segment.file_size <= offset ||
        begins >= offset + (end - start))
      continue;
    return start - offset + segment.offset - segment.address;
  }
  return {};
}

bool Segments::are_all(std::uint64_t start, std::uint64_t end, std::uint64_t bias) const {
  const Segment& last = segments_.back();
  return start == bias + segments_.front().address / page * page && end > start &&
         end + page > bias + last.address + last.memory_size;
}

}  // namespace calo::symbols
