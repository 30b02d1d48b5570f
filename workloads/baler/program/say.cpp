#include "say.hpp"

#include <cstdio>

namespace baler {

void say(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
}

void complain(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
}

bool has_been_heard() {
  return std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
}

}  // namespace baler
