// ELF files that somebody made to hurt: whatever the bytes, each address gets a frame with a name.
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/expect.hpp"
#include "symbols/symbolize.hpp"

namespace symbols = calo::symbols;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const int file = memfd_create("fuzz", MFD_CLOEXEC);
  CALO_EXPECT(file >= 0 && write(file, bytes, size) == static_cast<ssize_t>(size),
              "the input can be written");
  const std::array<std::uint64_t, 6> addresses = {0, 0x1000, 0x1040, 0x1136, 0x4011a0, ~0ULL};
  const symbols::ModuleFile module{.path = "/proc/self/fd/" + std::to_string(file), .build_id = ""};
  const symbols::Symbolized result = symbols::symbolize(
      module, addresses,
      {.debug_directories = {}, .debug_information = symbols::DebugInformation::anywhere});
  close(file);
  CALO_EXPECT(result.frames.size() == addresses.size(), "each address has an answer");
  for (const auto& frames : result.frames) {
    CALO_EXPECT(!frames.empty() && !frames.back().is_inlined, "each address is in a function");
  }
  return 0;
}
