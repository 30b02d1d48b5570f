/* A function that waits for another thread, as libgomp's barriers do, and one that works. */
volatile int ready;

__attribute__((noinline, noclone)) static int wait_for(int n) {
  for (int i = 0; i < n && ready == 0; i++) __builtin_ia32_pause();
  return ready;
}

__attribute__((noinline, noclone)) static int work(int n) {
  int sum = 0;
  for (int i = 0; i < n; i++) sum += ready;
  return sum;
}

int main(int argc, char** argv) {
  (void)argv;
  return wait_for(argc) + work(argc);
}
