/* A function whose implementation is chosen when the program starts; the implementations are hidden. */
__attribute__((noinline, aligned(16))) static int slow(int n) {
  return n * 3 + 1;
}

__attribute__((noinline, aligned(16))) static int fast(int n) {
  return n * 5 + 2;
}

static int (*resolve(void))(int) {
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx2") ? fast : slow;
}

int chosen(int n) __attribute__((ifunc("resolve")));
