#include "agent/hooks/modules.hpp"

#include "agent/hooks/number.hpp"
#include "agent/hooks/state.hpp"
#include "agent/hooks/system.hpp"
#include "unwind/walk.hpp"

#pragma GCC poison malloc calloc free new throw printf snprintf

namespace calo::agent {
namespace {

constexpr std::uint32_t most_modules = 4096;
constexpr std::size_t text_capacity = std::size_t{512} * 1024;
constexpr std::uint64_t shortest_pause = 1'000'000;  // ns between two looks at /proc/self/maps
constexpr std::uint64_t longest_pause = 1'000'000'000;

/// The modules at one time, by address. Handlers read one list while the next is being made; four
/// take turns, at least `shortest_pause` apart.
struct List {
  struct Entry {
    std::uint64_t start;
    Module* module;
  };
  std::uint32_t count;
  Entry entries[most_modules];
};

struct Registry {
  Module modules[most_modules];
  std::atomic<std::uint32_t> count;
  List lists[4];
  std::atomic<std::uint32_t> current;
  char text[text_capacity];  ///< paths
  std::size_t text_size;
  char executable[ring::longest_path];

  std::atomic<bool> is_looking;
  std::atomic<std::uint32_t> doubts;    ///< changes whenever code may have been unmapped
  std::atomic<std::uint32_t> verified;  ///< what `doubts` was when the current list was begun
  std::atomic<std::uint64_t> last_look;
  std::atomic<std::uint64_t> pause;

  // While looking.
  char buffer[8192];
  char path[4096];
  Elf64_Phdr headers[32];
};
constinit Registry* registry = nullptr;

std::size_t length(const char* text) {
  std::size_t size = 0;
  while (text[size] != '\0') ++size;
  return size;
}

bool equal(const char* a, const char* b) {
  while (*a != '\0' && *a == *b) {
    ++a;
    ++b;
  }
  return *a == *b;
}

const char* kept(const char* text, std::size_t size) {
  if (text_capacity - registry->text_size < size + 1) return "";
  char* copy = registry->text + registry->text_size;
  for (std::size_t i = 0; i < size; ++i) copy[i] = text[i];
  copy[size] = '\0';
  registry->text_size += size + 1;
  return copy;
}

Module* new_module(std::uint64_t start, std::uint64_t end, std::uint64_t bias, const char* path) {
  const std::uint32_t count = registry->count.load(std::memory_order_relaxed);
  if (count == most_modules) return nullptr;
  Module& module = registry->modules[count];
  module.start = start;
  module.end.store(end, std::memory_order_relaxed);
  module.bias = bias;
  module.path = path;
  module.path_size = static_cast<std::uint32_t>(length(path));
  return &module;
}

/// Makes the newest module visible to other threads.
void publish_module() {
  registry->count.fetch_add(1, std::memory_order_release);
}

void describe(Module& module, const unwind::ElfShape& shape) {
  const auto segment_at = [&](std::uint64_t address) -> unwind::Bytes {
    for (std::size_t i = 0; i < shape.loaded_count; ++i) {
      const auto& segment = shape.loaded[i];
      if (address < segment.address || address - segment.address >= segment.size) continue;
      return {reinterpret_cast<const unsigned char*>(module.bias + segment.address),
              segment.address, segment.size};
    }
    return {};
  };
  if (shape.dynamic.size != 0) module.dynamic = module.bias + shape.dynamic.address;
  const std::int32_t pid = process.pid.load(std::memory_order_relaxed);
  const auto copy = [pid](const unwind::Bytes& from, void* to, std::size_t size) {
    return system::copy_own(pid, reinterpret_cast<std::uint64_t>(from.memory), to, size);
  };
  const unwind::UnwindTable table = unwind::find_table(shape, segment_at, copy);
  module.table.index = table.index;
  module.table.frames = table.frames;
  // Others may be looking: they ask for the number of functions first.
  std::atomic_thread_fence(std::memory_order_release);
  module.table.functions = table.functions;
  for (std::size_t i = 0; i < shape.note_count && module.build_id_size == 0; ++i) {
    const auto& note = shape.notes[i];
    const unwind::Bytes segment = segment_at(note.address);
    unsigned char notes[512];
    const std::uint64_t size = note.size < sizeof notes ? note.size : sizeof notes;
    if (!segment.contains(note.address, size)) continue;
    const unwind::Bytes from{segment.memory + (note.address - segment.address), note.address, size};
    if (!copy(from, notes, size)) continue;
    const unwind::Bytes id = unwind::build_id_in({notes, note.address, size});
    module.build_id = kept(reinterpret_cast<const char*>(id.memory), id.size);
    module.build_id_size = static_cast<std::uint32_t>(id.size);
  }
}

List& next_list() {
  List& list = registry->lists[(registry->current.load(std::memory_order_relaxed) + 1) % 4];
  list.count = 0;
  return list;
}

/// Keeps the list ascending; a place that is taken stays with whom came first.
void insert(List& list, Module* module) {
  if (list.count == most_modules) return;
  std::uint32_t at = list.count;
  while (at > 0 && list.entries[at - 1].start > module->start) --at;
  if (at > 0 && list.entries[at - 1].module == module) return;
  for (std::uint32_t i = list.count; i > at; --i) list.entries[i] = list.entries[i - 1];
  list.entries[at] = {module->start, module};
  ++list.count;
}

void publish_list() {
  registry->current.fetch_add(1, std::memory_order_release);
}

/// One line of /proc/self/maps.
struct Mapping {
  std::uint64_t start, end, offset, inode;
  bool is_executable;
  const char* path;
};

/// Splits the file into lines with a small buffer. Lines longer than the buffer end the reading.
class Maps {
 public:
  Maps() : file_{system::open_file("/proc/self/maps", O_RDONLY)} {}
  ~Maps() {
    if (file_ >= 0) system::close_file(file_);
  }
  Maps(const Maps&) = delete;
  Maps& operator=(const Maps&) = delete;

