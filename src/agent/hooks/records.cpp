#include "agent/hooks/records.hpp"

#include <sys/prctl.h>

#include "agent/hooks/modules.hpp"
#include "agent/hooks/output.hpp"
#include "agent/hooks/system.hpp"

#pragma GCC poison malloc calloc free new throw printf snprintf

namespace calo::agent {
namespace {

using ring::Kind;

std::atomic<std::uint64_t> all_sent;  ///< generation << 32 | modules that are known to be written

bool write_module(const Module& module) {
  ring::Writer writer = new_writer();
  if (!begin_record(
          writer, Kind::module, 0,
          4 + ring::words_for(module.build_id_size) + ring::words_for(module.path_size))) {
    return false;
  }
  writer.put(module.start);
  writer.put(module.end.load(std::memory_order_relaxed));
  writer.put(module.bias);
  writer.put(module.build_id_size | std::uint64_t{module.path_size} << 32);
  writer.put_bytes(module.build_id, module.build_id_size);
  writer.put_bytes(module.path, module.path_size);
  writer.commit();
  return true;
}

}  // namespace

void write_modules() {
  const std::uint32_t generation = process.generation.load(std::memory_order_relaxed);
  const std::uint32_t count = module_count();
  const std::uint64_t done = std::uint64_t{generation} << 32 | count;
  if (all_sent.load(std::memory_order_relaxed) == done) return;
  bool is_complete = true;
  for (std::uint32_t i = 0; i < count; ++i) {
    Module& module = modules()[i];
    const std::uint32_t sent = module.sent_in.exchange(generation, std::memory_order_relaxed);
    if (sent == generation || write_module(module)) continue;
    module.sent_in.store(0, std::memory_order_relaxed);
    is_complete = false;
    break;
  }
  if (is_complete) all_sent.store(done, std::memory_order_relaxed);
}

void write_thread(Thread& thread) {
  const std::uint32_t generation = process.generation.load(std::memory_order_relaxed);
  const bool is_new = thread.named_in != generation;
  // A name may change at any time; it is looked at after 1, 2, 4, 8, ... samples.
  if (!is_new && (thread.samples & (thread.samples - 1)) != 0) return;
  char name[sizeof thread.name] = {};
  system::call(SYS_prctl, PR_GET_NAME, system::address(name));
  bool is_same = true;
  for (std::size_t i = 0; i < sizeof name; ++i) is_same = is_same && name[i] == thread.name[i];
  if (!is_new && is_same) return;
  ring::Writer writer = new_writer();
  if (!begin_record(writer, Kind::thread, 0, 3)) return;
  writer.put(static_cast<std::uint32_t>(thread.tid));
  writer.put_bytes(name, sizeof name);
  writer.commit();
  for (std::size_t i = 0; i < sizeof name; ++i) thread.name[i] = name[i];
  thread.named_in = generation;
}

void write_sample(Thread& thread, std::uint64_t now, std::uint64_t cpu, const NativeStack& native,
                  const PythonStack& python) {
  const ring::StackEnd end = native.end == ring::StackEnd::complete && python.is_cut
                                 ? ring::StackEnd::too_deep
                                 : native.end;
  if (end != ring::StackEnd::complete) {
    process.header->truncated.fetch_add(1, std::memory_order_relaxed);
  }
  const std::size_t payload = sizeof(ring::SampleHead) / 8 + native.count + 2 * python.count;
  ring::Writer writer = new_writer();
  if (!begin_record(writer, Kind::sample, static_cast<std::uint16_t>(end),
                    static_cast<std::uint32_t>(payload))) {
    thread.unsampled += cpu;
    return;
  }
  writer.put(static_cast<std::uint32_t>(thread.tid) | std::uint64_t{native.count} << 32 |
             std::uint64_t{python.count} << 48);
  writer.put(now);
  writer.put(cpu);
  writer.put(thread.unsampled);
  writer.put(native.words, native.count);
  for (std::size_t i = 0; i < python.count; ++i) {
    writer.put(python.words[2 * i]);
    writer.put(python.words[2 * i + 1]);
  }
  writer.commit();
  thread.unsampled = 0;
}

void write_thread_end(const Thread& thread) {
  ring::Writer writer = new_writer();
  if (!begin_record(writer, Kind::thread_end, 0, 3)) return;
  writer.put(static_cast<std::uint32_t>(thread.tid));
  writer.put(thread.accounted);
  writer.put(thread.unsampled);
  writer.commit();
}

}  // namespace calo::agent
