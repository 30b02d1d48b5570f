#include "unwind/frame_program.hpp"

namespace calo::unwind {
namespace {

/// Pointer encodings of .eh_frame (Linux Standard Base Core 5.0, section 10.5).
enum : std::uint8_t {
  format_mask = 0x0f,
  relation_mask = 0x70,
  relative_to_itself = 0x10,
  omitted = 0xff,
};

/// DWARF expressions (DWARF 5, section 7.7.1), as far as unwind information uses them.
enum : std::uint8_t { op_deref = 0x06, op_plus_constant = 0x23, op_breg0 = 0x70 };

struct Common {  // a CIE
  std::uint64_t code_factor = 1;
  std::int64_t data_factor = 1;
  std::uint8_t pointers = 0;  ///< encoding of addresses
  bool has_lengths = false;   ///< augmentation "z"
  bool is_signal_frame = false;
  Cursor program;
};

std::uint64_t pointer(Cursor& cursor, std::uint8_t encoding) {
  const std::uint64_t here = cursor.address();
  std::uint64_t value = 0;
  switch (encoding & format_mask) {
    case 0x0:
    case 0x4:
    case 0xc:
      value = cursor.fixed(8);
      break;
    case 0x1:
      value = cursor.uleb();
      break;
    case 0x2:
      value = cursor.fixed(2);
      break;
    case 0x3:
      value = cursor.fixed(4);
      break;
    case 0x9:
      value = static_cast<std::uint64_t>(cursor.sleb());
      break;
    case 0xa:
      value = static_cast<std::uint64_t>(cursor.fixed_signed(2));
      break;
    case 0xb:
      value = static_cast<std::uint64_t>(cursor.fixed_signed(4));
      break;
    default:
      cursor.skip(cursor.end());  // fails
      return 0;
  }
  return (encoding & relation_mask) == relative_to_itself ? here + value : value;
}

/// The content of an entry (CIE or FDE) behind its length, or a failed cursor.
Cursor entry_at(const Bytes& frames, std::uint64_t address) {
  Cursor cursor{frames, address, frames.address + frames.size};
  std::uint64_t length = cursor.fixed(4);
  if (length == 0xffffffff) length = cursor.fixed(8);
  if (length == 0) cursor.skip(cursor.end());  // the terminator is no entry
  return cursor.part(length);
}

bool read_common(const Bytes& frames, std::uint64_t address, Common& common) {
  Cursor cursor = entry_at(frames, address);
  if (cursor.fixed(4) != 0) return false;
  const std::uint64_t version = cursor.fixed(1);
  if (cursor.failed() || (version != 1 && version != 3)) return false;
  char augmentation[8] = {};
  for (unsigned i = 0;; ++i) {
    if (i == sizeof augmentation) return false;
    augmentation[i] = static_cast<char>(cursor.fixed(1));
    if (augmentation[i] == '\0') break;
  }
  common.code_factor = cursor.uleb();
  common.data_factor = cursor.sleb();
  const std::uint64_t return_address = version == 1 ? cursor.fixed(1) : cursor.uleb();
  if (return_address != rip) return false;
  if (augmentation[0] == 'z') {
    common.has_lengths = true;
    Cursor values = cursor.part(cursor.uleb());
    for (unsigned i = 1; augmentation[i] != '\0'; ++i) {
      switch (augmentation[i]) {
        case 'R':
          common.pointers = static_cast<std::uint8_t>(values.fixed(1));
          break;
        case 'P': {
          const auto encoding = static_cast<std::uint8_t>(values.fixed(1));
          pointer(values, encoding);
          break;
        }
        case 'L':
          values.fixed(1);
          break;
        case 'S':
          common.is_signal_frame = true;
          break;
        default:
          break;
      }
      if (values.failed()) return false;
    }
  } else if (augmentation[0] != '\0') {
    return false;
  }
  common.program = cursor;
  return !cursor.failed();
}

/// The rules of one row: for the CFA, rbp and the return address.
struct Row {
  enum class Cfa : std::uint8_t { register_plus, plt, through_register, beyond };
  enum class Return : std::uint8_t { below_cfa, undefined, beyond };
  Cfa cfa = Cfa::beyond;
  SavedRbp saved_rbp = SavedRbp::unchanged;
  Return return_address = Return::below_cfa;
  std::uint64_t base = 0;     ///< register
  std::int64_t offset = 0;    ///< added to it
  std::int64_t addend = 0;    ///< added to what is read there
  std::int64_t saved_at = 0;  ///< rbp
};

constexpr bool fits(std::int64_t value, std::int64_t limit) {
  return value >= -limit && value < limit;
}

Rule to_rule(const Row& row) {
  Rule rule{RuleKind::beyond};
  if (row.return_address == Row::Return::undefined) {
    return Rule{RuleKind::end};
  }
  if (row.return_address == Row::Return::beyond || !fits(row.offset, 1 << 19) ||
      !fits(row.addend, 1 << 11) || !fits(row.saved_at, 1 << 15)) {
    return rule;
  }
  rule.saved_rbp = row.saved_rbp;
  rule.saved_at = static_cast<std::int16_t>(row.saved_at);
  const auto offset = static_cast<std::int32_t>(row.offset);
  rule.set_operands(offset, static_cast<std::int32_t>(row.addend));
  switch (row.cfa) {
    case Row::Cfa::register_plus:
      if (row.base == rsp) {
        rule.kind = RuleKind::at_rsp;
      } else if (row.base == rbp) {
        rule.kind = RuleKind::at_rbp;
      } else if (row.base < rip) {
        rule.kind = RuleKind::in_register;
        rule.set_operands(offset, static_cast<std::int32_t>(row.base));
      }
      break;
    case Row::Cfa::plt:
      rule.kind = RuleKind::in_plt;
      break;
    case Row::Cfa::through_register:
      if (row.base == rsp) rule.kind = RuleKind::through_rsp;
      if (row.base == rbp) rule.kind = RuleKind::through_rbp;
      break;
    case Row::Cfa::beyond:
      break;
  }
  return rule;
}

void set_cfa_expression(Cursor expression, Row& row) {
  row.cfa = Row::Cfa::beyond;
  row.offset = row.addend = 0;
  const std::uint64_t first = expression.fixed(1);
  if (first < op_breg0 || first >= op_breg0 + rip) return;
  row.base = first - op_breg0;
  const std::int64_t offset = expression.sleb();
  if (expression.failed()) return;
  if (expression.at_end()) {
    row.cfa = Row::Cfa::register_plus;
    row.offset = offset;
    return;
  }
  const std::uint64_t second = expression.fixed(1);
  if (second == op_deref) {
    std::int64_t addend = 0;
    if (!expression.at_end()) {
      if (expression.fixed(1) != op_plus_constant) return;
      addend = static_cast<std::int64_t>(expression.uleb());
      if (expression.failed() || !expression.at_end()) return;
    }
    row.cfa = Row::Cfa::through_register;
    row.offset = offset;
    row.addend = addend;
    return;
  }
  // What linkers write for the PLT: rsp + 8 + ((rip & 15) >= K) * 8.
  constexpr std::uint8_t before[] = {0x00, 0x3f, 0x1a};
  constexpr std::uint8_t after[] = {0x2a, 0x33, 0x24, 0x22};
  if (row.base != rsp || offset != 8 || second != op_breg0 + rip) return;
  for (const std::uint8_t byte : before) {
    if (expression.fixed(1) != byte) return;
  }
  const std::uint64_t literal = expression.fixed(1);
  for (const std::uint8_t byte : after) {
    if (expression.fixed(1) != byte) return;
  }
  if (expression.failed() || !expression.at_end() || literal < 0x30 || literal > 0x3f) return;
  row.cfa = Row::Cfa::plt;
  row.offset = static_cast<std::int64_t>(literal - 0x30);
}

/// Interprets call frame instructions (DWARF 5, section 6.4.2) until the row that covers `pc`.
class Machine {
 public:
  Machine(const Common& common, std::uint64_t begin, std::uint64_t pc, unsigned tracked)
      : common_{common}, location_{begin}, pc_{pc}, tracked_{tracked} {}

