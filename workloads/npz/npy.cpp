#include "npz/npy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <optional>
#include <utility>

#include "base/text.hpp"
#include "base/try.hpp"

namespace npz {
namespace {

using calo::Category;
using calo::fail;

constexpr std::string_view magic{"\x93NUMPY", 6};
constexpr std::size_t longest_description = 65536;
constexpr std::size_t most_axes = 32;                       // NPY_MAXDIMS
constexpr std::size_t longest_axis = std::size_t{1} << 47;  // the address space of a process

std::unexpected<calo::Error> damaged(std::string_view name, std::string_view reason) {
  return fail(Category::malformed, fmt::format("reading {}: {}", name, reason),
              "Write it again with numpy.save or numpy.savez.");
}

unsigned byte_at(std::span<const std::byte> bytes, std::size_t index) {
  return std::to_integer<unsigned>(bytes[index]);
}

/// Reads the Python dictionary of a header: strings, True, False, and a tuple of whole numbers.
class Literal {
 public:
  explicit Literal(std::string_view text) : rest_{text} {}

  bool skip(std::string_view token) {
    while (!rest_.empty() && (rest_.front() == ' ' || rest_.front() == '\n'))
      rest_.remove_prefix(1);
    if (!rest_.starts_with(token)) return false;
    rest_.remove_prefix(token.size());
    return true;
  }

  std::optional<std::string_view> string() {
    const char quote = skip("'") ? '\'' : '"';
    if (quote == '"' && !skip("\"")) return std::nullopt;
    const std::size_t end = rest_.find(quote);
    if (end == std::string_view::npos) return std::nullopt;
    return take(end);
  }

  std::optional<bool> boolean() {
    if (skip("True")) return true;
    if (skip("False")) return false;
    return std::nullopt;
  }

  std::optional<Shape> tuple() {
    if (!skip("(")) return std::nullopt;
    Shape shape;
    while (!skip(")")) {
      if (!shape.empty() && !skip(",")) return std::nullopt;
      if (skip(")")) break;  // the comma after the last
      std::size_t size = 0;
      skip("");
      const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), size);
      if (error != std::errc{} || shape.size() == most_axes || size > longest_axis) {
        return std::nullopt;
      }
      rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
      skip("L");  // Python 2 wrote long integers so
      shape.push_back(size);
    }
    return shape;
  }

  bool is_finished() {
    skip("");
    return rest_.empty();
  }

 private:
  std::string_view take(std::size_t length) {
    const std::string_view taken = rest_.substr(0, length);
    rest_.remove_prefix(length + 1);
    return taken;
  }
  std::string_view rest_;
};

struct Description {
  std::string_view type;
  bool is_fortran = false;
  Shape shape;
};

std::optional<Description> parse_description(std::string_view text) {
  Literal literal{text};
  std::optional<std::string_view> type;
  std::optional<bool> is_fortran;
  std::optional<Shape> shape;
  if (!literal.skip("{")) return std::nullopt;
  while (!literal.skip("}")) {
    const auto key = literal.string();
    if (!key || !literal.skip(":")) return std::nullopt;
    if (*key == "descr") {
      // A list describes records with fields; it is reported as a type that is not supported.
      type = literal.skip("[") ? std::optional<std::string_view>{"fields"} : literal.string();
      if (type == "fields") return Description{.type = *type, .is_fortran = false, .shape = {}};
    } else if (*key == "fortran_order") {
      is_fortran = literal.boolean();
    } else if (*key == "shape") {
      shape = literal.tuple();
    } else {
      return std::nullopt;
    }
    if (!literal.skip(",") && !literal.skip("}")) return std::nullopt;
    if (literal.is_finished()) break;
  }
  if (!literal.is_finished() || !type || !is_fortran || !shape) return std::nullopt;
  return Description{.type = *type, .is_fortran = *is_fortran, .shape = *std::move(shape)};
}

struct Element {
  Type type;
  std::size_t characters;
};

