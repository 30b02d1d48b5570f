// NumPy's files: whatever the bytes, an archive or an error; what was read can be converted, and a
// single array reads back as it was.
#include "npz/npz.hpp"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

#include "base/expect.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::span input{reinterpret_cast<const std::byte*>(bytes), size};

  if (const auto array = npz::parse_npy(input, "input")) {
    const std::string header = npz::npy_header(array->type, array->characters, array->shape);
    std::vector<std::byte> written(header.size());
    std::memcpy(written.data(), header.data(), header.size());
    written.insert(written.end(), array->bytes.begin(), array->bytes.end());
    const auto back = npz::parse_npy(written, "written");
    CALO_EXPECT(back && back->shape == array->shape && back->bytes == array->bytes,
                "an array reads back as it was");
  }
  const auto archive = npz::parse(input, "input");
  if (!archive) {
    CALO_EXPECT(!archive.error().what.empty(), "an error says what was tried");
    return 0;
  }
  for (const auto& member : archive->members) {
    const std::size_t elements = npz::elements(member.array.shape);
    const auto numbers = member.array.doubles();
    const auto strings = member.array.strings();
    CALO_EXPECT(numbers || strings, "elements are numbers or text");
    CALO_EXPECT(!numbers || numbers->size() == elements, "there are as many as the shape says");
    CALO_EXPECT(!strings || strings->size() == elements, "there are as many as the shape says");
  }
  return 0;
}
