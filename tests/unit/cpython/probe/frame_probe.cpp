// A library that a Python program loads (ctypes): it interrupts the program's threads at instants
// they do not choose, walks the Python frames in the signal handler, and checks every stack.
//
// The program names its functions so that every legal caller of each is known: `probe_edges` is
// told the pairs. All that happens in the handler is what a sampler may do there.
#include <dlfcn.h>
#include <pthread.h>
#include <sched.h>

#include <atomic>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstring>

#include "cpython/code.hpp"
#include "cpython/frames.hpp"
#include "cpython/own_memory.hpp"

namespace {

using namespace calo::cpython;  // NOLINT(google-build-using-namespace): a test program

constexpr std::uint32_t max_names = 64;
constexpr std::uint32_t name_size = 32;

OwnMemory memory;
Interpreter python;
ThreadStateKey key;
char names[max_names][name_size];
std::uint32_t name_count = 0;
bool may_call[max_names][max_names];  // [caller][callee]
bool is_root[max_names];
char first_problem[512];

std::atomic<std::uint64_t> samples, complete, inconsistent, empty, frames_seen, unknown, impossible,
    foreign_root, wrong_entries;

std::uint32_t index_of(const char* name, std::size_t size) {
  for (std::uint32_t i = 0; i < name_count; ++i) {
    if (std::strlen(names[i]) == size && std::memcmp(names[i], name, size) == 0) return i;
  }
  return max_names;
}

std::uint32_t index_of_code(std::uint64_t address) {
  Code code;
  char name[name_size];
  if (!read_code(memory, python, address, code)) return max_names;
  const Copied copied = copy_text(memory, python, code.name, name, sizeof name);
  return index_of(name, copied.size);
}

void say(const char* kind, const Frame* frames, std::uint32_t count) {
  if (first_problem[0] != '\0') return;
  std::size_t at = 0;
  const auto add = [&](const char* text, std::size_t size) {
    for (std::size_t i = 0; i < size && at + 1 < sizeof first_problem; ++i) {
      first_problem[at++] = text[i];
    }
  };
  add(kind, std::strlen(kind));
  for (std::uint32_t i = 0; i < count; ++i) {
    Code code;
    char name[name_size];
    add(" <- ", 4);
    if (!read_code(memory, python, frames[i].code, code)) continue;
    add(name, copy_text(memory, python, code.name, name, sizeof name).size);
    if (frames[i].is_entry) add("*", 1);
  }
}

void check_stack() {
  const std::uint64_t self = pthread_self();
  const std::uint64_t state =
      key.current(memory, python, self, [](std::uint32_t k) { return pthread_getspecific(k); });
  if (state == 0) {
    ++empty;
    return;
  }
  Frame frames[128];
  const Walk walked = walk(memory, python, state, frames, 128);
  if (walked.end == WalkEnd::inconsistent) {
    ++inconsistent;
    say("inconsistent", frames, walked.count);
    return;
  }
  complete += walked.end == WalkEnd::complete ? 1 : 0;
  frames_seen += walked.count;
  std::uint32_t callee = max_names;
  for (std::uint32_t i = 0; i < walked.count; ++i) {
    const std::uint32_t name = index_of_code(frames[i].code);
    if (name == max_names) {
      ++unknown;
      say("unknown", frames, walked.count);
      return;
    }
    if (callee != max_names && !may_call[name][callee]) {
      ++impossible;
      say("impossible", frames, walked.count);
      return;
    }
    callee = name;
  }
  if (callee != max_names && !is_root[callee] && walked.end == WalkEnd::complete) {
    ++foreign_root;
    say("root", frames, walked.count);
  }
  if (walked.count > 0 && walked.end == WalkEnd::complete && !frames[walked.count - 1].is_entry) {
    ++wrong_entries;
    say("entry", frames, walked.count);
  }
}

void on_signal(int) {
  check_stack();
  ++samples;
}

pthread_t targets[8];
std::atomic<std::uint32_t> target_count{0};
std::uint64_t wanted_samples = 0;
pthread_t interrupter;

void* interrupt(void*) {
  std::uint64_t random = 88172645463325252U;
  for (std::uint64_t sent = 0; sent < wanted_samples; ++sent) {
    pthread_kill(targets[sent / 64 % target_count], SIGPROF);
    while (samples <= sent) sched_yield();
    random ^= random << 13U;
    random ^= random >> 7U;
    random ^= random << 17U;
    for (std::uint64_t i = random % 4096; i > 0; --i) asm volatile("");
  }
  return nullptr;
}

}  // namespace

