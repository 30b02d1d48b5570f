#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace calo::report {

/// The data of a report's page: a header and typed columns (docs/formats/report.md, "The
/// container").
class Container {
 public:
  using Json = nlohmann::ordered_json;

  Container() { text({}); }

  /// Columns are in the order in which they are added; names are used once.
  void add(const std::string& name, const std::vector<double>& column);
  void add(const std::string& name, const std::vector<std::uint32_t>& column);
  void add(const std::string& name, const std::vector<std::int32_t>& column);
  void add(const std::string& name, const std::vector<std::uint8_t>& column);

  /// The number of a text in the table of strings; equal texts have one. Bytes that are not UTF-8
  /// become U+FFFD.
  std::uint32_t text(std::string_view text);

  /// All bytes, with the strings as the last columns. `header` gets its `columns`.
  std::string bytes(Json header) &&;

 private:
  void add(const std::string& name, std::string_view type, std::size_t length,
           std::string_view bytes);

  Json columns_ = Json::object();
  std::string area_;
  std::vector<std::uint8_t> string_bytes_;
  std::vector<std::uint32_t> string_ends_;
  std::unordered_map<std::string, std::uint32_t> strings_;
};

/// Text as UTF-8: bytes that are none become U+FFFD.
std::string as_utf8(std::string_view text);

}  // namespace calo::report