  bool next(Mapping& mapping) {
    char* line = next_line();
    if (line == nullptr) return false;
    const char* c = line;
    mapping.start = number(c, 16);
    ++c;
    mapping.end = number(c, 16);
    mapping.is_executable = length(c) > 3 && c[3] == 'x';
    skip_word(c);
    mapping.offset = number(c, 16);
    skip_word(c);
    mapping.inode = number(c, 10);
    while (*c == ' ') ++c;
    mapping.path = c;
    return true;
  }

 private:
  static std::uint64_t number(const char*& c, unsigned base) {
    while (*c == ' ') ++c;
    return read_number(c, base);
  }
  static void skip_word(const char*& c) {
    while (*c == ' ') ++c;
    while (*c != ' ' && *c != '\0') ++c;
  }

  char* next_line() {
    for (;;) {
      for (std::size_t i = at_; i < size_; ++i) {
        if (registry->buffer[i] != '\n') continue;
        registry->buffer[i] = '\0';
        char* line = registry->buffer + at_;
        at_ = i + 1;
        return line;
      }
      for (std::size_t i = at_; i < size_; ++i) registry->buffer[i - at_] = registry->buffer[i];
      size_ -= at_;
      at_ = 0;
      if (file_ < 0 || size_ == sizeof registry->buffer) return nullptr;
      const long got =
          system::read_file(file_, registry->buffer + size_, sizeof registry->buffer - size_);
      if (got <= 0) return nullptr;
      size_ += static_cast<std::size_t>(got);
    }
  }

