#include "pickle.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <variant>

#include "base/text.hpp"
#include "base/try.hpp"

namespace baler {
namespace {

using calo::Category;
using calo::fail;

enum Opcode : unsigned char {
  proto = 0x80,
  mark = '(',
  stop = '.',
  none = 'N',
  new_true = 0x88,
  new_false = 0x89,
  int1 = 'K',
  int2 = 'M',
  int4 = 'J',
  long1 = 0x8A,
  unicode = 'X',
  global = 'c',
  empty_tuple = ')',
  tuple = 't',
  tuple1 = 0x85,
  tuple2 = 0x86,
  tuple3 = 0x87,
  empty_dict = '}',
  set_item = 's',
  set_items = 'u',
  reduce = 'R',
  persistent_id = 'Q',
  build = 'b',
  put1 = 'q',
  put4 = 'r',
  get1 = 'h',
  get4 = 'j',
};

struct Value;
using Pointer = std::shared_ptr<const Value>;

struct Mark {};
struct Nothing {};
struct Global {
  std::string name;
};
struct Storage {
  std::string key;
  bool is_double = false;
  std::uint64_t elements = 0;
};
using Tuple = std::vector<Pointer>;
/// A dictionary's tensors; what else is in it (metadata) is not wanted.
struct Dictionary {
  std::vector<PickledTensor> tensors;
};

struct Value {
  std::variant<Mark, Nothing, bool, std::uint64_t, std::string, Global, Storage, Tuple,
               PickledTensor, std::shared_ptr<Dictionary>>
      held;
  int depth = 0;  ///< of nested tuples
};

constexpr std::size_t most_values = 100'000;
constexpr int deepest = 8;

class Interpreter {
 public:
  Interpreter(std::span<const std::byte> pickle, std::string_view name)
      : rest_{reinterpret_cast<const char*>(pickle.data()), pickle.size()}, name_{name} {}

  Result<std::vector<PickledTensor>> run() {
    while (true) {
      CALO_TRY(const std::string_view code, take(1));
      const auto opcode = static_cast<unsigned char>(code[0]);
      if (opcode == stop) break;
      CALO_TRY_DO(execute(opcode));
      if (stack_.size() > most_values || ++steps_ > 20 * most_values)
        return broken("it is too long");
    }
    if (stack_.size() != 1) return broken("it ends in the middle");
    const auto* found = std::get_if<std::shared_ptr<Dictionary>>(&stack_[0]->held);
    if (found == nullptr) return broken("it holds no dictionary");
    return (*found)->tensors;
  }

 private:
  std::unexpected<calo::Error> broken(std::string_view reason) const {
    return fail(Category::malformed, fmt::format("reading {}: {}", name_, reason),
                "Write it with torch.save(model.state_dict(), file).");
  }

  Result<std::string_view> take(std::size_t size) {
    if (rest_.size() < size) return broken("it ends too early");
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }

  Result<std::uint64_t> number(std::size_t bytes) {
    CALO_TRY(const std::string_view text, take(bytes));
    std::uint64_t value = 0;
    for (std::size_t i = bytes; i-- > 0;) value = value << 8 | static_cast<unsigned char>(text[i]);
    return value;
  }

  Result<std::string> line() {
    const std::size_t end = rest_.find('\n');
    if (end == std::string_view::npos) return broken("a name does not end");
    CALO_TRY(const std::string_view text, take(end + 1));
    return std::string{text.substr(0, end)};
  }

  Result<void> push(Value value) {
    stack_.push_back(std::make_shared<const Value>(std::move(value)));
    return {};
  }

  Result<Pointer> pop() {
    if (stack_.empty()) return broken("its stack runs empty");
    Pointer top = std::move(stack_.back());
    stack_.pop_back();
    return top;
  }

  /// Everything above the last mark, which is removed too.
  Result<Tuple> pop_to_mark() {
    const auto marked = std::find_if(stack_.rbegin(), stack_.rend(), [](const Pointer& value) {
      return std::holds_alternative<Mark>(value->held);
    });
    if (marked == stack_.rend()) return broken("a mark is missing");
    const auto first = marked.base();
    Tuple values{std::make_move_iterator(first), std::make_move_iterator(stack_.end())};
    stack_.erase(first - 1, stack_.end());
    return values;
  }

  Result<void> push_tuple(Tuple values) {
    int depth = 0;
    for (const Pointer& value : values) depth = std::max(depth, value->depth + 1);
    if (depth > deepest) return broken("its tuples are nested too deeply");
    return push({std::move(values), depth});
  }

