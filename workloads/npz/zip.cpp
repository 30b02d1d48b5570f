#include "npz/zip.hpp"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "base/text.hpp"
#include "base/try.hpp"
#include "npz/pending_file.hpp"

namespace npz {
namespace {

using calo::Category;
using calo::fail;

/// The most that DEFLATE makes of one byte (258 bytes from 2 bits).
constexpr std::size_t largest_expansion = 1032;

zip_t* as_archive(void* pointer) {
  return static_cast<zip_t*>(pointer);
}
zip_file_t* as_file(void* pointer) {
  return static_cast<zip_file_t*>(pointer);
}

calo::Error damaged(std::string_view name, std::string_view reason) {
  return {Category::malformed, fmt::format("reading {}: {}", name, reason),
          "The file is damaged or incomplete: copy or create it again."};
}

calo::Error reading_failed(std::string_view name, zip_error_t* error) {
  const int code = zip_error_code_zip(error);
  if (code == ZIP_ER_NOENT || code == ZIP_ER_OPEN || code == ZIP_ER_READ) {
    const int reason = zip_error_code_system(error);
    return calo::system_error(reason != 0 ? reason : ENOENT, fmt::format("reading {}", name),
                              "Check the name and the permissions.");
  }
  if (code == ZIP_ER_NOZIP) return damaged(name, "it is not a zip file (.npz, .pt)");
  if (code == ZIP_ER_ENCRNOTSUPP || code == ZIP_ER_COMPNOTSUPP || code == ZIP_ER_NOPASSWD) {
    return {Category::unsupported, fmt::format("reading {}: {}", name, zip_error_strerror(error)),
            "Write it without encryption, stored or deflated."};
  }
  return damaged(name, zip_error_strerror(error));
}

/// Owns an archive until it is released.
using Archive = std::unique_ptr<zip_t, decltype([](zip_t* archive) { zip_discard(archive); })>;

/// What libzip says, in a form that is freed.
class ZipFailure {
 public:
  ZipFailure() { zip_error_init(&error_); }
  explicit ZipFailure(int code) { zip_error_init_with_code(&error_, code); }
  ZipFailure(const ZipFailure&) = delete;
  ZipFailure& operator=(const ZipFailure&) = delete;
  ~ZipFailure() { zip_error_fini(&error_); }
  zip_error_t* get() { return &error_; }

