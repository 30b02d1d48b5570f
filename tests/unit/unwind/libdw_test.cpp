// What this unwinder does with a frame against what libdw says of it, at random program counters of
// the system's libraries.
#include <dwarf.h>
#include <elfutils/libdw.h>
#include <fcntl.h>
#include <gelf.h>
#include <gtest/gtest.h>
#include <link.h>
#include <unistd.h>

#include <cstdlib>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "elf_file.hpp"
#include "unwind/walk.hpp"

namespace calo::unwind {
namespace {

/// A made-up stack: every address holds a word of its own.
std::uint64_t word_at(std::uint64_t address) {
  return 0x10'0000'0000 + (address * 0x9e3779b97f4a7c15 >> 28) / 8 * 8;
}

Registers made_up_registers(std::uint64_t pc) {
  Registers registers;
  for (unsigned i = 0; i < register_count; ++i) {
    registers.values[i] = 0x1000'0000 + 0x10'0000 * std::uint64_t{i};
  }
  registers.values[rsp] = 0x100'0000;  // below all others, so that every frame makes progress
  registers.values[rip] = pc;
  return registers;
}

/// What leaving one frame leads to.
struct Step {
  enum class Kind { none, beyond, end, signal, caller } kind = Kind::none;
  std::uint64_t caller = 0;  ///< the word that is taken for the return address
  std::uint64_t rbp = 0;
  friend bool operator==(const Step&, const Step&) = default;
};

struct OneStep {
  Rule first;
  std::uint64_t& last_read;
  int asked = 0;

