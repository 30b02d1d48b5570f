#include "observer/code_file.hpp"

#include <elf.h>
#include <fcntl.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/vfs.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <cstring>

#include "os/file.hpp"
#include "unwind/walk.hpp"

namespace calo::observer {

namespace {

constexpr std::size_t page = 4096;  // of memory
constexpr std::size_t most_rules = 100'000;

/// Files that are mapped, for the handler of SIGBUS: reading a page that a file has lost meanwhile
/// would end calo. Only mappings that begin and end in the main thread; entries are never moved.
struct Range {
  std::atomic<std::uintptr_t> begin, end;
};
constinit std::array<Range, 4096> ranges{};

void on_lost_page(int signal, siginfo_t* info, void*) {
  const auto at = reinterpret_cast<std::uintptr_t>(info->si_addr);
  for (const Range& range : ranges) {
    if (at < range.begin.load() || at >= range.end.load()) continue;
    // NOLINTNEXTLINE(performance-no-int-to-ptr): the page of an address.
    auto* const lost = reinterpret_cast<void*>(at / page * page);
    if (::mmap(lost, page, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) !=
        MAP_FAILED) {
      return;
    }
  }
  ::signal(signal, SIG_DFL);  // not ours: again, and for real
}

/// Layers of a container: the kernel tells the inode of the layer's file, stat another one.
bool hides_inodes(int file) {
  constexpr auto overlay = 0x794c7630;  // OVERLAYFS_SUPER_MAGIC, <linux/magic.h>
  struct statfs status{};
  return ::fstatfs(file, &status) == 0 && status.f_type == overlay;
}

bool guard(const void* memory, std::size_t size) {
  static const bool is_installed = [] {
    struct sigaction action{};
    action.sa_sigaction = on_lost_page;
    action.sa_flags = SA_SIGINFO;
    return ::sigaction(SIGBUS, &action, nullptr) == 0;
  }();
  if (!is_installed) return false;
  const auto begin = reinterpret_cast<std::uintptr_t>(memory);
  for (Range& range : ranges) {
    if (range.begin.load() != 0) continue;
    range.end.store(begin + size);
    range.begin.store(begin);
    return true;
  }
  return false;
}

void forget(const void* memory) {
  for (Range& range : ranges) {
    if (range.begin.load() != reinterpret_cast<std::uintptr_t>(memory)) continue;
    range.end.store(0);
    range.begin.store(0);
  }
}

}  // namespace

std::shared_ptr<CodeFile> CodeFile::open(const std::string& path, std::uint64_t inode) {
  const os::FileDescriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)};
  struct stat status{};
  if (!file || ::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode) ||
      status.st_size < static_cast<off_t>(sizeof(Elf64_Ehdr)) ||
      (inode != 0 && status.st_ino != inode && !hides_inodes(file.get()))) {
    return nullptr;
  }
  const auto size = static_cast<std::size_t>(status.st_size);
  void* const memory = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.get(), 0);
  if (memory == MAP_FAILED) return nullptr;
  if (!guard(memory, size)) {
    ::munmap(memory, size);
    return nullptr;
  }
  std::shared_ptr<CodeFile> code{new CodeFile};
  code->memory_ = static_cast<const unsigned char*>(memory);
  code->size_ = size;
  code->is_mapped_ = true;
  return code->read_shape() ? code : nullptr;
}

std::shared_ptr<CodeFile> CodeFile::vdso() {
  const auto address = ::getauxval(AT_SYSINFO_EHDR);
  if (address == 0) return nullptr;
  std::shared_ptr<CodeFile> code{new CodeFile};
  // NOLINTNEXTLINE(performance-no-int-to-ptr): the kernel tells it as a number (getauxval(3)).
  code->memory_ = reinterpret_cast<const unsigned char*>(address);
  code->size_ = page;  // its headers; the whole is known from them
  if (!code->read_shape()) return nullptr;
  code->size_ = code->shape_.high;
  return code->read_shape() ? code : nullptr;
}

