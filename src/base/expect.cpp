#include "base/expect.hpp"

#include <cstdio>
#include <cstdlib>

namespace calo {

void contract_broken(const char* condition, const char* meaning, const char* file, int line) {
  std::fprintf(stderr, "calo: internal error: %s (%s) at %s:%d. Please report this.\n", meaning,
               condition, file, line);
  std::abort();
}

}  // namespace calo
