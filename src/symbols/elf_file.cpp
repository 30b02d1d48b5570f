#include "symbols/elf_file.hpp"

#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>
#include <vector>

#include "base/try.hpp"

namespace calo::symbols {
namespace {

constexpr std::string_view vdso_name = "[vdso]";

std::string hexadecimal(const unsigned char* bytes, int size) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (int i = 0; i < size; ++i) {
    text += digits[bytes[i] >> 4U];
    text += digits[bytes[i] & 0xFU];
  }
  return text;
}

/// The checksum that .gnu_debuglink holds: CRC-32 of the whole file.
bool has_checksum(int file, GElf_Word expected) {
  std::vector<unsigned char> buffer(std::size_t{1} << 16U);
  uLong crc = crc32(0, nullptr, 0);
  for (off_t at = 0;;) {
    const ssize_t size = pread(file, buffer.data(), buffer.size(), at);
    if (size < 0) return false;
    if (size == 0) return crc == expected;
    crc = crc32(crc, buffer.data(), static_cast<uInt>(size));
    at += size;
  }
}

int open_regular(const std::filesystem::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  struct stat status{};
  if (file >= 0 && (fstat(file, &status) != 0 || !S_ISREG(status.st_mode))) {
    close(file);
    return -1;
  }
  return file;
}

/// libdwfl's question for a debug file or a dwz file: an open descriptor, or -1. It checks the
/// build-id of what it gets.
int find_debug_file(Dwfl_Module* module, void** user, const char* /*name*/, Dwarf_Addr /*base*/,
                    const char* file_name, const char* link, GElf_Word checksum, char** found) {
  const auto& settings = *static_cast<const Settings*>(*user);
  const auto offer = [&](const std::filesystem::path& path, bool is_checked) {
    const int file = open_regular(path);
    if (file < 0) return -1;
    if (is_checked && !has_checksum(file, checksum)) {
      close(file);
      return -1;
    }
    *found = strdup(path.c_str());
    return file;
  };

  const unsigned char* bits = nullptr;
  GElf_Addr address = 0;
  const int size = dwfl_module_build_id(module, &bits, &address);
  if (size > 1) {
    const std::string id = hexadecimal(bits, size);
    for (const auto& directory : settings.debug_directories) {
      const auto path = directory / ".build-id" / id.substr(0, 2) / (id.substr(2) + ".debug");
      if (const int file = offer(path, false); file >= 0) return file;
    }
  }
  if (link == nullptr || *link == '\0' || file_name == nullptr) return -1;
  const std::filesystem::path base = std::filesystem::path{file_name}.parent_path();
  std::vector<std::filesystem::path> candidates = {base / link, base / ".debug" / link};
  for (const auto& directory : settings.debug_directories) {
    candidates.push_back(directory / base.relative_path() / link);
  }
  for (const auto& candidate : candidates) {
    // dwz's files come without a checksum.
    if (const int file = offer(candidate, checksum != 0); file >= 0) return file;
  }
  return -1;
}

int find_no_elf(Dwfl_Module* /*module*/, void** /*user*/, const char* /*name*/, Dwarf_Addr /*base*/,
                char** /*file_name*/, Elf** /*elf*/) {
  return -1;
}

constexpr Dwfl_Callbacks callbacks = {
    .find_elf = find_no_elf,
    .find_debuginfo = find_debug_file,
    .section_address = dwfl_offline_section_address,
    .debuginfo_path = nullptr,
};

/// A file in memory with the bytes of this process's vDSO.
int open_vdso() {
  const auto start = getauxval(AT_SYSINFO_EHDR);
  if (start == 0) return -1;
  // NOLINTNEXTLINE(performance-no-int-to-ptr): the kernel hands out the address as a number.
  const auto* const header = reinterpret_cast<const ElfW(Ehdr)*>(start);
  const std::size_t size = header->e_shoff + std::size_t{header->e_shnum} * header->e_shentsize;
  const int file = memfd_create("vdso", MFD_CLOEXEC);
  if (file >= 0 && write(file, header, size) != static_cast<ssize_t>(size)) {
    close(file);
    return -1;
  }
  return file;
}

}  // namespace

Result<ElfFile> ElfFile::open(const ModuleFile& file, const Settings& settings) {
  const std::string attempted = "reading symbols of " + file.path.string();
  const bool is_vdso = file.path == vdso_name;
  const int descriptor =
      is_vdso ? open_vdso() : open_regular(file.open_as.empty() ? file.path : file.open_as);
  if (descriptor < 0) {
    return std::unexpected{system_error(is_vdso || errno == 0 ? ENOENT : errno, attempted)};
  }
  ElfFile result;
  result.settings_ = std::make_unique<Settings>(settings);
  result.dwfl_.reset(dwfl_begin(&callbacks));
  if (!result.dwfl_) {
    close(descriptor);
    return fail(Category::exhausted, attempted + ": " + dwfl_errmsg(-1));
  }
  dwfl_report_begin(result.dwfl_.get());
  // Takes the descriptor if it succeeds.
  result.module_ =
      dwfl_report_offline(result.dwfl_.get(), file.path.c_str(), file.path.c_str(), descriptor);
  if (result.module_ == nullptr) close(descriptor);
  dwfl_report_end(result.dwfl_.get(), nullptr, nullptr);
  if (result.module_ == nullptr) {
    return fail(Category::malformed, attempted + ": " + dwfl_errmsg(-1));
  }
  void** user = nullptr;
  dwfl_module_info(result.module_, &user, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr);
  *user = result.settings_.get();
  GElf_Addr bias = 0;
  result.elf_ = dwfl_module_getelf(result.module_, &bias);
  if (result.elf_ == nullptr) {
    return fail(Category::malformed, attempted + ": " + dwfl_errmsg(-1));
  }
  result.bias_ = bias;

  const unsigned char* bits = nullptr;
  GElf_Addr address = 0;
  const int size = dwfl_module_build_id(result.module_, &bits, &address);
  const std::string id = size > 0 ? hexadecimal(bits, size) : "";
  if (!file.build_id.empty() && id != file.build_id) {
    return fail(Category::not_found,
                attempted + ": it was rebuilt or replaced since the run (build-id " +
                    (id.empty() ? "none" : id) + ", recorded " + file.build_id + ")",
                "Put the file of the run back, or measure again.");
  }
  return result;
}

Result<std::string> build_id(const std::filesystem::path& file) {
  CALO_TRY(const auto elf, ElfFile::open({.path = file, .build_id = ""}, {}));
  const unsigned char* bits = nullptr;
  GElf_Addr address = 0;
  const int size = dwfl_module_build_id(elf.module(), &bits, &address);
  return size > 0 ? hexadecimal(bits, size) : "";
}

}  // namespace calo::symbols
