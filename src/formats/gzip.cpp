#include "formats/gzip.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>

#include "base/expect.hpp"

namespace calo::formats {

std::string gzip(std::string_view bytes) {
  z_stream stream{};
  constexpr int gzip_header = 16 + MAX_WBITS;
  constexpr int memory_level = 8;  // zlib's default
  // It fails on wrong parameters or without memory only.
  CALO_EXPECT(deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, gzip_header, memory_level,
                           Z_DEFAULT_STRATEGY) == Z_OK,
              "zlib takes its parameters");
  std::string result;
  std::array<Bytef, 65536> chunk{};
  int status = Z_OK;
  while (status != Z_STREAM_END) {
    if (stream.avail_in == 0) {
      const std::size_t size =
          std::min<std::size_t>(bytes.size(), std::numeric_limits<uInt>::max());
      // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): zlib reads bytes.
      stream.next_in = reinterpret_cast<const Bytef*>(bytes.data());
      stream.avail_in = static_cast<uInt>(size);
      bytes.remove_prefix(size);
    }
    stream.next_out = chunk.data();
    stream.avail_out = static_cast<uInt>(chunk.size());
    status = deflate(&stream, bytes.empty() ? Z_FINISH : Z_NO_FLUSH);
    result.append(chunk.begin(), chunk.end() - static_cast<std::ptrdiff_t>(stream.avail_out));
  }
  deflateEnd(&stream);
  return result;
}

}  // namespace calo::formats
