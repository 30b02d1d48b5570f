#include "observer/stack_walk.hpp"

#include <array>

#include "unwind/walk.hpp"

namespace calo::observer {

namespace {

constexpr std::size_t most_frames = 4096;
/// DWARF's number of each kept register.
constexpr std::array<unsigned, kept_registers> dwarf_numbers = {0, 3, 2,  1,  4,  5,  6,  7, 16,
                                                                8, 9, 10, 11, 12, 13, 14, 15};

/// What a walk knows of the interrupted program.
class Copied {
 public:
  Copied(const StackSample& sample, AddressSpace& space) : sample_{sample}, space_{space} {}

  bool read(std::uint64_t address, std::uint64_t& word) {
    const std::uint64_t sp = sample_.registers[StackSample::sp];
    if (address < sp || (address - sp) % 8 != 0) return false;
    const std::uint64_t index = (address - sp) / 8;
    if (index >= sample_.stack.size()) return false;
    word = sample_.stack[index];
    return true;
  }
  unwind::Rule rule_at(std::uint64_t pc, unsigned tracked = unwind::rbp) {
    const Code* const code = code_at(pc);
    return code == nullptr || code->file == nullptr ? unwind::Rule{}
                                                    : code->file->rule_at(pc - code->bias, tracked);
  }
  bool follows_call(std::uint64_t address) {
    const Code* const code = code_at(address - 1);
    if (code == nullptr) return false;
    // Code that is in no file was not copied: whatever it holds may have called.
    return code->file == nullptr || code->file->follows_call(address - code->bias);
  }

 private:
  const Code* code_at(std::uint64_t pc) {
    if (last_ == nullptr || pc < last_->start || pc >= last_->end) last_ = space_.at(pc);
    return last_;
  }
  const StackSample& sample_;
  AddressSpace& space_;
  const Code* last_ = nullptr;
};

ring::StackEnd ring_end(unwind::WalkEnd end) {
  switch (end) {
    case unwind::WalkEnd::complete:
      return ring::StackEnd::complete;
    case unwind::WalkEnd::full:
      return ring::StackEnd::too_deep;
    case unwind::WalkEnd::no_rule:
      return ring::StackEnd::no_rule;
    case unwind::WalkEnd::unreadable:
      return ring::StackEnd::unreadable;
    case unwind::WalkEnd::no_progress:
      break;
  }
  return ring::StackEnd::no_progress;
}

}  // namespace

ring::StackEnd walk_copy(const StackSample& sample, AddressSpace& space,
                         std::vector<ring::NativeFrame>& frames) {
  frames.clear();
  if (!sample.has_registers) return ring::StackEnd::unreadable;
  unwind::Registers registers;
  for (std::size_t i = 0; i < kept_registers; ++i)
    registers.values[dwarf_numbers[i]] = sample.registers[i];
  const auto add = [&frames](std::uint64_t pc, bool is_interrupted) {
    frames.push_back({pc, is_interrupted});
    return frames.size() < most_frames;
  };
  const ring::StackEnd end = ring_end(unwind::walk(Copied{sample, space}, registers, add));
  if (end == ring::StackEnd::complete || end == ring::StackEnd::too_deep) return end;
  for (std::size_t i = frames.size(); i-- > 0 && i + 3 > frames.size();) {
    const Code* const code = space.at(frames[i].pc);
    if (code == nullptr || code->file == nullptr ||
        !code->file->is_entry(frames[i].pc - code->bias))
      continue;
    frames.resize(i + 1);  // what was taken for its caller is the number of arguments
    return ring::StackEnd::complete;
  }
  return end;
}

}  // namespace calo::observer
