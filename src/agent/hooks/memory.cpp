#include <cstddef>

// Compilers emit calls of these for copies, for zeros and for loops that look like them. Hidden
// definitions keep them inside of the agent: a sanitizer's or the program's own must not run in our
// handler.
#pragma GCC visibility push(hidden)
extern "C" {

void* memcpy(void* __restrict to, const void* __restrict from, std::size_t size) {
  void* result = to;
  asm volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(size) : : "memory");
  return result;
}

void* memmove(void* to, const void* from, std::size_t size) {
  if (static_cast<char*>(to) <= static_cast<const char*>(from)) return memcpy(to, from, size);
  auto* last_to = static_cast<char*>(to) + size;
  const auto* last_from = static_cast<const char*>(from) + size;
  while (size-- > 0) {
    *--last_to = *--last_from;
    asm volatile("" : : : "memory");  // or the compiler would make this loop a call of memmove
  }
  return to;
}

std::size_t strlen(const char* text) {
  std::size_t size = 0;
  while (text[size] != '\0') {
    ++size;
    asm volatile("" : : : "memory");  // as above
  }
  return size;
}

void* memset(void* to, int byte, std::size_t size) {
  void* result = to;
  asm volatile("rep stosb" : "+D"(to), "+c"(size) : "a"(byte) : "memory");
  return result;
}
}
#pragma GCC visibility pop
