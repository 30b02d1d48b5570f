#include "symbols/rust.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace calo::symbols {
namespace {

constexpr std::size_t max_output = 1U << 14U;  // back references can grow a name exponentially
constexpr int deepest_name = 96;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::string_view basic_type(char tag) {
  constexpr std::array<std::pair<char, std::string_view>, 22> types = {{
      {'a', "i8"},   {'b', "bool"},  {'c', "char"},  {'d', "f64"}, {'e', "str"}, {'f', "f32"},
      {'h', "u8"},   {'i', "isize"}, {'j', "usize"}, {'l', "i32"}, {'m', "u32"}, {'n', "i128"},
      {'o', "u128"}, {'p', "_"},     {'s', "i16"},   {'t', "u16"}, {'u', "()"},  {'v', "..."},
      {'x', "i64"},  {'y', "u64"},   {'z', "!"},     {'\0', ""},
  }};
  for (const auto& [letter, name] : types) {
    if (letter == tag) return name;
  }
  return {};
}

/// Recursive descent over the grammar; `failed` once set stays set and stops all output.
class V0Parser {
 public:
  explicit V0Parser(std::string_view text) : text_{text} {}

  std::optional<std::string> parse() {
    path(true);
    // An instantiating crate may follow, and a vendor's suffix.
    if (failed_ || output_.empty()) return {};
    return std::move(output_);
  }

 private:
  /// Counts the nesting of a production.
  struct Depth {
    explicit Depth(V0Parser& p) : parser{p} { parser.failed_ |= ++parser.depth_ > deepest_name; }
    Depth(const Depth&) = delete;
    Depth& operator=(const Depth&) = delete;
    ~Depth() { --parser.depth_; }
    V0Parser& parser;
  };

