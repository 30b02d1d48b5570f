#include "npz/npz.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>

#include "base/text.hpp"
#include "base/try.hpp"
#include "npz/npy.hpp"
#include "npz/pending_file.hpp"

namespace npz {
namespace {

using calo::Category;
using calo::fail;

constexpr std::string_view suffix = ".npy";
constexpr std::size_t largest_npy = std::size_t{1} << 30;

std::span<const std::byte> bytes_of(const std::string& text) {
  return std::as_bytes(std::span{text});
}

/// Elements go straight to where they stay, so that a large array is in memory once.
Result<Array> read_member(const ZipReader& file, std::size_t index) {
  const ZipReader::Member& member = file.members()[index];
  const std::string name =
      fmt::format("{} in {}", calo::text::printable(member.name, 60), file.name());
  CALO_TRY(auto stream, file.stream(index));
  std::vector<std::byte> begin(std::min(member.size, npy_prefix));
  CALO_TRY_DO(stream.read(begin));
  CALO_TRY(const std::size_t header_size, npy_header_size(begin, name));
  if (header_size > member.size || header_size < begin.size()) {
    return fail(Category::malformed, fmt::format("reading {}: its header is cut off", name),
                "The file is damaged or incomplete: copy or create it again.");
  }
  begin.resize(header_size);
  CALO_TRY_DO(stream.read(std::span{begin}.subspan(std::min(member.size, npy_prefix))));
  CALO_TRY(NpyHeader header, parse_npy_header(begin, name));
  if (header.payload != member.size - header_size) {
    return fail(Category::malformed,
                fmt::format("reading {}: {} bytes of elements are there, its shape {} wants {}",
                            name, member.size - header_size, text(header.shape), header.payload),
                "The file is damaged or incomplete: copy or create it again.");
  }
  Array array{.type = header.type,
              .characters = header.characters,
              .shape = std::move(header.shape),
              .bytes = {}};
  array.bytes.resize(header.payload);
  CALO_TRY_DO(stream.read(array.bytes));
  CALO_TRY_DO(stream.finish());
  return array;
}

Result<Archive> read_all(const ZipReader& file) {
  Archive archive;
  for (std::size_t i = 0; i < file.members().size(); ++i) {
    std::string name = file.members()[i].name;
    if (!name.ends_with(suffix)) continue;  // numpy.load shows other members as bare bytes
    name.resize(name.size() - suffix.size());
    CALO_TRY(Array array, read_member(file, i));
    archive.members.push_back({std::move(name), std::move(array)});
  }
  return archive;
}

}  // namespace

const Array* Archive::find(std::string_view name) const {
  const auto found = std::ranges::find(members, name, &Member::name);
  return found == members.end() ? nullptr : &found->array;
}

Result<Archive> read(const std::string& path) {
  CALO_TRY(const ZipReader file, ZipReader::open(path));
  return read_all(file);
}

Result<Archive> parse(std::span<const std::byte> file, std::string_view name) {
  CALO_TRY(const ZipReader reader, ZipReader::over(file, name));
  return read_all(reader);
}

Result<Array> read_npy(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat status{};
  if (descriptor < 0 || ::fstat(descriptor, &status) != 0) {
    return std::unexpected{calo::system_error(errno, fmt::format("reading {}", path),
                                              "Check the name and the permissions.")};
  }
  ::close(descriptor);
  if (!S_ISREG(status.st_mode) || static_cast<std::size_t>(status.st_size) > largest_npy) {
    return fail(Category::unsupported,
                fmt::format("reading {}: it is no regular file of at most 1 GiB", path),
                "Name a .npy file.");
  }
  std::vector<std::byte> bytes(static_cast<std::size_t>(status.st_size));
  std::ifstream stream{path, std::ios::binary};
  stream.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  if (!stream) return std::unexpected{calo::system_error(EIO, fmt::format("reading {}", path))};
  return parse_npy(bytes, path);
}

Entry entry(std::string name, const Array& array, Packing packing) {
  return {.name = std::move(name),
          .type = array.type,
          .characters = array.characters,
          .shape = array.shape,
          .bytes = array.bytes,
          .packing = packing};
}

Result<void> write(const std::string& path, std::span<const Entry> entries) {
  std::vector<std::string> headers;
  headers.reserve(entries.size());
  std::vector<ZipEntry> members;
  members.reserve(entries.size());
  for (const Entry& each : entries) {
    headers.push_back(npy_header(each.type, each.characters, each.shape));
    members.push_back({.name = each.name + std::string{suffix},
                       .head = bytes_of(headers.back()),
                       .body = each.bytes,
                       .packing = each.packing});
  }
  return write_zip(path, members);
}

Result<void> write_npy(const std::string& path, const Array& array) {
  CALO_TRY(PendingFile file, PendingFile::create(path));
  const std::string header = npy_header(array.type, array.characters, array.shape);
  CALO_TRY_DO(file.write(bytes_of(header)));
  CALO_TRY_DO(file.write(array.bytes));
  return file.keep();
}

Result<void> check_writable(const std::string& path) {
  CALO_TRY(const PendingFile probe, PendingFile::create(path));
  static_cast<void>(probe);
  return {};
}

}  // namespace npz