  Result<void> pop_tuple(std::size_t size) {
    if (stack_.size() < size) return broken("its stack runs empty");
    const auto first = stack_.end() - static_cast<std::ptrdiff_t>(size);
    Tuple values{first, stack_.end()};
    stack_.erase(first, stack_.end());
    return push_tuple(std::move(values));
  }

  template <class T>
  Result<T> as(const Pointer& value, std::string_view what) const {
    if (const T* held = std::get_if<T>(&value->held)) return *held;
    return broken(fmt::format("{} is not where it should be", what));
  }

  Result<std::vector<std::uint64_t>> numbers(const Pointer& value) const {
    CALO_TRY(const Tuple elements, as<Tuple>(value, "a tuple of sizes"));
    std::vector<std::uint64_t> result;
    for (const Pointer& element : elements) {
      CALO_TRY(const auto size, as<std::uint64_t>(element, "a size"));
      result.push_back(size);
    }
    return result;
  }

  Result<void> load_storage() {
    CALO_TRY(const Pointer top, pop());
    CALO_TRY(const Tuple parts, as<Tuple>(top, "a storage"));
    if (parts.size() != 5) return broken("a storage has not five parts");
    CALO_TRY(const auto type, as<Global>(parts[1], "a storage's type"));
    CALO_TRY(const auto key, as<std::string>(parts[2], "a storage's key"));
    CALO_TRY(const auto elements, as<std::uint64_t>(parts[4], "a storage's size"));
    const bool is_double = type.name == "torch DoubleStorage";
    if (!is_double && type.name != "torch FloatStorage") {
      return fail(Category::unsupported,
                  fmt::format("reading {}: tensors of '{}' are not supported", name_,
                              calo::text::printable(type.name, 60)),
                  "Save the model in float32 or float64.");
    }
    return push({Storage{key, is_double, elements}});
  }

  Result<void> call() {
    CALO_TRY(const Pointer arguments, pop());
    CALO_TRY(const Pointer callable, pop());
    CALO_TRY(const auto name, as<Global>(callable, "a function"));
    CALO_TRY(const Tuple parts, as<Tuple>(arguments, "a tuple of arguments"));
    if (name.name == "collections OrderedDict" && parts.empty()) {
      return push({std::make_shared<Dictionary>()});
    }
    if (name.name == "torch._utils _rebuild_tensor_v2" && parts.size() >= 4) {
      CALO_TRY(const auto storage, as<Storage>(parts[0], "a tensor's storage"));
      CALO_TRY(const auto offset, as<std::uint64_t>(parts[1], "a tensor's offset"));
      CALO_TRY(auto sizes, numbers(parts[2]));
      CALO_TRY(auto strides, numbers(parts[3]));
      return push({PickledTensor{.name = {},
                                 .storage = storage.key,
                                 .is_double = storage.is_double,
                                 .storage_elements = storage.elements,
                                 .offset = offset,
                                 .sizes = std::move(sizes),
                                 .strides = std::move(strides)}});
    }
    return broken(fmt::format("it asks to call '{}', which is never done",
                              calo::text::printable(name.name, 80)));
  }

  /// Keys and values in turn go into the dictionary that is now on top.
  Result<void> set(const Tuple& items) {
    if (stack_.empty() || items.size() % 2 != 0) return broken("a dictionary is incomplete");
    CALO_TRY(const auto target, as<std::shared_ptr<Dictionary>>(stack_.back(), "a dictionary"));
    for (std::size_t i = 0; i < items.size(); i += 2) {
      const auto* tensor = std::get_if<PickledTensor>(&items[i + 1]->held);
      if (tensor == nullptr) continue;
      if (target->tensors.size() == most_values) return broken("it is too long");
      target->tensors.push_back(*tensor);
      CALO_TRY(target->tensors.back().name, as<std::string>(items[i], "a tensor's name"));
    }
    return {};
  }

  Result<void> put(std::uint64_t slot) {
    if (stack_.empty()) return broken("its stack runs empty");
    if (memo_.size() > most_values) return broken("it is too long");
    memo_[slot] = stack_.back();
    return {};
  }

  Result<void> get(std::uint64_t slot) {
    const auto found = memo_.find(slot);
    if (found == memo_.end()) return broken("it refers to what is not there");
    stack_.push_back(found->second);
    return {};
  }

  Result<void> push_number(std::size_t bytes) {
    CALO_TRY(const std::uint64_t value, number(bytes));
    if (bytes > 0 && (bytes == 4 || bytes == 8) && (value >> (8 * bytes - 1)) != 0) {
      return broken("a size is negative");
    }
    return push({value});
  }

