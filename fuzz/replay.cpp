// Feeds every file of a corpus directory to a fuzz program's entry point, without a fuzzer: an
// ordinary test.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: replay CORPUS_DIRECTORY\n", stderr);
    return 2;
  }
  std::error_code error;
  std::size_t replayed = 0;
  for (const auto& entry : std::filesystem::directory_iterator{argv[1], error}) {
    std::ifstream file{entry.path(), std::ios::binary};
    const std::string content{std::istreambuf_iterator<char>{file}, {}};
    std::fprintf(stderr, "%s\n", entry.path().filename().c_str());
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(content.data()), content.size());
    ++replayed;
  }
  if (replayed == 0) {
    std::fprintf(stderr, "replay: no inputs in %s\n", argv[1]);
    return 1;
  }
  return 0;
}
