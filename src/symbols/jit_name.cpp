#include "symbols/jit_name.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace calo::symbols {
namespace {

/// Takes ":123" from the end of `text`; 0 if it does not end like that.
int take_number_at_end(std::string_view& text) {
  const std::size_t colon = text.rfind(':');
  if (colon == text.npos || colon + 1 == text.size()) return 0;
  int value = 0;
  const auto [end, error] =
      std::from_chars(text.data() + colon + 1, text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return 0;
  text = text.substr(0, colon);
  return value;
}

/// V8's `CodeEventLogger` writes KIND ':' MARK NAME ' ' FILE ':' LINE ':' COLUMN.
std::optional<JitFunction> from_v8(std::string_view name) {
  constexpr std::array kinds = {"JS:",   "LazyCompile:",       "Function:",       "Script:",
                                "Eval:", "NativeLazyCompile:", "NativeFunction:", "NativeScript:"};
  const auto kind =
      std::ranges::find_if(kinds, [name](std::string_view word) { return name.starts_with(word); });
  if (kind == kinds.end()) return {};
  name.remove_prefix(std::string_view{*kind}.size());
  if (!name.empty() && std::string_view{"~*^+"}.contains(name.front())) name.remove_prefix(1);
  // Names and paths may hold blanks: the path begins where one can.
  std::size_t at = name.npos;
  for (const std::string_view begin : {" /", " file:", " node:", " http:", " https:", " wasm:"})
    at = std::min(at, name.find(begin));
  if (at == name.npos) at = name.find(' ');
  JitFunction function;
  function.name = name.substr(0, at);
  if (at != name.npos) {
    std::string_view file = name.substr(at + 1);
    const int last = take_number_at_end(file);
    const int line = take_number_at_end(file);
    function.line = line > 0 ? line : last;  // older versions give no column
    if (file.starts_with("file://")) file.remove_prefix(7);
    function.file = file;
  }
  if (function.name.empty()) {
    const bool is_script = std::string_view{*kind}.ends_with("Script:");
    function.name = is_script ? "(script)" : "(anonymous)";
  }
  return function;
}

std::optional<JitFunction> from_cpython(std::string_view name) {
  if (!is_python_trampoline(name)) return {};
  name.remove_prefix(4);
  const std::size_t colon = name.find(":/");
  const std::size_t end = colon != name.npos ? colon : name.rfind(':');
  JitFunction function;
  function.name = name.substr(0, end);
  if (end != name.npos) function.file = name.substr(end + 1);
  return function;
}

std::optional<JitFunction> from_java(std::string_view name) {
  const std::size_t end = name.find(";::");
  if (!name.starts_with('L') || end == name.npos || end == 1) return {};
  std::string whole{name.substr(1, end - 1)};
  std::ranges::replace(whole, '/', '.');
  whole += name.substr(end + 1);
  return JitFunction{.name = std::move(whole), .file = "", .line = 0};
}

}  // namespace

bool is_python_trampoline(std::string_view name) {
  return name.starts_with("py::");
}

JitFunction jit_function(std::string_view name) {
  for (const auto known : {from_v8, from_cpython, from_java}) {
    if (auto function = known(name)) return *function;
  }
  return {.name = std::string{name}, .file = "", .line = 0};
}

}  // namespace calo::symbols