Result<Element> parse_type(std::string_view type, std::string_view name) {
  constexpr std::array numeric{Type::b1, Type::i1, Type::i2, Type::i4, Type::i8, Type::u1,
                               Type::u2, Type::u4, Type::u8, Type::f2, Type::f4, Type::f8};
  const auto is_named = [type](Type each) {
    const std::string known = description(each);
    // "=" is the writer's own order, which on every machine that runs this is little-endian.
    return type.size() == known.size() && type.substr(1) == std::string_view{known}.substr(1) &&
           (type[0] == known[0] || (type[0] == '=') || (type[0] == '|' && size_of(each) == 1) ||
            (type[0] == '<' && size_of(each) == 1));
  };
  if (const auto* found = std::ranges::find_if(numeric, is_named); found != numeric.end()) {
    return Element{*found, 0};
  }
  if (type.starts_with("<U")) {
    if (const auto characters = calo::text::to_u64(type.substr(2));
        characters && *characters <= longest_axis) {
      return Element{Type::text, *characters};
    }
  }
  const std::string shown = calo::text::printable(type, 24);
  std::string reason = fmt::format("elements of type '{}' are not supported", shown);
  std::string remedy = "Convert them first: numpy.asarray(x, dtype=float).";
  if (type.starts_with(">")) {
    reason = fmt::format("its elements ('{}') are big-endian", shown);
    remedy = "Convert them first: x.astype(x.dtype.newbyteorder('<')).";
  } else if (type == "|O" || type == "O") {
    reason = "it holds Python objects (a pickle), which are never loaded";
    remedy = "Save plain numbers: numpy.asarray(x, dtype=float).";
  } else if (type.starts_with("|S")) {
    remedy = "Convert them first: x.astype('U').";
  }
  return fail(Category::unsupported, fmt::format("reading {}: {}", name, reason), remedy);
}

}  // namespace

Result<std::size_t> npy_header_size(std::span<const std::byte> prefix, std::string_view name) {
  if (prefix.size() < 10 || std::memcmp(prefix.data(), magic.data(), magic.size()) != 0) {
    return damaged(name, "it does not begin as a .npy file");
  }
  const unsigned version = byte_at(prefix, 6);
  if (version < 1 || version > 3) {
    return fail(
        Category::unsupported,
        fmt::format("reading {}: version {} of the .npy format is not known", name, version),
        "Write it again with a NumPy of version 1.");
  }
  const std::size_t length_bytes = version == 1 ? 2 : 4;
  if (prefix.size() < 8 + length_bytes) return damaged(name, "its header is cut off");
  std::size_t length = 0;
  for (std::size_t i = 0; i < length_bytes; ++i) {
    length |= std::size_t{byte_at(prefix, 8 + i)} << (8 * i);
  }
  if (length > longest_description) return damaged(name, "its header is implausibly long");
  return 8 + length_bytes + length;
}

Result<NpyHeader> parse_npy_header(std::span<const std::byte> header, std::string_view name) {
  CALO_TRY(const std::size_t size, npy_header_size(header, name));
  if (header.size() < size) return damaged(name, "its header is cut off");
  const std::size_t begin = byte_at(header, 6) == 1 ? 10 : 12;
  const std::string_view text{reinterpret_cast<const char*>(header.data()) + begin, size - begin};
  const auto description = parse_description(text);
  if (!description) return damaged(name, "its header is no description of an array");
  CALO_TRY(const Element element, parse_type(description->type, name));
  if (description->is_fortran && description->shape.size() > 1) {
    return fail(Category::unsupported,
                fmt::format("reading {}: the array is in Fortran order (column by column)", name),
                "Save it in C order: numpy.ascontiguousarray(x).");
  }
  std::size_t payload = size_of(element.type);
  if (element.type == Type::text && __builtin_mul_overflow(payload, element.characters, &payload)) {
    return damaged(name, "its elements are impossibly long");
  }
  for (const std::size_t axis : description->shape) {
    if (axis != 0 && __builtin_mul_overflow(payload, axis, &payload)) {
      return damaged(name, "its shape is impossibly large");
    }
  }
  const bool is_empty = std::ranges::find(description->shape, 0u) != description->shape.end();
  // Elements without bytes could be claimed by the million.
  if (payload == 0 && !is_empty) return damaged(name, "its elements have no characters");
  if (is_empty) payload = 0;
  return NpyHeader{.type = element.type,
                   .characters = element.characters,
                   .shape = description->shape,
                   .size = size,
                   .payload = payload};
}

Result<Array> parse_npy(std::span<const std::byte> bytes, std::string_view name) {
  CALO_TRY(const NpyHeader header, parse_npy_header(bytes, name));
  const auto payload = bytes.subspan(header.size);
  if (payload.size() != header.payload) {
    return damaged(name, fmt::format("{} bytes of elements are there, its shape {} wants {}",
                                     payload.size(), text(header.shape), header.payload));
  }
  return Array{.type = header.type,
               .characters = header.characters,
               .shape = header.shape,
               .bytes = {payload.begin(), payload.end()}};
}

std::string npy_header(Type type, std::size_t characters, const Shape& shape) {
  std::string text = fmt::format("{{'descr': '{}', 'fortran_order': False, 'shape': {}, }}",
                                 description(type, characters), npz::text(shape));
  constexpr std::size_t prefix = 10;  // magic, version, length of the description
  text.append(63 - (prefix + text.size()) % 64, ' ');
  text += '\n';
  std::string header{magic};
  header += std::string{'\x01', '\x00', static_cast<char>(text.size() & 0xFF),
                        static_cast<char>(text.size() >> 8)};
  return header + text;
}

}  // namespace npz
