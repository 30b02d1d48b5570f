#include "symbols/demangle.hpp"

#include <cxxabi.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "symbols/rust.hpp"

namespace calo::symbols {
namespace {

/// Longer names are left alone: demanglers recurse.
constexpr std::size_t max_name = 1U << 15U;

std::string cxx_demangled(const std::string& name) {
  int status = 0;
  const std::unique_ptr<char, decltype(&std::free)> text{
      abi::__cxa_demangle(name.c_str(), nullptr, nullptr, &status), &std::free};
  return status == 0 && text ? text.get() : "";
}

bool is_lower_case_name(std::string_view name) {
  return std::ranges::all_of(
      name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

/// gfortran 12: `__<module>_MOD_<procedure>`, all in lower case; procedures outside modules end in
/// one underscore.
std::string fortran(std::string_view name) {
  constexpr std::string_view marker = "_MOD_";
  if (name == "MAIN__") return "main program";
  if (name.starts_with("__")) {
    const std::size_t at = name.find(marker, 2);
    if (at != name.npos && at > 2 && at + marker.size() < name.size()) {
      return std::string{name.substr(2, at - 2)} +
             "::" + std::string{name.substr(at + marker.size())};
    }
    return {};
  }
  if (name.size() > 2 && name.ends_with('_') && !name.ends_with("__") && !name.starts_with('_') &&
      is_lower_case_name(name)) {
    return std::string{name.substr(0, name.size() - 1)};
  }
  return {};
}

/// The position after the bracket that closes the one at `at`; the end if there is none.
std::size_t after_brackets(std::string_view name, std::size_t at, char open, char close) {
  int depth = 0;
  for (; at < name.size(); ++at) {
    if (name[at] == open) ++depth;
    if (name[at] == close && (at == 0 || name[at - 1] != '-') && --depth == 0) return at + 1;
  }
  return name.size();
}

/// Length of an operator's name at `at` ("operator<<", "operator()"), 0 if there is none.
std::size_t operator_length(std::string_view name, std::size_t at) {
  constexpr std::string_view word = "operator";
  const auto is_identifier = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  if (!name.substr(at).starts_with(word) || (at > 0 && is_identifier(name[at - 1]))) return 0;
  const std::string_view rest = name.substr(at + word.size());
  for (const std::string_view symbol :
       {"()", "[]", "<=>", "<<=", ">>=", "->*", "<<", ">>", "<=", ">=", "->", "<", ">"}) {
    if (rest.starts_with(symbol)) return word.size() + symbol.size();
  }
  return 0;
}

}  // namespace

std::string demangled(std::string_view linkage_name) {
  if (const std::size_t version = linkage_name.find('@');
      version != linkage_name.npos && version > 0 && !linkage_name.ends_with("@plt")) {
    linkage_name = linkage_name.substr(0, version);
  }
  std::string name{linkage_name};
  if (name.size() > max_name || name.find('\0') != name.npos) return name;
  if (name.starts_with("_R")) return demangled_rust_v0(name).value_or(name);
  if (name.starts_with("_Z") || name.starts_with("___Z")) {
    std::string cxx = cxx_demangled(name);
    if (cxx.empty()) return name;
    return legacy_rust(cxx).value_or(std::move(cxx));
  }
  std::string from_fortran = fortran(name);
  return from_fortran.empty() ? name : from_fortran;
}

std::string shortened(std::string_view name) {
  constexpr std::string_view anonymous = "(anonymous namespace)";
  std::string result;
  std::size_t last_space = name.npos;  // in the result: what precedes it is the return type
  for (std::size_t i = 0; i < name.size();) {
    if (const std::size_t length = operator_length(name, i); length > 0) {
      result += name.substr(i, length);
      i += length;
    } else if (name.substr(i).starts_with(anonymous)) {
      result += anonymous;
      i += anonymous.size();
    } else if ((name[i] == '(' || name[i] == '<') && i > 0 && name[i - 1] == '.') {
      // Go's methods (`runtime.(*mcache).nextFree`), Java's constructors (`Main.<init>`).
      const std::size_t end =
          name[i] == '(' ? after_brackets(name, i, '(', ')') : after_brackets(name, i, '<', '>');
      result += name.substr(i, end - i);
      i = end;
    } else if (name[i] == '<' && i > 0 && name[i - 1] != ':' && name[i - 1] != ' ') {
      result += "<...>";
      i = after_brackets(name, i, '<', '>');
    } else if (name[i] == '(' && i > 0) {
      i = after_brackets(name, i, '(', ')');
      // A function inside a function ("f()::{lambda...}") goes on; parameters end the name.
      if (!name.substr(i).starts_with("::") && !name.substr(i).starts_with(" const::")) break;
      if (name[i] == ' ') i += 6;
    } else if (name.substr(i).starts_with("[abi:") || name.substr(i).starts_with(" [clone")) {
      i = after_brackets(name, name.find('[', i), '[', ']');
    } else if (name[i] == '{') {
      const std::size_t end = after_brackets(name, i, '{', '}');
      result += name.substr(i, std::min<std::size_t>(end - i, 8)) == "{lambda("
                    ? "{lambda}"
                    : name.substr(i, end - i);
      i = end;
    } else {
      if (name[i] == ' ' && !result.ends_with("operator")) last_space = result.size();
      result += name[i++];
    }
  }
  const bool is_cxx_function = name.find('(') != name.npos && name[0] != '<';
  if (is_cxx_function && last_space != name.npos && result.find("operator") == result.npos) {
    result.erase(0, last_space + 1);
  }
  return result.empty() ? std::string{name} : result;
}

}  // namespace calo::symbols