  [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  char take() {
    if (at_ < text_.size()) return text_[at_++];
    failed_ = true;
    return '\0';
  }
  bool accept(char c) {
    if (failed_ || peek() != c || at_ >= text_.size()) return false;
    ++at_;
    return true;
  }
  void put(std::string_view text) {
    if (failed_ || is_silent_) return;
    failed_ = output_.size() + text.size() > max_output;
    if (!failed_) output_ += text;
  }

  std::uint64_t base_62() {
    if (accept('_')) return 0;
    std::uint64_t value = 0;
    while (!failed_) {
      const char c = take();
      if (c == '_') return value + 1;
      const int digit = is_digit(c)            ? c - '0'
                        : c >= 'a' && c <= 'z' ? c - 'a' + 10
                        : c >= 'A' && c <= 'Z' ? c - 'A' + 36
                                               : -1;
      if (digit < 0) failed_ = true;
      // May wrap: crate hashes are not shown, and back references are checked.
      value = value * 62 + static_cast<std::uint64_t>(digit);
    }
    return 0;
  }
  std::uint64_t disambiguator() { return accept('s') ? base_62() + 1 : 0; }

  std::string_view identifier() {
    accept('u');  // Punycode
    std::size_t length = 0;
    if (!is_digit(peek())) failed_ = true;
    if (accept('0')) return {};
    while (!failed_ && is_digit(peek()) && length < text_.size()) {
      length = length * 10 + static_cast<std::size_t>(take() - '0');
    }
    accept('_');
    if (failed_ || length > text_.size() - at_) {
      failed_ = true;
      return {};
    }
    const std::string_view name = text_.substr(at_, length);
    at_ += length;
    return name;
  }

  template <class Production>
  void back_reference(Production&& production) {
    const std::size_t here = at_ - 1;
    const std::uint64_t target = base_62();
    if (failed_ || target >= here) {
      failed_ = true;
      return;
    }
    const std::size_t resume = std::exchange(at_, static_cast<std::size_t>(target));
    production();
    at_ = resume;
  }

  void path(bool is_value) {
    const Depth depth{*this};
    if (failed_) return;
    switch (take()) {
      case 'C':
        disambiguator();
        put(identifier());
        return;
      case 'M':
        impl_path();
        put("<");
        type();
        put(">");
        return;
      case 'X':
        impl_path();
        [[fallthrough]];
      case 'Y':
        put("<");
        type();
        put(" as ");
        path(false);
        put(">");
        return;
      case 'N':
        nested_path(is_value);
        return;
      case 'I':
        path(is_value);
        put(is_value ? "::<" : "<");
        for (bool first = true; !failed_ && !accept('E'); first = false) {
          if (!first) put(", ");
          generic_argument();
        }
        put(">");
        return;
      case 'B':
        back_reference([&] { path(is_value); });
        return;
      default:
        failed_ = true;
    }
  }

  void impl_path() {
    disambiguator();
    const bool was_silent = std::exchange(is_silent_, true);
    path(false);
    is_silent_ = was_silent;
  }

  void nested_path(bool is_value) {
    const char space = take();
    path(is_value);
    const std::uint64_t number = disambiguator();
    const std::string_view name = identifier();
    if (space >= 'A' && space <= 'Z') {
      put("::{");
      put(space == 'C' ? "closure" : space == 'S' ? "shim" : std::string_view{&space, 1});
      if (!name.empty()) {
        put(":");
        put(name);
      }
      put("#" + std::to_string(number) + "}");
    } else if (!name.empty()) {
      put("::");
      put(name);
    }
  }

  void generic_argument() {
    if (accept('L')) {
      base_62();
      put("'_");
    } else if (accept('K')) {
      constant();
    } else {
      type();
    }
  }

  void list_until_e(std::string_view open, std::string_view close, bool is_tuple) {
    put(open);
    int count = 0;
    for (; !failed_ && !accept('E'); ++count) {
      if (count > 0) put(", ");
      type();
    }
    if (is_tuple && count == 1) put(",");
    put(close);
  }

  void type() {
    const Depth depth{*this};
    if (failed_) return;
    const char tag = peek();
    if (const std::string_view basic = basic_type(tag); !basic.empty()) {
      take();
      put(basic);
      return;
    }
    switch (tag) {
      case 'A':
      case 'S':
        take();
        put("[");
        type();
        if (tag == 'A') {
          put("; ");
          constant();
        }
        put("]");
        return;
      case 'T':
        take();
        list_until_e("(", ")", true);
        return;
      case 'R':
      case 'Q':
        take();
        put("&");
        if (accept('L')) base_62();
        put(tag == 'Q' ? "mut " : "");
        type();
        return;
      case 'P':
      case 'O':
        take();
        put(tag == 'P' ? "*const " : "*mut ");
        type();
        return;
      case 'F':
        take();
        function_type();
        return;
      case 'D':
        take();
        dynamic_type();
        return;
      case 'B':
        take();
        back_reference([&] { type(); });
        return;
      default:
        path(false);
    }
  }

  void function_type() {
    if (accept('G')) base_62();
    if (accept('U')) put("unsafe ");
    if (accept('K')) {
      put("extern \"");
      put(accept('C') ? "C" : identifier());
      put("\" ");
    }
    list_until_e("fn(", ")", false);
    if (accept('u')) return;  // the unit type is not shown
    put(" -> ");
    type();
  }

  void dynamic_type() {
    put("dyn ");
    if (accept('G')) base_62();
    for (bool first = true; !failed_ && !accept('E'); first = false) {
      if (!first) put(" + ");
      path(false);
      while (accept('p')) {  // associated types join the arguments of the trait
        const bool has_arguments = !is_silent_ && output_.ends_with('>');
        if (has_arguments) output_.pop_back();
        put(has_arguments ? ", " : "<");
        put(identifier());
        put(" = ");
        type();
        put(">");
      }
    }
    if (accept('L')) base_62();
  }

  void constant() {
    const Depth depth{*this};
    if (failed_) return;
    if (accept('B')) return back_reference([&] { constant(); });
    if (accept('p')) return put("_");
    const char kind = take();
    if (basic_type(kind).empty()) failed_ = true;
    const bool is_negative = accept('n');
    std::uint64_t value = 0;
    std::size_t digits = 0;
    const std::size_t start = at_;
    for (; !failed_ && !accept('_'); ++digits) {
      const char c = take();
      const bool is_hex = is_digit(c) || (c >= 'a' && c <= 'f');
      if (!is_hex) failed_ = true;
      value = value * 16 + static_cast<std::uint64_t>(is_digit(c) ? c - '0' : c - 'a' + 10);
    }
    if (failed_) return;
    if (is_negative) put("-");
    if (kind == 'b' && value < 2) return put(value != 0 ? "true" : "false");
    if (digits > 16) {
      put("0x");
      return put(text_.substr(start, digits));
    }
    put(std::to_string(value));
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string output_;
  int depth_ = 0;
  bool failed_ = false;
  bool is_silent_ = false;
};

/// What `$...$` stands for in older Rust names; empty: unknown.
std::string escape(std::string_view code) {
  constexpr std::array<std::pair<std::string_view, char>, 8> codes = {{{"SP", '@'},
                                                                       {"BP", '*'},
                                                                       {"RF", '&'},
                                                                       {"LT", '<'},
                                                                       {"GT", '>'},
                                                                       {"LP", '('},
                                                                       {"RP", ')'},
                                                                       {"C", ','}}};
  for (const auto& [name, character] : codes) {
    if (name == code) return {character};
  }
  if (code.size() == 3 && code[0] == 'u') {  // an ASCII character in hexadecimal
    unsigned value = 0;
    for (const char c : code.substr(1)) {
      if (!is_digit(c) && (c < 'a' || c > 'f')) return {};
      value = value * 16 + static_cast<unsigned>(is_digit(c) ? c - '0' : c - 'a' + 10);
    }
    if (value >= 0x20 && value < 0x7F) return {static_cast<char>(value)};
  }
  return {};
}

}  // namespace

std::optional<std::string> demangled_rust_v0(std::string_view linkage_name) {
  if (!linkage_name.starts_with("_R") || linkage_name.size() < 4) return {};
  return V0Parser{linkage_name.substr(2)}.parse();
}

std::optional<std::string> legacy_rust(std::string_view name) {
  constexpr std::size_t hash_size = 19;  // "::h" and 16 digits
  if (name.size() <= hash_size || name.substr(name.size() - hash_size, 3) != "::h" ||
      name.substr(name.size() - 16).find_first_not_of("0123456789abcdef") != name.npos) {
    return {};
  }
  name.remove_suffix(hash_size);
  std::string result;
  for (std::size_t i = 0; i < name.size();) {
    const bool begins = i == 0 || result.ends_with("::");
    if (begins && name.substr(i).starts_with("_$")) ++i;  // keeps identifiers from starting with $
    if (name[i] == '$') {
      const std::size_t end = name.find('$', i + 1);
      const std::string text = end == name.npos ? "" : escape(name.substr(i + 1, end - i - 1));
      if (!text.empty()) {
        result += text;
        i = end + 1;
        continue;
      }
    }
    if (name.substr(i).starts_with("..")) {
      result += "::";
      i += 2;
      continue;
    }
    result += name[i++];
  }
  return result;
}

}  // namespace calo::symbols
