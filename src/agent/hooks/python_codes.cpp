#include "agent/hooks/python_codes.hpp"

#include <atomic>

#include "agent/hooks/output.hpp"
#include "agent/hooks/state.hpp"
#include "agent/hooks/system.hpp"

#pragma GCC poison malloc calloc free new throw printf snprintf

namespace calo::agent {
namespace {

struct Entry {
  enum : std::uint32_t { empty, being_written, complete };
  std::atomic<std::uint32_t> state;
  std::atomic<std::uint32_t> sent_in;  ///< generation in which its record was written
  cpython::CodeKey key;
  std::uint64_t name;        ///< address of a str
  std::uint64_t line_table;  ///< address of a bytes object
};

constexpr std::size_t capacity = 32768;
constexpr std::size_t most_probes = 64;
constinit Entry* entries = nullptr;

/// Copies of texts on their way into the ring; used by one thread at a time.
constexpr std::size_t longest_name = 512;
constexpr std::size_t longest_file = 1024;
constexpr std::size_t longest_table = 32768;
struct Texts {
  std::atomic<std::uint32_t> is_taken;
  char name[longest_name];
  char file[longest_file];
  char table[longest_table];
};
constinit Texts* texts = nullptr;

std::size_t slot_of(const cpython::CodeKey& key) {
  std::uint64_t hash = key.code ^ key.filename * 31 ^ key.qualified_name * 1031;
  hash = (hash + static_cast<std::uint32_t>(key.first_line)) * 0x9e3779b97f4a7c15;
  return hash >> 49;
}
static_assert(capacity == std::size_t{1} << (64 - 49));

bool write_texts(ReadOwn read, const cpython::Interpreter& python, const Entry& entry,
                 std::uint64_t number) {
  const auto name =
      cpython::copy_text(read, python, entry.key.qualified_name, texts->name, longest_name);
  const auto file = cpython::copy_text(read, python, entry.key.filename, texts->file, longest_file);
  const auto table =
      cpython::copy_bytes(read, python, entry.line_table, texts->table, longest_table);
  ring::Writer writer = new_writer();
  if (!begin_record(writer, ring::Kind::python_code, 0,
                    3 + ring::words_for(name.size) + ring::words_for(file.size) +
                        ring::words_for(table.size))) {
    return false;
  }
  const auto first_line = static_cast<std::uint32_t>(entry.key.first_line);
  writer.put(number);
  writer.put(first_line | std::uint64_t{name.size} << 32);
  writer.put(file.size | std::uint64_t{table.size} << 32);
  writer.put_bytes(texts->name, name.size);
  writer.put_bytes(texts->file, file.size);
  writer.put_bytes(texts->table, table.size);
  writer.commit();
  return true;
}

}  // namespace

std::uint64_t number_of_code(ReadOwn read, const cpython::Interpreter& python,
                             std::uint64_t address) {
  cpython::Code code;
  if (!cpython::read_code(read, python, address, code)) return 0;
  const std::size_t first = slot_of(code.key);
  for (std::size_t i = 0; i < most_probes; ++i) {
    const std::size_t slot = (first + i) % capacity;
    Entry& entry = entries[slot];
    std::uint32_t state = entry.state.load(std::memory_order_acquire);
    if (state == Entry::complete && entry.key == code.key) return slot + 1;
    if (state != Entry::empty ||
        !entry.state.compare_exchange_strong(state, Entry::being_written)) {
      continue;
    }
    entry.key = code.key;
    entry.name = code.name;
    entry.line_table = code.line_table;
    entry.state.store(Entry::complete, std::memory_order_release);
    return slot + 1;
  }
  return 0;
}

void write_code(ReadOwn read, const cpython::Interpreter& python, std::uint64_t number) {
  if (number == 0 || number > capacity) return;
  Entry& entry = entries[number - 1];
  const std::uint32_t generation = process.generation.load(std::memory_order_relaxed);
  if (entry.sent_in.load(std::memory_order_relaxed) == generation) return;
  if (texts->is_taken.exchange(1, std::memory_order_acquire) != 0) return;
  if (entry.sent_in.load(std::memory_order_relaxed) != generation &&
      write_texts(read, python, entry, number)) {
    entry.sent_in.store(generation, std::memory_order_relaxed);
  }
  texts->is_taken.store(0, std::memory_order_release);
}

bool place_codes() {
  entries = static_cast<Entry*>(system::new_memory(capacity * sizeof(Entry)));
  texts = static_cast<Texts*>(system::new_memory(sizeof(Texts)));
  return entries != nullptr && texts != nullptr;
}

void forget_codes() {
  texts->is_taken.store(0);
}

}  // namespace calo::agent