CodeFile::~CodeFile() {
  if (!is_mapped_) return;
  forget(memory_);
  ::munmap(const_cast<unsigned char*>(memory_), size_);
}

unwind::Bytes CodeFile::segment_at(std::uint64_t address) const {
  for (std::size_t i = 0; i < shape_.loaded_count; ++i) {
    const auto& segment = shape_.loaded[i];
    if (address < segment.address || address - segment.address >= segment.size) continue;
    if (segment.offset > size_ || segment.size > size_ - segment.offset) return {};
    return {memory_ + segment.offset, segment.address, segment.size};
  }
  return {};
}

bool CodeFile::read_shape() {
  Elf64_Ehdr header;
  std::memcpy(&header, memory_, sizeof header);
  constexpr std::size_t most_headers = 64;
  if (std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0 || header.e_ident[EI_CLASS] != ELFCLASS64 ||
      header.e_phentsize != sizeof(Elf64_Phdr) || header.e_phoff > size_) {
    return false;
  }
  const std::size_t count =
      std::min({std::size_t{header.e_phnum}, most_headers,
                static_cast<std::size_t>(size_ - header.e_phoff) / sizeof(Elf64_Phdr)});
  std::array<Elf64_Phdr, most_headers> headers;
  std::memcpy(headers.data(), memory_ + header.e_phoff, count * sizeof(Elf64_Phdr));
  entry_ = header.e_entry;
  shape_ = unwind::shape_of(headers.data(), count);
  if (shape_.high == 0) return false;
  const auto copy = [](const unwind::Bytes& from, void* to, std::size_t size) {
    std::memcpy(to, from.memory, size);
    return true;
  };
  table_ = unwind::find_table(
      shape_, [this](std::uint64_t address) { return segment_at(address); }, copy);
  for (std::size_t i = 0; i < shape_.note_count && build_id_.empty(); ++i) {
    const unwind::Bytes segment = segment_at(shape_.notes[i].address);
    if (!segment.contains(shape_.notes[i].address, shape_.notes[i].size)) continue;
    const unwind::Bytes id =
        unwind::build_id_in({segment.memory + (shape_.notes[i].address - segment.address),
                             shape_.notes[i].address, shape_.notes[i].size});
    if (id.size > 0) build_id_.assign(reinterpret_cast<const char*>(id.memory), id.size);
  }
  return true;
}

std::uint64_t CodeFile::bias(std::uint64_t address, std::uint64_t offset) const {
  // The page in which one segment ends may be the one in which the next begins (lld): only code is
  // asked for.
  for (const bool executable : {true, false}) {
    for (std::size_t i = 0; i < shape_.loaded_count; ++i) {
      const auto& segment = shape_.loaded[i];
      const std::uint64_t begin = segment.offset / page * page;
      if (segment.is_executable == executable && offset >= begin &&
          offset < segment.offset + segment.size)
        return address - offset - (segment.address - segment.offset);
    }
  }
  return address - offset;
}

unwind::Rule CodeFile::rule_at(std::uint64_t address, unsigned tracked) {
  if (table_.functions == 0) return {};
  if (tracked != unwind::rbp) return unwind::rule_at(table_, address, tracked);
  if (rules_.size() > most_rules) rules_.clear();
  const auto [at, is_new] = rules_.try_emplace(address);
  if (is_new) at->second = unwind::rule_at(table_, address, tracked);
  return at->second;
}

bool CodeFile::is_entry(std::uint64_t address) const {
  constexpr std::uint64_t longest = 128;
  return entry_ != 0 && address >= entry_ && address - entry_ < longest;
}

bool CodeFile::follows_call(std::uint64_t address) const {
  const std::uint64_t from = address - unwind::longest_call;
  const unwind::Bytes segment = segment_at(from);
  return segment.contains(from, unwind::longest_call) &&
         unwind::ends_with_call(segment.memory + (from - segment.address));
}

}  // namespace calo::observer
