// The file that an agent shares with the recorder, after its program went wild: whatever is in it,
// draining ends, allocates no more than a record's worth, and hands out sound values.
//
// Input: bytes laid over a sound file; the first byte says where: over the header, or over the
// ring.
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>

#include "base/expect.hpp"
#include "ring/reader.hpp"
#include "ring/writer.hpp"

namespace ring = calo::ring;

namespace {

constexpr std::uint32_t ring_words = 512;
constexpr std::size_t file_bytes = ring::header_bytes + std::size_t{ring_words} * 8;

/// A sound file with a few records, mapped once for all inputs.
struct File {
  std::string path;
  unsigned char* bytes = nullptr;

  File() {
    path = std::filesystem::temp_directory_path() / "calo-fuzz-XXXXXX";
    const int fd = ::mkstemp(path.data());
    CALO_EXPECT(fd >= 0 && ::ftruncate(fd, file_bytes) == 0, "there is room for a small file");
    void* mapping = ::mmap(nullptr, file_bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    CALO_EXPECT(mapping != MAP_FAILED, "a small file can be mapped");
    ::close(fd);
    bytes = static_cast<unsigned char*>(mapping);
  }
  ~File() { ::unlink(path.c_str()); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  void begin() const {
    std::memset(bytes, 0, file_bytes);
    auto* header = reinterpret_cast<ring::Header*>(bytes);
    header->version = ring::layout_version;
    header->ring_words = ring_words;
    header->ready.store(ring::magic);
    auto* words = reinterpret_cast<std::atomic<std::uint64_t>*>(bytes + ring::header_bytes);
    for (std::uint32_t i = 0; i < 20; ++i) {
      ring::Writer writer{header, words, ring_words};
      writer.begin(ring::Kind::sample, 0, 4 + i % 3);
      writer.put(7 | std::uint64_t{i % 3} << 32);
      for (std::uint32_t k = 0; k < 3 + i % 3; ++k) writer.put(1000 + k);
      writer.commit();
    }
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  static const File file;
  file.begin();
  const std::size_t at = (data[0] & 1) != 0 ? ring::header_bytes + data[0] / 2 * 8U : 0;
  std::memcpy(file.bytes + at, data + 1, std::min(size - 1, file_bytes - at));

  auto reader = ring::Reader::open(file.path, 1);
  if (!reader) return 0;
  std::size_t seen = 0;
  const ring::Sink sink = [&](const ring::Image&, const ring::Event& event) {
    ++seen;
    if (const auto* sample = std::get_if<ring::Sample>(&event)) {
      CALO_EXPECT(sample->cpu.count() >= 0 && sample->native.size() <= 65536, "a sound sample");
    } else if (const auto* module = std::get_if<ring::ModuleSeen>(&event)) {
      CALO_EXPECT(module->start < module->end, "a module has a size");
      CALO_EXPECT(module->path.size() + module->build_id.size() <= ring::most_words * 8,
                  "in the record");
    }
  };
  const std::size_t told = reader->drain(sink, false) + reader->drain(sink, true);
  CALO_EXPECT(told == seen, "every record is told once");
  return 0;
}