  Result<void> execute(unsigned char opcode) {
    switch (opcode) {
      case proto: {
        CALO_TRY(const std::uint64_t version, number(1));
        if (version != 2) return broken(fmt::format("pickle protocol {} is not 2", version));
        return {};
      }
      case mark:
        return push({Mark{}});
      case none:
        return push({Nothing{}});
      case new_true:
      case new_false:
        return push({opcode == new_true});
      case int1:
        return push_number(1);
      case int2:
        return push_number(2);
      case int4:
        return push_number(4);
      case long1: {
        CALO_TRY(const std::uint64_t bytes, number(1));
        if (bytes > 8) return broken("a size is too large");
        return push_number(bytes);
      }
      case unicode: {
        CALO_TRY(const std::uint64_t length, number(4));
        CALO_TRY(const std::string_view text, take(length));
        return push({std::string{text}});
      }
      case global: {
        CALO_TRY(const std::string module, line());
        CALO_TRY(const std::string what, line());
        return push({Global{module + " " + what}});
      }
      case empty_tuple:
        return push({Tuple{}});
      case tuple: {
        CALO_TRY(Tuple values, pop_to_mark());
        return push_tuple(std::move(values));
      }
      case tuple1:
        return pop_tuple(1);
      case tuple2:
        return pop_tuple(2);
      case tuple3:
        return pop_tuple(3);
      case empty_dict:
        return push({std::make_shared<Dictionary>()});
      case set_item: {
        CALO_TRY(const Pointer value, pop());
        CALO_TRY(const Pointer key, pop());
        return set({key, value});
      }
      case set_items: {
        CALO_TRY(const Tuple items, pop_to_mark());
        return set(items);
      }
      case reduce:
        return call();
      case persistent_id:
        return load_storage();
      case build: {  // attributes of the dictionary (_metadata), of no use here
        CALO_TRY(const Pointer state, pop());
        static_cast<void>(state);
        return {};
      }
      case put1:
      case put4: {
        CALO_TRY(const std::uint64_t slot, number(opcode == put1 ? 1 : 4));
        return put(slot);
      }
      case get1:
      case get4: {
        CALO_TRY(const std::uint64_t slot, number(opcode == get1 ? 1 : 4));
        return get(slot);
      }
      default:
        return broken(fmt::format("opcode 0x{:02x} does not belong into a state dictionary",
                                  static_cast<unsigned>(opcode)));
    }
  }

  std::string_view rest_;
  std::string_view name_;
  std::vector<Pointer> stack_;
  std::map<std::uint64_t, Pointer> memo_;
  std::size_t steps_ = 0;
};

/// Writes opcodes with their arguments.
class Writer {
 public:
  Writer& op(unsigned char opcode) {
    text_.push_back(static_cast<char>(opcode));
    return *this;
  }
  Writer& bytes(std::uint64_t value, int count) {
    for (int i = 0; i < count; ++i) text_.push_back(static_cast<char>(value >> (8 * i) & 0xFF));
    return *this;
  }
  Writer& string(std::string_view text) {
    op(unicode).bytes(text.size(), 4);
    text_.append(text);
    return *this;
  }
  Writer& name(std::string_view module, std::string_view what) {
    op(global);
    text_.append(module).append("\n").append(what).append("\n");
    return *this;
  }
  Writer& number(std::uint64_t value) {
    if (value < 256) return op(int1).bytes(value, 1);
    if (value < 65536) return op(int2).bytes(value, 2);
    if (value < std::uint64_t{1} << 31) return op(int4).bytes(value, 4);
    return op(long1).bytes(8, 1).bytes(value, 8);
  }
  Writer& numbers(std::span<const std::uint64_t> values) {
    op(mark);
    for (const std::uint64_t value : values) number(value);
    return op(tuple);
  }
  Writer& ordered_dictionary() {
    return name("collections", "OrderedDict").op(empty_tuple).op(reduce);
  }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace

Result<std::vector<PickledTensor>> read_pickled_tensors(std::span<const std::byte> pickle,
                                                        std::string_view name) {
  return Interpreter{pickle, name}.run();
}

std::string pickle_tensors(std::span<const PickledTensor> tensors) {
  Writer writer;
  writer.op(proto).bytes(2, 1).ordered_dictionary().op(mark);
  for (const PickledTensor& tensor : tensors) {
    writer.string(tensor.name).name("torch._utils", "_rebuild_tensor_v2").op(mark);
    writer.op(mark).string("storage");
    writer.name("torch", tensor.is_double ? "DoubleStorage" : "FloatStorage");
    writer.string(tensor.storage).string("cpu").number(tensor.storage_elements);
    writer.op(tuple).op(persistent_id);
    writer.number(tensor.offset).numbers(tensor.sizes).numbers(tensor.strides);
    writer.op(new_false).ordered_dictionary().op(tuple).op(reduce);
  }
  writer.op(set_items).op(stop);
  return writer.text();
}

}  // namespace baler
