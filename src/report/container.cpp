#include "report/container.hpp"

#include <bit>
#include <utility>

#include "base/expect.hpp"

namespace calo::report {

static_assert(std::endian::native == std::endian::little, "columns are written as they are");

namespace {

constexpr std::size_t alignment = 8;

template <class T>
std::string_view bytes_of(const std::vector<T>& column) {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): the bytes of numbers.
  return {reinterpret_cast<const char*>(column.data()), column.size() * sizeof(T)};
}

std::string dumped(const Container::Json& json) {
  return json.dump(-1, ' ', false, Container::Json::error_handler_t::replace);
}

}  // namespace

std::string as_utf8(std::string_view text) {
  return Container::Json::parse(dumped(Container::Json(text))).get<std::string>();
}

void Container::add(const std::string& name, std::string_view type, std::size_t length,
                    std::string_view bytes) {
  CALO_EXPECT(!columns_.contains(name), "columns have names of their own");
  area_.resize((area_.size() + alignment - 1) / alignment * alignment);
  columns_[name] = {{"type", type}, {"length", length}, {"offset", area_.size()}};
  area_ += bytes;
}

void Container::add(const std::string& name, const std::vector<double>& column) {
  add(name, "f64", column.size(), bytes_of(column));
}
void Container::add(const std::string& name, const std::vector<std::uint32_t>& column) {
  add(name, "u32", column.size(), bytes_of(column));
}
void Container::add(const std::string& name, const std::vector<std::int32_t>& column) {
  add(name, "i32", column.size(), bytes_of(column));
}
void Container::add(const std::string& name, const std::vector<std::uint8_t>& column) {
  add(name, "u8", column.size(), bytes_of(column));
}

std::uint32_t Container::text(std::string_view text) {
  std::string valid = as_utf8(text);
  const auto [at, is_new] =
      strings_.try_emplace(valid, static_cast<std::uint32_t>(string_ends_.size()));
  if (is_new) {
    string_bytes_.insert(string_bytes_.end(), valid.begin(), valid.end());
    string_ends_.push_back(static_cast<std::uint32_t>(string_bytes_.size()));
  }
  return at->second;
}

std::string Container::bytes(Json header) && {
  add("strings.bytes", string_bytes_);
  add("strings.ends", string_ends_);
  header["columns"] = std::move(columns_);
  std::string head = dumped(header);
  while ((sizeof(std::uint32_t) + head.size()) % alignment != 0) head += ' ';
  const auto length = static_cast<std::uint32_t>(head.size());
  std::string result{bytes_of(std::vector<std::uint32_t>{length})};
  result += head;
  result += area_;
  return result;
}

}  // namespace calo::report