  long file_;
  std::size_t at_ = 0;
  std::size_t size_ = 0;
};

Module* known(const List& list, std::uint64_t start, std::uint64_t inode) {
  for (std::uint32_t i = 0; i < list.count; ++i) {
    Module* module = list.entries[i].module;
    if (module->start != start || (module->inode != 0 && module->inode != inode)) continue;
    module->inode = inode;
    return module;
  }
  return nullptr;
}

/// The shape of the ELF file that is mapped at `base`; high == 0 if there is none.
unwind::ElfShape shape_at(std::uint64_t base) {
  Elf64_Ehdr header;
  const std::int32_t pid = process.pid.load(std::memory_order_relaxed);
  if (!system::copy_own(pid, base, &header, sizeof header) || header.e_ident[0] != 0x7f ||
      header.e_ident[1] != 'E' || header.e_ident[2] != 'L' || header.e_ident[3] != 'F' ||
      header.e_ident[EI_CLASS] != ELFCLASS64 || header.e_phentsize != sizeof(Elf64_Phdr)) {
    return {};
  }
  const std::size_t count = header.e_phnum < 32 ? header.e_phnum : 32;
  if (!system::copy_own(pid, base + header.e_phoff, registry->headers,
                        count * sizeof(Elf64_Phdr))) {
    return {};
  }
  return unwind::shape_of(registry->headers, count);
}

/// A module from the ELF header at `base`; null if there is none.
Module* loaded_at(std::uint64_t base, const Mapping& mapping) {
  const unwind::ElfShape shape = shape_at(base);
  const std::uint64_t bias = base - shape.low;
  // What is mapped must be what the headers promise, or their addresses lead astray.
  if (shape.high == 0 || mapping.start < base || mapping.end > bias + shape.high + 4096) {
    return nullptr;
  }
  Module* module =
      new_module(base, bias + shape.high, bias, kept(mapping.path, length(mapping.path)));
  if (module == nullptr) return nullptr;
  describe(*module, shape);
  return module;
}

/// The module of an executable mapping that is not known yet.
Module* module_of(const Mapping& mapping, std::uint64_t base) {
  Module* module = nullptr;
  if (mapping.path[0] == '/' || equal(mapping.path, "[vdso]")) {
    module = loaded_at(base, mapping);
    if (module == nullptr && mapping.inode != 0) {
      module = new_module(mapping.start, mapping.end, mapping.start - mapping.offset,
                          kept(mapping.path, length(mapping.path)));
    }
  } else if (!equal(mapping.path, "[vsyscall]")) {
    module = new_module(mapping.start, mapping.end, 0, "[jit]");
  }
  if (module == nullptr) return nullptr;
  module->inode = mapping.inode;
  publish_module();
  return module;
}

/// True if something new was found.
bool look() {
  List& list = next_list();
  const std::uint32_t before = registry->count.load(std::memory_order_relaxed);
  std::uint64_t base = 0;  // of the file whose mappings are being read
  std::uint64_t inode = 0;
  bool has_grown = false;
  Mapping mapping;
  for (Maps maps; maps.next(mapping);) {
    if (mapping.offset == 0 || mapping.inode != inode || mapping.inode == 0) {
      base = mapping.start;
      inode = mapping.inode;
    }
    if (!mapping.is_executable) continue;
    const List& earlier = registry->lists[registry->current.load() % 4];
    Module* module = known(list, base, inode);
    if (module == nullptr) module = known(earlier, base, inode);
    if (module == nullptr && base != mapping.start) module = known(earlier, mapping.start, inode);
    if (module != nullptr && module->table.functions == 0 && inode != 0) {
      // A library that was being mapped when it was first seen.
      const unwind::ElfShape shape = shape_at(base);
      if (shape.index.size != 0) describe(*module, shape);
      if (module->table.functions != 0) process.rules->forget();
    }
    if (module != nullptr && inode == 0 && mapping.end > module->end.load()) {
      module->end.store(mapping.end);
      has_grown = true;
    }
    if (module == nullptr) module = module_of(mapping, base);
    if (module != nullptr) insert(list, module);
  }
  if (list.count == 0) return false;  // unreadable: what is known stays
  publish_list();
  return has_grown || registry->count.load(std::memory_order_relaxed) != before;
}

}  // namespace

Module* module_at(std::uint64_t pc) {
  const List& list = registry->lists[registry->current.load(std::memory_order_acquire) % 4];
  std::uint32_t low = 0;
  std::uint32_t high = list.count;
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (list.entries[middle].start <= pc) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low == 0) return nullptr;
  Module* module = list.entries[low - 1].module;
  return module != nullptr && pc < module->end.load(std::memory_order_relaxed) ? module : nullptr;
}

