// Loads and unloads libraries while another thread computes in whatever is loaded. Arguments:
// rounds and the paths of libraries.
#include <dlfcn.h>
#include <pthread.h>

#include <atomic>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace {

std::atomic<bool> is_over;

void* compute(void*) {
  volatile std::uint64_t x = 1;
  while (!is_over) {
    for (int i = 0; i < 10'000; ++i) x = x * 6364136223846793005 + 1;
  }
  return nullptr;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  pthread_t other{};
  pthread_create(&other, nullptr, compute, nullptr);
  int loaded = 0;
  for (int round = 0; round < std::atoi(argv[1]); ++round) {
    for (int i = 2; i < argc; ++i) {
      void* library = dlopen(argv[i], RTLD_NOW | RTLD_LOCAL);
      if (library == nullptr) continue;
      ++loaded;
      dlclose(library);
    }
  }
  is_over = true;
  pthread_join(other, nullptr);
  std::printf("loaded %d\n", loaded);
  return 0;
}
