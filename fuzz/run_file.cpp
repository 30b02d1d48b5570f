#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "store/run_file.hpp"

namespace {

/// A file of this process, rewritten for each input.
std::filesystem::path scratch_file() {
  static const std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("calo-fuzz-" + std::to_string(::getpid()));
  static const int registered = std::atexit([] {
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
  });
  static_cast<void>(registered);
  return path;
}

}  // namespace

/// Whatever bytes a run file holds, reading it ends, with a run whose parts fit together or with an
/// error.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::filesystem::path path = scratch_file();
  {
    std::ofstream file{path, std::ios::binary};
    file.write(reinterpret_cast<const char*>(bytes), static_cast<std::streamsize>(size));
  }
  const auto run = calo::store::read_run(path);
  if (!run && run.error().what.empty()) __builtin_trap();
  if (run) {
    const std::size_t domains = run->header.domains.size();
    if (run->end.totals.size() != domains || run->end.states.size() != domains) __builtin_trap();
    for (const auto& interval : run->intervals) {
      if (interval.energy.size() != domains || interval.outcomes.size() != domains) {
        __builtin_trap();
      }
    }
  }
  static_cast<void>(calo::store::read_digest(path));
  return 0;
}
