/* Names the phases of a program for calo: `calo run` then tells what each of them cost.
 *
 *   #include <calo/phases.h>
 *
 *   calo_phase_begin("load");
 *   read_events();
 *   calo_phase_end("load");
 *
 * Phases nest. They belong to the process: its threads share them, and its children work in the phase that
 * their parent was in. Without calo (no CALO_MARKS in the environment) nothing happens, at the cost of a
 * test; under it a mark costs a few microseconds. Nothing blocks, and no mark is worth an error: one that
 * cannot be delivered is lost.
 *
 * Header only, C99 and C++, nothing to link. Linux. Not to be called from signal handlers.
 * The message format: docs/formats/phases.md.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef CALO_PHASES_H
#define CALO_PHASES_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A longer name is cut. */
#define CALO_PHASE_NAME_MAX 95

struct calo_mark_message {
  char magic[4];          /* "cal1" */
  char what[4];           /* "beg", "end", "sta", "cnt", "ask", with a zero */
  int64_t monotonic_ns;   /* CLOCK_MONOTONIC */
  int64_t process_cpu_ns; /* CLOCK_PROCESS_CPUTIME_ID */
  double count;
  char name[CALO_PHASE_NAME_MAX + 1];
};

struct calo_mark_answer {
  char magic[4]; /* "cal1" */
  char what[4];  /* "eng" */
  double joules; /* of the program since its start; NaN if calo has no source of energy */
};

struct calo_marks_state {
  int socket; /* 0: not looked for yet, -1: no calo, else one more than the descriptor */
  double joules;
  double counted;     /* and not sent yet */
  int64_t counted_ns; /* when it was sent last */
};

/* One for the whole program, however many files include this header. */
__attribute__((weak, visibility("hidden"))) struct calo_marks_state calo_marks = {0, 0.0, 0.0, 0};

static inline int calo_marks_socket(void) {
  if (calo_marks.socket == 0) {
    const char* const name = getenv("CALO_MARKS");
    struct sockaddr_un address;
    size_t length;
    int fd;
    calo_marks.socket = -1;
    calo_marks.joules = NAN;
    if (name == NULL || name[0] != '@') return -1;
    length = strlen(name);
    if (length >= sizeof address.sun_path) return -1;
    fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) return -1;
    memset(&address, 0, sizeof address);
    address.sun_family = AF_UNIX;
    /* An address of its own, for answers. */
    (void)bind(fd, (const struct sockaddr*)&address, (socklen_t)sizeof(sa_family_t));
    memcpy(address.sun_path, name, length);
    address.sun_path[0] = '\0';
    if (connect(fd, (const struct sockaddr*)&address,
                (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length)) != 0) {
      close(fd);
      return -1;
    }
    calo_marks.socket = fd + 1;
  }
  return calo_marks.socket > 0 ? calo_marks.socket - 1 : -1;
}

static inline void calo_send_mark(const char* what, const char* name, double count) {
  struct calo_mark_message message;
  struct timespec time;
  const int fd = calo_marks_socket();
  size_t length;
  if (fd < 0) return;
  memset(&message, 0, sizeof message);
  memcpy(message.magic, "cal1", 4);
  memcpy(message.what, what, 4);
  clock_gettime(CLOCK_MONOTONIC, &time);
  message.monotonic_ns = (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  message.process_cpu_ns = (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
  message.count = count;
  length = strlen(name);
  if (length > CALO_PHASE_NAME_MAX) length = CALO_PHASE_NAME_MAX;
  memcpy(message.name, name, length);
  (void)send(fd, &message, sizeof message, MSG_DONTWAIT | MSG_NOSIGNAL);
}

static inline void calo_send_count(void) {
  if (calo_marks.counted == 0.0) return;
  calo_send_mark("cnt", "", calo_marks.counted);
  calo_marks.counted = 0.0;
}

/* A phase begins, inside the one that is going on, if any. */
static inline void calo_phase_begin(const char* name) {
  calo_send_count();
  calo_send_mark("beg", name, 0.0);
}

/* The innermost phase of this name ends, and those inside it. */
static inline void calo_phase_end(const char* name) {
  calo_send_count();
  calo_send_mark("end", name, 0.0);
}

/* A phase that has been going on since the process started: loading libraries, constructing globals. To be
 * called first of all. */
static inline void calo_phase_since_start(const char* name) { calo_send_mark("sta", name, 0.0); }

/* The phase that is going on has done `count` more: epochs, events, files. Cheap enough for thousands a
 * second: what is counted is sent ten times a second. Not from several threads at once. */
static inline void calo_phase_count(double count) {
  struct timespec time;
  int64_t now;
  if (calo_marks_socket() < 0) return;
  calo_marks.counted += count;
  clock_gettime(CLOCK_MONOTONIC, &time);
  now = (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
  if (now - calo_marks.counted_ns < 100000000) return;
  calo_marks.counted_ns = now;
  calo_send_count();
}

/* Joules the program has used since its start, as of calo's last reading; NaN if that is not known. Asks
 * for news, and gives what the previous call asked for: it never waits. */
static inline double calo_joules_so_far(void) {
  struct calo_mark_answer answer;
  const int fd = calo_marks_socket();
  if (fd < 0) return NAN;
  while (recv(fd, &answer, sizeof answer, MSG_DONTWAIT) == (ssize_t)sizeof answer) {
    if (memcmp(answer.magic, "cal1", 4) == 0 && memcmp(answer.what, "eng", 4) == 0) {
      calo_marks.joules = answer.joules;
    }
  }
  calo_send_mark("ask", "", 0.0);
  return calo_marks.joules;
}

#ifdef __cplusplus
} /* extern "C" */

namespace calo {

/// A phase as long as the scope: `const calo::Phase phase{"load"};`
class Phase {
 public:
  explicit Phase(const char* name) : name_{name} { calo_phase_begin(name_); }
  ~Phase() { calo_phase_end(name_); }
  Phase(const Phase&) = delete;
  Phase& operator=(const Phase&) = delete;

 private:
  const char* name_;  ///< outlives the phase
};

}  // namespace calo
#endif

#endif /* CALO_PHASES_H */
