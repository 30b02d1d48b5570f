// Stacks that leave no room for anybody else's frames.
#define _GNU_SOURCE
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <ucontext.h>

#include "burn.h"

enum { coroutines = 32, pad = 256 };
static ucontext_t main_context, contexts[coroutines];
static size_t used;
static sigjmp_buf back;

static void on_signal(int number) {
  char text[512];
  memset(text, 0, sizeof text);
  snprintf(text, sizeof text, "%d", number);
  count(30000000);
}
static void jump(int number) {
  (void)number;
  siglongjmp(back, 1);
}

static __attribute__((noinline)) void deep(void) {
  volatile char frame[used];
  memset((void*)frame, 1, used);
  count(1000000);
  frame[0] = frame[used - 1];
}
static void coroutine(int number) {
  for (int i = 0; i < 4; i++) {
    deep();
    swapcontext(&contexts[number], &main_context);
  }
}
static void* in_thread(void* unused) {
  deep();
  return unused;
}
static __attribute__((noinline)) int overflow(int n) {
  volatile char frame[4000];
  frame[0] = (char)n;
  return overflow(n + 1) + frame[0];
}

// One beside the other, bytes between that must not change.
static int run_coroutines(size_t size) {
  unsigned char* block = malloc((size + pad) * coroutines);
  memset(block, 0x5a, (size + pad) * coroutines);
  for (int i = 0; i < coroutines; i++) {
    getcontext(&contexts[i]);
    contexts[i].uc_stack.ss_sp = block + (size_t)i * (size + pad) + pad;
    contexts[i].uc_stack.ss_size = size;
    contexts[i].uc_link = &main_context;
    makecontext(&contexts[i], (void (*)(void))coroutine, 1, i);
  }
  for (int turn = 0; turn < 4; turn++) {
    for (int i = 0; i < coroutines; i++) swapcontext(&main_context, &contexts[i]);
  }
  long destroyed = 0;
  for (int i = 0; i < coroutines; i++) {
    for (int k = 0; k < pad; k++) destroyed += block[(size_t)i * (size + pad) + (size_t)k] != 0x5a;
  }
  printf("%ld bytes beside the stacks have changed\n", destroyed);
  return destroyed != 0;
}

// `size` bytes beyond what the kernel itself needs (AT_MINSIGSTKSZ), below them a page that faults.
static int run_alternate(size_t size, int is_whole) {
  if (!is_whole) size += getauxval(AT_MINSIGSTKSZ);
  const size_t pages = (size + 4095) / 4096 * 4096;
  char* map = mmap(NULL, pages + 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  mprotect(map + 4096, pages, PROT_READ | PROT_WRITE);
  stack_t stack = {.ss_sp = map + 4096 + pages - size, .ss_size = size}, told;
  if (sigaltstack(&stack, NULL)) skip("the kernel wants a larger alternate stack");
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = on_signal;
  action.sa_flags = SA_ONSTACK;
  sigaction(SIGUSR1, &action, NULL);
  for (int i = 0; i < 3; i++) raise(SIGUSR1);
  sigaltstack(NULL, &told);
  puts(told.ss_sp == stack.ss_sp && told.ss_size == size ? "handled on the stack asked for" : "told another stack");
  return 0;
}

int main(int argc, char** argv) {
  const char* what = argc > 1 ? argv[1] : "";
  const size_t size = argc > 2 ? strtoul(argv[2], NULL, 10) : 0;
  used = argc > 3 ? strtoul(argv[3], NULL, 10) : 1024;
  if (!strcmp(what, "coroutines")) return run_coroutines(size);
  if (!strcmp(what, "alternate")) return run_alternate(size, 0);
  if (!strcmp(what, "whole")) return run_alternate(size, 1);
  if (!strcmp(what, "threads")) {
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    if (pthread_attr_setstacksize(&attributes, size)) return 3;
    for (int i = 0; i < 60; i++) {
      pthread_t thread;
      if (pthread_create(&thread, &attributes, in_thread, NULL)) return 4;
      pthread_join(thread, NULL);
    }
    puts("threads done");
    return 0;
  }
  if (!strcmp(what, "overflow")) {
    static char alternate[65536];
    stack_t stack = {.ss_sp = alternate, .ss_size = sizeof alternate};
    struct sigaction action;
    memset(&action, 0, sizeof action);
    sigaltstack(&stack, NULL);
    action.sa_handler = jump;
    action.sa_flags = SA_ONSTACK;
    sigaction(SIGSEGV, &action, NULL);
    volatile int caught = 0;
    for (volatile int i = 0; i < 10; i++) {
      if (sigsetjmp(back, 1)) {
        caught++;
      } else {
        burn(5);
        overflow(0);
      }
    }
    printf("caught %d\n", caught);
    return 0;
  }
  if (!strcmp(what, "dies")) return overflow(0);
  return 2;
}
