#include "npz/array.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <numeric>

namespace npz {
namespace {

using calo::Category;
using calo::fail;

static_assert(std::endian::native == std::endian::little, "elements are written as they lie");

template <class T>
Array array_of(Type type, std::span<const T> values, Shape shape) {
  Array array{.type = type, .characters = 0, .shape = std::move(shape), .bytes = {}};
  array.bytes.resize(values.size_bytes());
  if (!values.empty()) std::memcpy(array.bytes.data(), values.data(), values.size_bytes());
  return array;
}

template <class From, class To>
std::vector<To> converted(const Array& array) {
  std::vector<To> values(array.bytes.size() / sizeof(From));
  const std::byte* at = array.bytes.data();
  for (To& value : values) {
    From element;
    std::memcpy(&element, at, sizeof element);
    at += sizeof element;
    // NOLINTNEXTLINE(bugprone-signed-char-misuse): an int8 is a number here, no character.
    value = static_cast<To>(element);
  }
  return values;
}

template <class To>
std::vector<To> converted_halves(const Array& array) {
  const auto bits = converted<std::uint16_t, std::uint16_t>(array);
  std::vector<To> values(bits.size());
  std::ranges::transform(bits, values.begin(),
                         [](std::uint16_t half) { return static_cast<To>(from_half(half)); });
  return values;
}

std::unexpected<calo::Error> no_numbers() {
  return fail(Category::malformed, "reading an array as numbers: its elements are text");
}

template <class To>
Result<std::vector<To>> numbers(const Array& array) {
  switch (array.type) {
    case Type::b1:
    case Type::u1:
      return converted<std::uint8_t, To>(array);
    case Type::i1:
      return converted<std::int8_t, To>(array);
    case Type::i2:
      return converted<std::int16_t, To>(array);
    case Type::i4:
      return converted<std::int32_t, To>(array);
    case Type::i8:
      return converted<std::int64_t, To>(array);
    case Type::u2:
      return converted<std::uint16_t, To>(array);
    case Type::u4:
      return converted<std::uint32_t, To>(array);
    case Type::u8:
      return converted<std::uint64_t, To>(array);
    case Type::f2:
      return converted_halves<To>(array);
    case Type::f4:
      return converted<float, To>(array);
    case Type::f8:
      return converted<double, To>(array);
    case Type::text:
      break;
  }
  return no_numbers();
}

constexpr char32_t replacement = 0xFFFD;

bool is_scalar(char32_t c) {
  return c < 0x110000 && (c < 0xD800 || c > 0xDFFF);
}

void append_utf8(std::string& text, char32_t c) {
  if (!is_scalar(c)) c = replacement;
  const auto put = [&text](char32_t byte) { text.push_back(static_cast<char>(byte)); };
  if (c < 0x80) return put(c);
  if (c < 0x800) {
    put(0xC0 | (c >> 6));
  } else {
    if (c < 0x10000) {
      put(0xE0 | (c >> 12));
    } else {
      put(0xF0 | (c >> 18));
      put(0x80 | ((c >> 12) & 0x3F));
    }
    put(0x80 | ((c >> 6) & 0x3F));
  }
  put(0x80 | (c & 0x3F));
}

/// Code points of UTF-8; each byte that belongs to none becomes U+FFFD.
std::u32string code_points(std::string_view text) {
  constexpr std::array<char32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
  std::u32string result;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80             ? 1
                               : (lead & 0xE0) == 0xC0 ? 2
                               : (lead & 0xF0) == 0xE0 ? 3
                               : (lead & 0xF8) == 0xF0 ? 4
                                                       : 0;
    char32_t c = length == 1 ? lead : lead & (0x7Fu >> length);
    bool is_valid = length > 0 && i + length <= text.size();
    for (std::size_t k = 1; is_valid && k < length; ++k) {
      const auto next = static_cast<unsigned char>(text[i + k]);
      is_valid = (next & 0xC0) == 0x80;
      c = (c << 6) | (next & 0x3Fu);
    }
    is_valid = is_valid && is_scalar(c) && c >= smallest[length];
    result.push_back(is_valid ? c : replacement);
    i += is_valid ? length : 1;
  }
  return result;
}

}  // namespace