  bool read(std::uint64_t address, std::uint64_t& word) {
    last_read = address;
    word = word_at(address);
    return true;
  }
  Rule rule_at(std::uint64_t, unsigned = rbp) {
    if (asked++ == 0) return first;
    // The second frame's return address is read at rbp - 8: that shows rbp.
    return asked == 2 ? Rule{RuleKind::at_rbp} : Rule{RuleKind::end};
  }
  bool follows_call(std::uint64_t) { return false; }
};

Step ours(const UnwindTable& table, std::uint64_t pc) {
  const Rule rule = rule_at(table, pc);
  switch (rule.kind) {
    case RuleKind::none:
      return {.kind = Step::Kind::none};
    case RuleKind::end:
      return {.kind = Step::Kind::end};
    case RuleKind::signal_frame:
      return {.kind = Step::Kind::signal};
    case RuleKind::beyond:
      return {.kind = Step::Kind::beyond};
    default:
      break;
  }
  std::vector<std::uint64_t> frames;
  std::uint64_t last_read = 0;
  walk(OneStep{rule, last_read}, made_up_registers(pc), [&](std::uint64_t frame, bool) {
    frames.push_back(frame);
    return frames.size() < 3;
  });
  if (frames.size() < 2) return {.kind = Step::Kind::beyond};
  return {.kind = Step::Kind::caller, .caller = frames[1], .rbp = last_read + 8};
}

/// The value of a DWARF expression; empty for operations that no unwind information here uses.
std::optional<std::uint64_t> value(const Dwarf_Op* ops, std::size_t count,
                                   const Registers& registers, std::uint64_t cfa) {
  std::vector<std::uint64_t> stack;
  const auto pop = [&] {
    const std::uint64_t top = stack.back();
    stack.pop_back();
    return top;
  };
  for (std::size_t i = 0; i < count; ++i) {
    const Dwarf_Op& op = ops[i];
    if (op.atom >= DW_OP_breg0 && op.atom <= DW_OP_breg16) {
      stack.push_back(registers.values[op.atom - DW_OP_breg0] + op.number);
    } else if (op.atom == DW_OP_bregx && op.number <= rip) {
      stack.push_back(registers.values[op.number] + op.number2);
    } else if (op.atom >= DW_OP_lit0 && op.atom <= DW_OP_lit31) {
      stack.push_back(op.atom - DW_OP_lit0);
    } else if (op.atom == DW_OP_call_frame_cfa) {
      stack.push_back(cfa);
    } else if (stack.empty()) {
      return {};
    } else if (op.atom == DW_OP_plus_uconst) {
      stack.back() += op.number;
    } else if (op.atom == DW_OP_deref) {
      stack.back() = word_at(stack.back());
    } else if (stack.size() < 2) {
      return {};
    } else {
      const std::uint64_t b = pop();
      const std::uint64_t a = pop();
      switch (op.atom) {
        case DW_OP_plus:
          stack.push_back(a + b);
          break;
        case DW_OP_and:
          stack.push_back(a & b);
          break;
        case DW_OP_ge:
          stack.push_back(a >= b ? 1 : 0);
          break;
        case DW_OP_shl:
          stack.push_back(a << b);
          break;
        default:
          return {};
      }
    }
  }
  if (stack.empty()) return {};
  return stack.back();
}

Step libdws(Dwarf_CFI* cfi, std::uint64_t pc) {
  Dwarf_Frame* found = nullptr;
  if (dwarf_cfi_addrframe(cfi, pc, &found) != 0) return {.kind = Step::Kind::none};
  const std::unique_ptr<Dwarf_Frame, decltype(&std::free)> frame{found, &std::free};
  bool is_signal = false;
  dwarf_frame_info(found, nullptr, nullptr, &is_signal);
  if (is_signal) return {.kind = Step::Kind::signal};
  Dwarf_Op memory[3];
  Dwarf_Op* ops = nullptr;
  std::size_t count = 0;
  if (dwarf_frame_register(found, static_cast<int>(rip), memory, &ops, &count) != 0) return {};
  if (count == 0 && ops == memory) return {.kind = Step::Kind::end};  // undefined
  const Registers registers = made_up_registers(pc);
  Dwarf_Op* cfa_ops = nullptr;
  std::size_t cfa_count = 0;
  if (dwarf_frame_cfa(found, &cfa_ops, &cfa_count) != 0) return {.kind = Step::Kind::beyond};
  const auto cfa = value(cfa_ops, cfa_count, registers, 0);
  const auto return_at = cfa ? value(ops, count, registers, *cfa) : std::nullopt;
  if (!return_at) return {.kind = Step::Kind::beyond};
  Step step{.kind = Step::Kind::caller, .caller = word_at(*return_at)};
  std::uint64_t bp = registers.values[rbp];
  if (dwarf_frame_register(found, static_cast<int>(rbp), memory, &ops, &count) == 0 && count > 0) {
    const auto saved_at = value(ops, count, registers, *cfa);
    if (!saved_at) return {.kind = Step::Kind::beyond};
    bp = word_at(*saved_at);
  }
  step.rbp = bp;
  return step;
}

/// Libraries of this very process, and others that systems often have.
std::set<std::string> libraries() {
  std::set<std::string> paths;
  dl_iterate_phdr(
      [](dl_phdr_info* info, std::size_t, void* to) {
        if (info->dlpi_name != nullptr && info->dlpi_name[0] == '/') {
          static_cast<std::set<std::string>*>(to)->insert(info->dlpi_name);
        }
        return 0;
      },
      &paths);
  for (const char* path :
       {"/usr/bin/python3.11", "/usr/bin/bash", "/usr/bin/perl", "/usr/bin/git",
        "/usr/lib/x86_64-linux-gnu/libcrypto.so.3", "/usr/lib/x86_64-linux-gnu/libssl.so.3",
        "/usr/lib/x86_64-linux-gnu/libgfortran.so.5", "/usr/lib/x86_64-linux-gnu/libsqlite3.so.0",
        "/usr/lib/x86_64-linux-gnu/libopenblas.so.0", "/usr/lib/x86_64-linux-gnu/libcairo.so.2"}) {
    if (::access(path, R_OK) == 0) paths.insert(path);
  }
  return paths;
}

TEST(Rules, AgreeWithLibdwInTenLibraries) {
  elf_version(EV_CURRENT);
  constexpr int pcs_per_library = 3000;
  std::mt19937_64 random{4711};  // NOLINT(bugprone-random-generator-seed): repeatable on purpose
  std::size_t compared = 0;
  std::size_t callers = 0;
  std::size_t different = 0;
  std::size_t examined = 0;
  for (const std::string& path : libraries()) {
    const ElfFile file{path};
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    Elf* elf = fd >= 0 ? elf_begin(fd, ELF_C_READ, nullptr) : nullptr;
    Dwarf_CFI* cfi = elf != nullptr ? dwarf_getcfi_elf(elf) : nullptr;
    if (file.is_open() && cfi != nullptr) {
      ASSERT_GT(file.table().functions, 0U) << path;
      ++examined;
      for (const Elf64_Phdr& segment : file) {
        if (segment.p_type != PT_LOAD || (segment.p_flags & PF_X) == 0) continue;
        for (int i = 0; i < pcs_per_library; ++i) {
          const std::uint64_t pc = segment.p_vaddr + random() % segment.p_filesz;
          const Step expected = libdws(cfi, pc);
          const Step actual = ours(file.table(), pc);
          ++compared;
          if (expected.kind == Step::Kind::caller) ++callers;
          if (actual == expected) continue;
          if (++different < 20) {
            std::printf("%s pc %lx: expected %d, got %d\n", path.c_str(), pc,
                        static_cast<int>(expected.kind), static_cast<int>(actual.kind));
          }
        }
      }
    }
    if (cfi != nullptr) dwarf_cfi_end(cfi);
    if (elf != nullptr) elf_end(elf);
    if (fd >= 0) ::close(fd);
  }
  EXPECT_GE(examined, 10U);
  EXPECT_GT(callers, compared / 2);
  EXPECT_LE(static_cast<double>(different), 0.001 * static_cast<double>(compared))
      << different << " of " << compared;
  std::printf("%zu of %zu differ, in %zu files\n", different, compared, examined);
}

}  // namespace
}  // namespace calo::unwind
