#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

/// What an image (a process between two execs) shares with the recorder: one page of header, then
/// one ring of 64-bit words. All threads of the image append to the ring, the recorder alone takes
/// out. Byte order and types are the machine's own: both ends run on it at the same time.
///
/// Used inside signal handlers of foreign programs: no library, no allocation, no locks.
namespace calo::ring {

inline constexpr std::uint64_t magic = 0x31676e69726c6163;  // "calring1"
inline constexpr std::uint32_t layout_version = 1;
inline constexpr std::size_t header_bytes = 4096;
inline constexpr std::size_t longest_path = 1024;  ///< with its final zero

/// The environment variable that leads a program's agent to its session:
/// `PERIOD_NS,RING_BYTES,DIRECTORY`.
inline constexpr char session_variable[] = "CALO_SESSION";
/// Any value but "" and "0": the agent does nothing at all.
inline constexpr char disable_variable[] = "CALO_DISABLE";

/// A file of this name beside the rings: the recorder samples all programs from outside, and agents
/// are needed only where there is an interpreter.
inline constexpr char outside_name[] = "outside";

/// The first page of an image's file.
///
/// `ready` is written last: a file without it belongs to an image that is still being set up, or
/// that died meanwhile. Times are CLOCK_MONOTONIC in ns.
struct Header {
  std::atomic<std::uint64_t> ready;  ///< `magic`
  std::uint32_t version;             ///< `layout_version`
  std::uint32_t ring_words;          ///< a power of two
  std::int32_t pid;
  std::int32_t parent;
  std::uint64_t birth;              ///< when the agent was loaded, or the process forked
  std::atomic<std::uint64_t> main;  ///< when main() was called; 0: not yet
  std::atomic<std::uint64_t> exit;  ///< when exit() ran the last functions; 0: not, or killed
  std::atomic<std::uint64_t> left;  ///< when the agent gave the program up; 0: not
  std::uint64_t period;             ///< CPU time between samples, as asked for
  std::uint32_t forked;             ///< 1: began with fork(), 0: with exec()
  std::uint32_t padding;
  char executable[longest_path];  ///< path, ends with 0

  // What happened so far; each only grows.
  alignas(64) std::atomic<std::uint64_t> samples;  ///< taken, dropped ones included
  std::atomic<std::uint64_t> dropped;              ///< records that found no room
  std::atomic<std::uint64_t> truncated;            ///< samples that end before the thread's start
  std::atomic<std::uint64_t> handler_ns;           ///< CPU time inside the handler
  std::atomic<std::uint64_t> unsampled_cpu;        ///< of threads that ended without any sample, ns
  std::atomic<std::uint64_t> unseen_threads;       ///< threads that found no place to be followed

  alignas(64) std::atomic<std::uint64_t> head;  ///< words reserved by the image since its birth
  alignas(64) std::atomic<std::uint64_t> tail;  ///< words taken out by the recorder
  std::atomic<std::uint32_t> closed;            ///< the recorder wants no more
};
static_assert(sizeof(Header) <= header_bytes);
static_assert(std::atomic<std::uint64_t>::is_always_lock_free);

/// What a record is. Every record begins with a tag word; payload words follow.
enum class Kind : std::uint8_t {
  module = 1,      ///< start, end, bias, build-id length | path length << 32, their bytes
  thread = 2,      ///< tid, name (16 bytes): when first sampled, and when the name changed
  sample = 3,      ///< SampleHead, native words, Python words
  thread_end = 4,  ///< tid, CPU time of the thread, CPU time no sample stands for
  python_code =
      5,  ///< code, first line | name length << 32, file length | table length << 32, bytes
  python_runtime = 6,  ///< PY_VERSION_HEX, address of the evaluation loop
};

/// A tag: word count with the tag (24 bits), kind (8), flags (16), state (16).
///
/// A writer reserves its words, stores the tag as `reserved`, writes the payload, then stores the
/// tag as `committed`. The reader zeroes what it took, so that a stale word is never taken for a
/// tag, and can pass over a record whose writer died between the two.
inline constexpr std::uint64_t reserved = 0x5e1f;
inline constexpr std::uint64_t committed = 0xca10;
inline constexpr std::uint32_t most_words = 1U << 14;  ///< of one record: 128 KiB

constexpr std::uint64_t tag(std::uint64_t words, Kind kind, std::uint64_t flags,
                            std::uint64_t state) {
  return words | static_cast<std::uint64_t>(kind) << 24 | flags << 32 | state << 48;
}
constexpr std::uint32_t tag_words(std::uint64_t tag) {
  return tag & 0xffffff;
}
constexpr Kind tag_kind(std::uint64_t tag) {
  return static_cast<Kind>(tag >> 24 & 0xff);
}
constexpr std::uint16_t tag_flags(std::uint64_t tag) {
  return tag >> 32 & 0xffff;
}
constexpr std::uint64_t tag_state(std::uint64_t tag) {
  return tag >> 48;
}

/// How the walk of a sample's stack ended; the flags of a sample record.
enum class StackEnd : std::uint8_t {
  complete,     ///< the start of the thread or of the program
  too_deep,     ///< more frames than a record holds
  no_rule,      ///< code without unwind information, and no frame pointer to follow
  unreadable,   ///< a frame points out of the stack
  no_progress,  ///< a frame that would not be left
};

/// The first payload words of a sample.
///
/// A native word is a program counter, of the innermost frame first; its upper 16 bits tell how
/// often it is repeated by the next frames (direct recursion). The first is the interrupted
/// instruction; all others are return addresses, except after a signal frame: then bit 47 is set.
/// A Python frame is two words: code | entry << 63, and the instruction's offset in bytes.
struct SampleHead {
  std::uint32_t tid;
  std::uint16_t native_words;
  std::uint16_t python_frames;
  std::uint64_t time;           ///< CLOCK_MONOTONIC, ns
  std::uint64_t cpu;            ///< CPU time this sample stands for, ns
  std::uint64_t unsampled_cpu;  ///< before it, for which no sample stands, ns
};
static_assert(sizeof(SampleHead) == 32);

inline constexpr unsigned repeat_shift = 48;
inline constexpr std::uint64_t interrupted_bit = std::uint64_t{1} << 47;
inline constexpr std::uint64_t address_mask = interrupted_bit - 1;
inline constexpr std::uint64_t python_entry_bit = std::uint64_t{1} << 63;

}  // namespace calo::ring