extern "C" {

/// Finds the interpreter of this process; 0 if its version cannot be read. `executable`: its file,
/// links resolved.
int probe_open(const char* executable) {
  void* const runtime = dlsym(RTLD_DEFAULT, "_PyRuntime");
  const void* const version = dlsym(RTLD_DEFAULT, "Py_Version");
  python.runtime = reinterpret_cast<std::uint64_t>(runtime);
  python.code_type = reinterpret_cast<std::uint64_t>(dlsym(RTLD_DEFAULT, "PyCode_Type"));
  Dl_info library{};
  unsigned long hex = dladdr(runtime, &library) == 0 ? 0 : version_from_name(library.dli_fname);
  if (hex == 0) hex = version_from_name(executable);
  if (version != nullptr) std::memcpy(&hex, version, sizeof hex);
  if (runtime == nullptr) return 0;
  return find_layout(memory, python.runtime, static_cast<std::uint32_t>(hex), python.layout) ? 1
                                                                                             : 0;
}

/// `caller` may have `callee` directly above it; caller "" means that `callee` may be the
/// outermost.
void probe_edge(const char* caller, const char* callee) {
  const auto add = [](const char* name) {
    const std::uint32_t known = index_of(name, std::strlen(name));
    if (known != max_names) return known;
    std::strncpy(names[name_count], name, name_size - 1);
    return name_count++;
  };
  const std::uint32_t to = add(callee);
  if (*caller == '\0') {
    is_root[to] = true;
  } else {
    may_call[add(caller)][to] = true;
  }
}

/// The calling thread is interrupted from now on, until `probe_start`'s samples are taken.
void probe_me() {
  targets[target_count++] = pthread_self();
}

/// Interrupts the threads that called `probe_me` in turn, at irregular instants, `wanted` times;
/// the next interruption comes when the handler of the last one has ended. Returns at once. Each
/// gets 64 in a row, so that one that waits for the interpreter's lock does not slow all down.
void probe_start(std::uint64_t wanted) {
  struct sigaction action{};
  action.sa_handler = on_signal;
  action.sa_flags = SA_RESTART;
  sigaction(SIGPROF, &action, nullptr);
  wanted_samples = wanted;
  pthread_create(&interrupter, nullptr, interrupt, nullptr);
}

void probe_stop() {
  pthread_join(interrupter, nullptr);
}

std::uint64_t probe_count(const char* what) {
  const struct {
    const char* name;
    const std::atomic<std::uint64_t>& value;
  } counters[] = {
      {"samples", samples},       {"complete", complete},         {"empty", empty},
      {"frames", frames_seen},    {"inconsistent", inconsistent}, {"unknown", unknown},
      {"impossible", impossible}, {"root", foreign_root},         {"entries", wrong_entries}};
  for (const auto& counter : counters) {
    if (std::strcmp(counter.name, what) == 0) return counter.value;
  }
  return UINT64_MAX;
}

const char* probe_problem() {
  return first_problem;
}

/// The frames of the calling thread now, innermost first: code addresses, byte offsets and entry
/// marks into arrays of `capacity`; returns how many.
int probe_stack(std::uint64_t* codes, std::int32_t* offsets, unsigned char* entries, int capacity) {
  Frame frames[256];
  const std::uint64_t state = key.current(memory, python, pthread_self(),
                                          [](std::uint32_t k) { return pthread_getspecific(k); });
  const Walk walked = walk(memory, python, state, frames,
                           static_cast<std::uint32_t>(capacity < 256 ? capacity : 256));
  for (std::uint32_t i = 0; i < walked.count; ++i) {
    codes[i] = frames[i].code;
    offsets[i] = frames[i].instruction;
    entries[i] = frames[i].is_entry ? 1 : 0;
  }
  return static_cast<int>(walked.count);
}

/// The qualified name ("qualname"), name or file ("file") of a code object as UTF-8; its length.
int probe_text(std::uint64_t code_address, const char* which, char* to, int capacity) {
  Code code;
  if (!read_code(memory, python, code_address, code)) return -1;
  const std::uint64_t text = std::strcmp(which, "name") == 0   ? code.name
                             : std::strcmp(which, "file") == 0 ? code.key.filename
                                                               : code.key.qualified_name;
  const Copied copied = copy_text(memory, python, text, to, static_cast<std::size_t>(capacity));
  return copied.is_whole ? static_cast<int>(copied.size) : -1;
}
}