  /// False if the program makes no sense.
  bool run(Cursor program) {
    while (!program.at_end() && !is_there_) {
      const auto instruction = static_cast<std::uint8_t>(program.fixed(1));
      const std::uint64_t operand = instruction & 0x3fU;
      bool is_known = true;
      switch (instruction & 0xc0) {
        case 0x40:
          advance(operand);
          break;
        case 0x80:
          save(operand, factored(program.uleb()));
          break;
        case 0xc0:
          restore(operand);
          break;
        default:
          is_known = other(instruction, program);
      }
      if (!is_known || program.failed()) return false;
    }
    return true;
  }

  void begin_function() { initial_ = row_; }
  [[nodiscard]] const Row& row() const { return row_; }

 private:
  [[nodiscard]] std::int64_t factored(std::uint64_t value) const {
    return static_cast<std::int64_t>(value * static_cast<std::uint64_t>(common_.data_factor));
  }
  [[nodiscard]] std::int64_t factored_signed(std::int64_t value) const {
    return factored(static_cast<std::uint64_t>(value));
  }

  void move_to(std::uint64_t location) {
    if (location > pc_) {
      is_there_ = true;
    } else {
      location_ = location;
    }
  }
  void advance(std::uint64_t units) { move_to(location_ + units * common_.code_factor); }

