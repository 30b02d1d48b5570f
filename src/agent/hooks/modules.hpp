#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "unwind/eh_frame.hpp"

/// The machine code of the process: which file is at which address, and how it is unwound.
namespace calo::agent {

struct Module {
  std::uint64_t start;
  std::atomic<std::uint64_t> end;  ///< grows for code that a program generates
  std::uint64_t bias;
  const char* path;
  std::uint32_t path_size;
  std::uint64_t inode;  ///< as /proc/self/maps says; 0: not compared yet
  const char* build_id;
  std::uint32_t build_id_size;
  bool is_permanent;                   ///< loaded with the program: never unmapped
  std::uint64_t dynamic;               ///< address of its dynamic section, 0: none
  unwind::UnwindTable table;           ///< functions == 0: none
  std::atomic<std::uint32_t> sent_in;  ///< generation in which its record was written
};

/// The module that holds `pc`, or null. Any thread, any time.
Module* module_at(std::uint64_t pc);

/// How to leave the frame that executes at `pc`: from the cache, else from the module.
/// `is_unknown` becomes true if no module holds pc. Rules that tell of another register than rbp
/// are not kept.
unwind::Rule rule_at(std::uint64_t pc, unsigned tracked, bool& is_unknown);

/// Whether the instruction before `address` is a call, in a known module. Never faults.
bool follows_call(std::uint64_t address);

/// Gets the memory that modules are kept in. To be called once, before anything else here.
bool place_modules();

/// What the loader has mapped (dl_iterate_phdr), before there is any other thread. `path` is kept
/// as a pointer; "" is the executable, whose path is looked up first.
void find_executable_path();
void learn_module(const Elf64_Phdr* headers, std::size_t count, std::uint64_t bias,
                  const char* path);

/// Looks for new code in /proc/self/maps: libraries opened since, code generated. In a handler: one
/// thread at a time, and less and less often while nothing new is found. True if it looked.
bool look_for_modules(std::uint64_t now);

/// Code is about to be unmapped, or was: until somebody has looked again, only what was loaded with
/// the program is believed.
void doubt_modules();
[[nodiscard]] bool modules_are_doubtful();

/// In a forked child, whose parent may have been looking.
void forget_looks();

/// All modules ever seen; grows only.
Module* modules();
std::uint32_t module_count();

/// Path of the executable, found once.
const char* executable_path();

}  // namespace calo::agent