 private:
  zip_error_t error_{};
};

calo::Error writing_failed(const std::string& path, zip_t* archive) {
  zip_error_t* error = zip_get_error(archive);
  const int reason = zip_error_code_system(error);
  if (reason != 0) return cannot_write(path, reason);
  return {Category::io, fmt::format("writing {}: {}", path, zip_error_strerror(error)),
          "Check the disk, then try again."};
}

/// The fields of a local header before the member's bytes (PKWARE APPNOTE 6.3, 4.3.7), without name
/// and extra field.
constexpr std::size_t local_header = 30;
/// An extra field's identifier and length.
constexpr std::size_t extra_header = 4;

/// Adds one member; `offset` is where its local header begins, and moves behind its bytes.
bool add(zip_t* archive, const ZipEntry& entry, std::size_t alignment, std::size_t& offset) {
  std::array<zip_buffer_fragment_t, 2> fragments{};
  zip_uint64_t count = 0;
  for (const auto bytes : {entry.head, entry.body}) {
    if (bytes.empty()) continue;
    // libzip's C interface takes mutable bytes and only reads them.
    auto* begin = const_cast<std::byte*>(bytes.data());
    fragments[count++] = {reinterpret_cast<zip_uint8_t*>(begin), bytes.size()};
  }
  zip_source_t* source = zip_source_buffer_fragment(archive, fragments.data(), count, 0);
  if (source == nullptr) return false;
  const zip_int64_t added = zip_file_add(archive, entry.name.c_str(), source, ZIP_FL_ENC_UTF_8);
  if (added < 0) {
    zip_source_free(source);
    return false;
  }
  const auto index = static_cast<zip_uint64_t>(added);
  constexpr zip_uint16_t first_of_january_1980 = (1 << 5) | 1;
  const bool is_stored = entry.packing == Packing::stored;
  bool is_set = zip_set_file_compression(archive, index, is_stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE,
                                         is_stored ? 0 : 6) == 0 &&
                zip_file_set_dostime(archive, index, 0, first_of_january_1980, 0) == 0;
  offset += local_header + entry.name.size();
  if (alignment > 1) {
    constexpr zip_uint16_t padding_id = 0x4246;  // "FB", as PyTorch
    const std::size_t padding = alignment - 1 - (offset + extra_header + alignment - 1) % alignment;
    const std::vector<zip_uint8_t> zeros(padding);
    is_set = is_set &&
             zip_file_extra_field_set(archive, index, padding_id, ZIP_EXTRA_FIELD_NEW, zeros.data(),
                                      static_cast<zip_uint16_t>(padding), ZIP_FL_LOCAL) == 0;
    offset += extra_header + padding;
  }
  offset += entry.head.size() + entry.body.size();
  return is_set;
}

}  // namespace

void ZipReader::Stream::Close::operator()(void* file) const {
  zip_fclose(as_file(file));
}
void ZipReader::Discard::operator()(void* archive) const {
  zip_discard(as_archive(archive));
}

Result<ZipReader> ZipReader::open(const std::string& path) {
  int code = 0;
  zip_t* archive = zip_open(path.c_str(), ZIP_RDONLY, &code);
  if (archive == nullptr) {
    const int reason = errno;
    ZipFailure failure{code};
    if (code == ZIP_ER_OPEN || code == ZIP_ER_READ) {
      return std::unexpected{calo::system_error(reason, fmt::format("reading {}", path),
                                                "Check the name and the permissions.")};
    }
    return std::unexpected{reading_failed(path, failure.get())};
  }
  ZipReader reader{archive, path};
  CALO_TRY_DO(reader.list());
  return reader;
}

Result<ZipReader> ZipReader::over(std::span<const std::byte> file, std::string_view name) {
  ZipFailure failure;
  zip_source_t* source = zip_source_buffer_create(file.data(), file.size(), 0, failure.get());
  if (source == nullptr) return std::unexpected{reading_failed(name, failure.get())};
  zip_t* archive = zip_open_from_source(source, ZIP_RDONLY, failure.get());
  if (archive == nullptr) {
    zip_source_free(source);
    return std::unexpected{reading_failed(name, failure.get())};
  }
  ZipReader reader{archive, std::string{name}};
  CALO_TRY_DO(reader.list());
  return reader;
}

Result<void> ZipReader::list() {
  const zip_int64_t count = zip_get_num_entries(as_archive(archive_.get()), 0);
  // libzip takes a file of no bytes for an archive without members.
  if (count == 0) return std::unexpected{damaged(name_, "it is empty")};
  for (zip_int64_t i = 0; i < count; ++i) {
    zip_stat_t status{};
    constexpr zip_uint64_t wanted = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE;
    if (zip_stat_index(as_archive(archive_.get()), static_cast<zip_uint64_t>(i), 0, &status) != 0 ||
        (status.valid & wanted) != wanted) {
      return std::unexpected{damaged(name_, "its directory is broken")};
    }
    // Written without a product, which could overflow.
    if (status.size / largest_expansion > status.comp_size) {
      return std::unexpected{damaged(
          name_, fmt::format("member {} claims {} from {}", calo::text::printable(status.name, 60),
                             calo::text::bytes(static_cast<double>(status.size)),
                             calo::text::bytes(static_cast<double>(status.comp_size))))};
    }
    members_.push_back({status.name, status.size});
  }
  return {};
}

Result<ZipReader::Stream> ZipReader::stream(std::size_t index) const {
  const std::string shown =
      fmt::format("{} in {}", calo::text::printable(members_[index].name, 60), name_);
  zip_file_t* file = zip_fopen_index(as_archive(archive_.get()), index, 0);
  if (file == nullptr) {
    return std::unexpected{reading_failed(shown, zip_get_error(as_archive(archive_.get())))};
  }
  return Stream{file, shown};
}

Result<std::vector<std::byte>> ZipReader::read(std::size_t index) const {
  CALO_TRY(Stream member, stream(index));
  std::vector<std::byte> bytes(members_[index].size);
  CALO_TRY_DO(member.read(bytes));
  CALO_TRY_DO(member.finish());
  return bytes;
}

Result<void> ZipReader::Stream::read(std::span<std::byte> bytes) {
  while (!bytes.empty()) {
    const zip_int64_t got = zip_fread(as_file(file_.get()), bytes.data(), bytes.size());
    if (got < 0) {
      return std::unexpected{reading_failed(name_, zip_file_get_error(as_file(file_.get())))};
    }
    if (got == 0) return std::unexpected{damaged(name_, "it ends too early")};
    bytes = bytes.subspan(static_cast<std::size_t>(got));
  }
  return {};
}

Result<void> ZipReader::Stream::finish() {
  std::byte more{};
  const zip_int64_t got = zip_fread(as_file(file_.get()), &more, 1);
  if (got == 0) return {};
  if (got > 0) return std::unexpected{damaged(name_, "it is longer than it says")};
  return std::unexpected{reading_failed(name_, zip_file_get_error(as_file(file_.get())))};
}

Result<void> write_zip(const std::string& path, std::span<const ZipEntry> entries,
                       std::size_t alignment) {
  CALO_TRY(PendingFile file, PendingFile::create(path));
  int code = 0;
  Archive archive{zip_open(file.name().c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code)};
  if (!archive) return std::unexpected{cannot_write(path, errno)};
  std::size_t offset = 0;
  for (const ZipEntry& entry : entries) {
    if (!add(archive.get(), entry, alignment, offset)) {
      return std::unexpected{writing_failed(path, archive.get())};
    }
  }
  if (zip_close(archive.get()) != 0) return std::unexpected{writing_failed(path, archive.get())};
  [[maybe_unused]] const zip_t* freed = archive.release();  // by zip_close
  return file.keep();
}

}  // namespace npz