  void save(std::uint64_t number, std::int64_t offset) {
    if (number == tracked_) {
      row_.saved_rbp = SavedRbp::at_cfa;
      row_.saved_at = offset;
    } else if (number == rip) {
      row_.return_address = offset == -8 ? Row::Return::below_cfa : Row::Return::beyond;
    }
  }

  void restore(std::uint64_t number) {
    if (number == tracked_) {
      row_.saved_rbp = initial_.saved_rbp;
      row_.saved_at = initial_.saved_at;
    } else if (number == rip) {
      row_.return_address = initial_.return_address;
    }
  }

  void lose(std::uint64_t number) {
    if (number == tracked_) row_.saved_rbp = SavedRbp::lost;
    if (number == rip) row_.return_address = Row::Return::beyond;
  }

  void define_cfa(std::uint64_t base, std::int64_t offset) {
    row_.cfa = Row::Cfa::register_plus;
    row_.base = base;
    row_.offset = offset;
  }

  void save_by_expression(std::uint64_t number, Cursor expression) {
    lose(number);
    if (number != tracked_ || expression.fixed(1) != op_breg0 + rbp) return;
    const std::int64_t offset = expression.sleb();
    if (expression.failed() || !expression.at_end()) return;
    row_.saved_rbp = SavedRbp::at_rbp;
    row_.saved_at = offset;
  }

