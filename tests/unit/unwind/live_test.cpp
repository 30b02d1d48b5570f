// Whole stacks of this process against libunwind's view of them.
#define UNW_LOCAL_ONLY
#include <gtest/gtest.h>
#include <libunwind.h>
#include <link.h>
#include <signal.h>  // NOLINT(modernize-deprecated-headers): siginfo_t is POSIX's
#include <ucontext.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <vector>

#include "unwind/eh_frame.hpp"
#include "unwind/walk.hpp"

namespace calo::unwind {
namespace {

struct Module {
  std::uint64_t start, end, bias;
  UnwindTable table;
};

std::vector<Module> loaded_modules() {
  std::vector<Module> modules;
  dl_iterate_phdr(
      [](dl_phdr_info* info, std::size_t, void* to) {
        const ElfShape shape = shape_of(info->dlpi_phdr, info->dlpi_phnum);
        const auto segment_at = [&](std::uint64_t address) -> Bytes {
          for (std::size_t i = 0; i < shape.loaded_count; ++i) {
            const auto& segment = shape.loaded[i];
            if (address - segment.address >= segment.size) continue;
            return {reinterpret_cast<const unsigned char*>(info->dlpi_addr + segment.address),
                    segment.address, segment.size};
          }
          return {};
        };
        const auto copy = [](const Bytes& from, void* target, std::size_t size) {
          std::memcpy(target, from.memory, size);
          return true;
        };
        static_cast<std::vector<Module>*>(to)->push_back(
            {info->dlpi_addr + shape.low, info->dlpi_addr + shape.high, info->dlpi_addr,
             find_table(shape, segment_at, copy)});
        return 0;
      },
      &modules);
  return modules;
}

struct ThisProcess {
  std::vector<Module> modules = loaded_modules();

  bool read(std::uint64_t address, std::uint64_t& word) {
    word = *reinterpret_cast<const std::uint64_t*>(address);
    return true;
  }
  Rule rule_at(std::uint64_t pc, unsigned tracked = rbp) {
    for (const Module& module : modules) {
      if (pc >= module.start && pc < module.end) {
        return unwind::rule_at(module.table, pc - module.bias, tracked);
      }
    }
    return {};
  }
  bool follows_call(std::uint64_t) { return false; }
};

std::vector<std::uint64_t> expected;
std::vector<std::uint64_t> actual;
WalkEnd end_of_actual;

void compare_here(int, siginfo_t*, void* context) {
  const auto& interrupted = *static_cast<ucontext_t*>(context);
  expected.clear();
  actual.clear();
  unw_cursor_t cursor;
  unw_init_local2(&cursor, static_cast<unw_context_t*>(context), UNW_INIT_SIGNAL_FRAME);
  do {
    unw_word_t pc = 0;
    unw_get_reg(&cursor, UNW_REG_IP, &pc);
    if (pc == 0) break;
    expected.push_back(pc);
  } while (unw_step(&cursor) > 0);

  Registers registers;
  for (unsigned i = 0; i < register_count; ++i) {
    registers.values[context_order[i]] =
        static_cast<std::uint64_t>(interrupted.uc_mcontext.gregs[i]);
  }
  end_of_actual = walk(ThisProcess{}, registers, [](std::uint64_t pc, bool) {
    actual.push_back(pc);
    return actual.size() < 1000;
  });
}

void install() {
  struct sigaction action = {};
  action.sa_sigaction = compare_here;
  action.sa_flags = SA_SIGINFO;
  sigaction(SIGUSR1, &action, nullptr);
}

void expect_the_same() {
  EXPECT_EQ(end_of_actual, WalkEnd::complete);
  EXPECT_EQ(actual, expected);
}

__attribute__((noinline)) int recurse(int depth, const std::function<void()>& then) {
  volatile char room[300];
  room[0] = 1;
  if (depth == 0) {
    then();
  } else {
    recurse(depth - 1, then);
  }
  return room[0];
}

TEST(Walk, SeesTheStackThatLibunwindSees) {
  install();
  raise(SIGUSR1);
  expect_the_same();
  EXPECT_GT(actual.size(), 5U);
}

TEST(Walk, SeesARecursionThatLibunwindSees) {
  install();
  recurse(200, [] { raise(SIGUSR1); });
  expect_the_same();
  EXPECT_GT(actual.size(), 200U);
}

TEST(Walk, CrossesCallbacksOfLibraries) {
  install();
  int numbers[] = {3, 1, 2};
  const auto compare = [](const void* a, const void* b) {
    if (actual.empty()) raise(SIGUSR1);
    return *static_cast<const int*>(a) - *static_cast<const int*>(b);
  };
  actual.clear();
  std::qsort(numbers, 3, sizeof numbers[0], compare);
  expect_the_same();
}

TEST(Walk, CrossesSignalFrames) {
  install();
  struct sigaction action = {};
  action.sa_handler = [](int) { raise(SIGUSR1); };
  sigaction(SIGUSR2, &action, nullptr);
  raise(SIGUSR2);
  expect_the_same();
}

// At every single instruction of a stretch of real code: prologues, epilogues, the PLT, IFUNCs. The
// trap flag makes the processor raise SIGTRAP after each.
TEST(Walk, AgreesAtEveryInstruction) {
  static long compared;
  static long different;
  compared = different = 0;
  struct sigaction action = {};
  action.sa_flags = SA_SIGINFO;
  action.sa_sigaction = [](int number, siginfo_t* info, void* context) {
    compare_here(number, info, context);
    ++compared;
    if (actual != expected || end_of_actual != WalkEnd::complete) ++different;
  };
  sigaction(SIGTRAP, &action, nullptr);
  char text[64];
  asm volatile("pushfq; orq $0x100, (%%rsp); popfq" ::: "memory", "cc");
  std::snprintf(text, sizeof text, "%d %s", 42, "words");
  recurse(3, [] {});
  std::vector<int> numbers{5, 4, 3, 2, 1};
  std::sort(numbers.begin(), numbers.end());
  asm volatile("pushfq; andq $~0x100, (%%rsp); popfq" ::: "memory", "cc");
  signal(SIGTRAP, SIG_DFL);
  EXPECT_GT(compared, 500);
  EXPECT_LE(different, compared / 100) << "of " << compared;
  std::printf("%ld of %ld differ\n", different, compared);
}

}  // namespace
}  // namespace calo::unwind
