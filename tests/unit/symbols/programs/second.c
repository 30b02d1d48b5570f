/* Between two that have them, this one loses its .debug_aranges: clang and Go make none. */
int helper(int);
volatile unsigned long x = 1;

__attribute__((noinline)) void hot_in_second(void) {
  for (long i = 0; i < 300000000; i++)
    x = x * 3 + 1;
}

int main(void) {
  hot_in_second();
  return helper(1) == 0;
}