  bool other(std::uint8_t instruction, Cursor& program) {
    switch (instruction) {
      case 0x00:  // nop
        return true;
      case 0x01:  // set_loc
        move_to(pointer(program, common_.pointers));
        return true;
      case 0x02:  // advance_loc1
        advance(program.fixed(1));
        return true;
      case 0x03:  // advance_loc2
        advance(program.fixed(2));
        return true;
      case 0x04:  // advance_loc4
        advance(program.fixed(4));
        return true;
      case 0x05: {  // offset_extended
        const std::uint64_t number = program.uleb();
        save(number, factored(program.uleb()));
        return true;
      }
      case 0x06:  // restore_extended
        restore(program.uleb());
        return true;
      case 0x07: {  // undefined
        const std::uint64_t number = program.uleb();
        if (number == tracked_) row_.saved_rbp = SavedRbp::unchanged;
        if (number == rip) row_.return_address = Row::Return::undefined;
        return true;
      }
      case 0x08: {  // same_value
        const std::uint64_t number = program.uleb();
        if (number == tracked_) row_.saved_rbp = SavedRbp::unchanged;
        if (number == rip) row_.return_address = Row::Return::beyond;
        return true;
      }
      case 0x09:  // register
        lose(program.uleb());
        program.uleb();
        return true;
      case 0x0a:  // remember_state
        if (depth_ == most_remembered) return false;
        remembered_[depth_++] = row_;
        return true;
      case 0x0b:  // restore_state
        if (depth_ == 0) return false;
        row_ = remembered_[--depth_];
        return true;
      case 0x0c: {  // def_cfa
        const std::uint64_t base = program.uleb();
        define_cfa(base, static_cast<std::int64_t>(program.uleb()));
        return true;
      }
      case 0x0d:  // def_cfa_register
        define_cfa(program.uleb(), row_.offset);
        return true;
      case 0x0e:  // def_cfa_offset
        row_.offset = static_cast<std::int64_t>(program.uleb());
        return true;
      case 0x0f:  // def_cfa_expression
        set_cfa_expression(program.part(program.uleb()), row_);
        return true;
      case 0x10: {  // expression
        const std::uint64_t number = program.uleb();
        save_by_expression(number, program.part(program.uleb()));
        return true;
      }
      case 0x11: {  // offset_extended_sf
        const std::uint64_t number = program.uleb();
        save(number, factored_signed(program.sleb()));
        return true;
      }
      case 0x12: {  // def_cfa_sf
        const std::uint64_t base = program.uleb();
        define_cfa(base, factored_signed(program.sleb()));
        return true;
      }
      case 0x13:  // def_cfa_offset_sf
        row_.offset = factored_signed(program.sleb());
        return true;
      case 0x14:  // val_offset
      case 0x15:  // val_offset_sf
        lose(program.uleb());
        program.uleb();
        return true;
      case 0x16: {  // val_expression
        lose(program.uleb());
        program.part(program.uleb());
        return true;
      }
      case 0x2e:  // GNU_args_size
        program.uleb();
        return true;
      case 0x2f: {  // GNU_negative_offset_extended
        const std::uint64_t number = program.uleb();
        save(number, -factored(program.uleb()));
        return true;
      }
      default:
        return false;
    }
  }

  static constexpr unsigned most_remembered = 8;

  const Common& common_;
  std::uint64_t location_;
  std::uint64_t pc_;
  unsigned tracked_;
  bool is_there_ = false;
  Row row_;
  Row initial_;
  Row remembered_[most_remembered];
  unsigned depth_ = 0;
};

}  // namespace

Rule rule_in_function(const Bytes& frames, std::uint64_t description, std::uint64_t pc,
                      unsigned tracked) {
  Cursor cursor = entry_at(frames, description);
  const std::uint64_t here = cursor.address();
  const std::uint64_t back = cursor.fixed(4);
  Common common;
  if (cursor.failed() || back == 0 || back > here - frames.address ||
      !read_common(frames, here - back, common)) {
    return {};
  }
  const std::uint64_t begin = pointer(cursor, common.pointers);
  const std::uint64_t length = pointer(cursor, common.pointers & format_mask);
  if (common.has_lengths) cursor.skip(cursor.uleb());
  if (cursor.failed() || pc < begin || pc - begin >= length) return {};
  if (common.is_signal_frame) return Rule{RuleKind::signal_frame};
  Machine machine{common, begin, pc, tracked};
  if (!machine.run(common.program)) return {};
  machine.begin_function();
  if (!machine.run(cursor)) return {};
  return to_rule(machine.row());
}

}  // namespace calo::unwind
