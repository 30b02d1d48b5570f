// Programs that confine themselves: seccomp's strict mode, and filters that kill on one system call.
#define _GNU_SOURCE
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "burn.h"

static const struct {
  const char* name;
  long number;
} calls[] = {{"openat", SYS_openat},       {"mmap", SYS_mmap},           {"clock_gettime", SYS_clock_gettime},
             {"getpid", SYS_getpid},       {"gettid", SYS_gettid},       {"madvise", SYS_madvise},
             {"prlimit64", SYS_prlimit64}, {"ftruncate", SYS_ftruncate}, {"rt_sigreturn", SYS_rt_sigreturn},
             {"timer_settime", SYS_timer_settime}, {"process_vm_readv", SYS_process_vm_readv},
             {"perf_event_open", SYS_perf_event_open}, {"munmap", SYS_munmap}, {"futex", SYS_futex},
             {"close", SYS_close}, {"read", SYS_read}};

static int install(struct sock_filter* code, unsigned short length, int by_prctl) {
  struct sock_fprog program = {.len = length, .filter = code};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)) return -1;
  if (by_prctl) return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
  return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program);
}

static int forbid(long number, unsigned action, int by_prctl) {
  struct sock_filter code[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)number, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, action),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  return install(code, sizeof code / sizeof *code, by_prctl);
}

// Nothing but write and exit_group.
static int allow_two(void) {
  struct sock_filter code[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_write, 2, 0),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_exit_group, 1, 0),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  return install(code, sizeof code / sizeof *code, 0);
}

static void end(void) {
  static const char text[] = "done\n";
  if (write(1, text, sizeof text - 1) < 0) _exit(3);
}

int main(int argc, char** argv) {
  const char* what = argc > 1 ? argv[1] : "";
  count(50000000);
  if (!strcmp(what, "strict")) {
    if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT)) skip("no seccomp");
    count(300000000);
    end();
    syscall(SYS_exit, 0);
  }
  if (!strcmp(what, "two")) {
    if (allow_two()) skip("no seccomp filters");
    count(300000000);
    end();
    _exit(0);
  }
  const int by_prctl = argc > 2 && !strcmp(argv[2], "prctl");
  const unsigned action = argc > 2 && !strcmp(argv[2], "trap") ? SECCOMP_RET_TRAP : SECCOMP_RET_KILL_PROCESS;
  for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
    if (strcmp(what, calls[i].name)) continue;
    if (forbid(calls[i].number, action, by_prctl)) skip("no seccomp filters");
    count(300000000);
    end();
    _exit(0);
  }
  return 2;
}