std::size_t size_of(Type type) {
  switch (type) {
    case Type::b1:
    case Type::i1:
    case Type::u1:
      return 1;
    case Type::i2:
    case Type::u2:
    case Type::f2:
      return 2;
    case Type::i4:
    case Type::u4:
    case Type::f4:
    case Type::text:
      return 4;
    case Type::i8:
    case Type::u8:
    case Type::f8:
      return 8;
  }
  return 8;
}

std::string description(Type type, std::size_t characters) {
  constexpr std::array<std::string_view, 12> names{"|b1", "|i1", "<i2", "<i4", "<i8", "|u1",
                                                   "<u2", "<u4", "<u8", "<f2", "<f4", "<f8"};
  if (type == Type::text) return fmt::format("<U{}", characters);
  return std::string{names[static_cast<std::size_t>(type)]};
}

std::size_t elements(const Shape& shape) {
  return std::accumulate(shape.begin(), shape.end(), std::size_t{1}, std::multiplies<>{});
}

std::string text(const Shape& shape) {
  if (shape.size() == 1) return fmt::format("({},)", shape[0]);
  return fmt::format("({})", fmt::join(shape, ", "));
}

Array Array::of(std::span<const double> values, Shape shape) {
  return array_of(Type::f8, values, std::move(shape));
}
Array Array::of(std::span<const float> values, Shape shape) {
  return array_of(Type::f4, values, std::move(shape));
}
Array Array::of(std::span<const std::int64_t> values, Shape shape) {
  return array_of(Type::i8, values, std::move(shape));
}
Array Array::of(std::span<const std::uint8_t> values, Shape shape) {
  return array_of(Type::u1, values, std::move(shape));
}
Array Array::of_halves(std::span<const std::uint16_t> bits, Shape shape) {
  return array_of(Type::f2, bits, std::move(shape));
}

Array Array::of(std::span<const std::string> values) {
  std::vector<std::u32string> points;
  points.reserve(values.size());
  for (const std::string& value : values) points.push_back(code_points(value));
  std::size_t longest = 1;  // NumPy has no text of length zero in files it writes by itself
  for (const auto& value : points) longest = std::max(longest, value.size());
  Array array{.type = Type::text, .characters = longest, .shape = {values.size()}, .bytes = {}};
  array.bytes.resize(values.size() * longest * sizeof(char32_t));
  for (std::size_t i = 0; i < points.size(); ++i) {
    std::memcpy(array.bytes.data() + i * longest * sizeof(char32_t), points[i].data(),
                points[i].size() * sizeof(char32_t));
  }
  return array;
}

Result<std::vector<double>> Array::doubles() const {
  return numbers<double>(*this);
}

Result<std::vector<float>> Array::floats() const {
  return numbers<float>(*this);
}

Result<std::vector<std::int64_t>> Array::integers() const {
  if (type == Type::f2 || type == Type::f4 || type == Type::f8) {
    return fail(Category::malformed,
                fmt::format("reading an array as whole numbers: it holds {}", description(type)));
  }
  return numbers<std::int64_t>(*this);
}

Result<std::vector<std::string>> Array::strings() const {
  const std::size_t count = elements(shape);
  if (count == 0) return std::vector<std::string>{};
  if (type != Type::text) {
    return fail(Category::malformed,
                fmt::format("reading an array as text: it holds {}", description(type)));
  }
  std::vector<std::string> result(count);
  const auto points = converted<char32_t, char32_t>(*this);
  for (std::size_t i = 0; i < count; ++i) {
    const auto begin = points.begin() + static_cast<std::ptrdiff_t>(i * characters);
    auto end = begin + static_cast<std::ptrdiff_t>(characters);
    while (end != begin && *(end - 1) == 0) --end;
    for (auto c = begin; c != end; ++c) append_utf8(result[i], *c);
  }
  return result;
}

double from_half(std::uint16_t bits) {
  return static_cast<double>(std::bit_cast<_Float16>(bits));
}

std::uint16_t to_half(double value) {
  return std::bit_cast<std::uint16_t>(static_cast<_Float16>(value));
}

}  // namespace npz