unwind::Rule rule_at(std::uint64_t pc, unsigned tracked, bool& is_unknown) {
  unwind::Rule rule;
  if (tracked == unwind::rbp && process.rules->find(pc, rule)) return rule;
  const Module* module = module_at(pc);
  if (module == nullptr) {
    is_unknown = true;
    return rule;
  }
  // The tables of what may be unmapped by now must not be read. What was there at the start stays.
  if (!module->is_permanent && modules_are_doubtful()) return rule;
  if (module->table.functions != 0) {
    std::atomic_thread_fence(std::memory_order_acquire);
    rule = unwind::rule_at(module->table, pc - module->bias, tracked);
  }
  if (tracked == unwind::rbp) process.rules->put(pc, rule);
  return rule;
}

bool follows_call(std::uint64_t address) {
  if (module_at(address - 1) == nullptr) return false;
  unsigned char bytes[unwind::longest_call];
  return system::copy_own(process.pid.load(std::memory_order_relaxed),
                          address - unwind::longest_call, bytes, sizeof bytes) &&
         unwind::ends_with_call(bytes);
}

void find_executable_path() {
  const long size =
      system::call(SYS_readlinkat, AT_FDCWD, system::address("/proc/self/exe"),
                   system::address(registry->executable), sizeof registry->executable - 1);
  registry->executable[size > 0 ? size : 0] = '\0';
}

void learn_module(const Elf64_Phdr* headers, std::size_t count, std::uint64_t bias,
                  const char* path) {
  const unwind::ElfShape shape = unwind::shape_of(headers, count);
  if (shape.high == 0) return;
  if (path == nullptr || *path == '\0') path = registry->executable;
  if (equal(path, "linux-vdso.so.1")) path = "[vdso]";
  Module* module = new_module(bias + shape.low, bias + shape.high, bias, path);
  if (module == nullptr) return;
  describe(*module, shape);
  module->is_permanent = true;
  publish_module();
  insert(registry->lists[registry->current.load(std::memory_order_relaxed) % 4], module);
}

bool look_for_modules(std::uint64_t now) {
  const bool is_doubtful = modules_are_doubtful();
  const std::uint64_t pause = registry->pause.load(std::memory_order_relaxed);
  const std::uint64_t last = registry->last_look.load(std::memory_order_relaxed);
  const std::uint64_t shortest = is_doubtful || pause < shortest_pause ? shortest_pause : pause;
  if (last != 0 && now - last < shortest && !is_doubtful) return false;
  if (registry->is_looking.exchange(true, std::memory_order_acquire)) return false;
  const std::uint32_t doubts = registry->doubts.load(std::memory_order_acquire);
  const bool is_new = look();
  registry->verified.store(doubts, std::memory_order_release);
  const std::uint64_t longer = shortest * 2 < longest_pause ? shortest * 2 : longest_pause;
  registry->pause.store(is_new ? shortest_pause : longer, std::memory_order_relaxed);
  registry->last_look.store(now, std::memory_order_relaxed);
  registry->is_looking.store(false, std::memory_order_release);
  return true;
}

void doubt_modules() {
  registry->doubts.fetch_add(1, std::memory_order_release);
  process.rules->forget();
}

bool place_modules() {
  registry = static_cast<Registry*>(system::new_memory(sizeof(Registry)));
  return registry != nullptr;
}

bool modules_are_doubtful() {
  return registry->verified.load(std::memory_order_acquire) !=
         registry->doubts.load(std::memory_order_acquire);
}

void forget_looks() {
  registry->is_looking.store(false, std::memory_order_relaxed);
  registry->last_look.store(0, std::memory_order_relaxed);
}

Module* modules() {
  return registry->modules;
}
std::uint32_t module_count() {
  return registry->count.load(std::memory_order_acquire);
}
const char* executable_path() {
  return registry->executable;
}

}  // namespace calo::agent
