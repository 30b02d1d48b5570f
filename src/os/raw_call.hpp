#pragma once

namespace calo::os::raw {

/// A system call of x86-64 without libc: errno stays the program's, and no symbol that the program
/// or a sanitizer replaces, or that is bound only now, is called. From -4095 to -1: the negative
/// error number. May be used in signal handlers, and where no sanitizer may look on: it is part of
/// its caller even where nothing else is inlined.
[[gnu::always_inline]] inline long call(long number, long a = 0, long b = 0, long c = 0, long d = 0,
                                        long e = 0, long f = 0) {
  long result = number;
  register long r10 asm("r10") = d;
  register long r8 asm("r8") = e;
  register long r9 asm("r9") = f;
  asm volatile("syscall"
               : "+a"(result)
               : "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
               : "rcx", "r11", "memory");
  return result;
}

template <class T>
[[gnu::always_inline]] inline long address(T* pointer) {
  return reinterpret_cast<long>(pointer);
}

}  // namespace calo::os::raw
