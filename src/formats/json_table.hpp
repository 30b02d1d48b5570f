#pragma once

#include <fmt/format.h>

#include <cstddef>
#include <iterator>
#include <ostream>
#include <string>
#include <string_view>

namespace calo::formats {

/// Writes a JSON array of `count` elements, without ever holding them all. `element(i)` gives a
/// number or finished JSON text.
void write_json_array(std::ostream& out, std::size_t count, const auto& element) {
  std::string text = "[";
  for (std::size_t i = 0; i < count; ++i) {
    if (i != 0) text += ',';
    fmt::format_to(std::back_inserter(text), "{}", element(i));
    if (text.size() > 65536) {
      out << text;
      text.clear();
    }
  }
  out << text << ']';
}

/// A table by columns: an object with the number of rows as "length", and an array per column.
class JsonTable {
 public:
  /// Begins the member `name` of an object.
  JsonTable(std::ostream& out, std::string_view name, std::size_t rows) : out_{out}, rows_{rows} {
    out_ << '"' << name << "\":{\"length\":" << rows;
  }
  JsonTable& column(std::string_view name, const auto& element) {
    out_ << ",\"" << name << "\":";
    write_json_array(out_, rows_, element);
    return *this;
  }
  /// A column with the same JSON text in each row.
  JsonTable& same(std::string_view name, std::string_view element) {
    return column(name, [&](std::size_t) { return element; });
  }
  void end(std::string_view after = "},\n") { out_ << after; }

 private:
  std::ostream& out_;
  std::size_t rows_;
};

}  // namespace calo::formats
