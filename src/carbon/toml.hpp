#pragma once

// toml++ 3.3 asserts in parse_key() what the lines below it check and report (for "[=" or "a.="),
// and would abort on such a file. Its preconditions are therefore not asserted, as in a build with
// NDEBUG; every other check throws, and `stated_in_toml` makes an error of it.
#include <toml++/impl/preprocessor.h>

namespace calo::carbon {

/// A check inside toml++ failed.
struct TomlFailure {};
[[noreturn]] inline void toml_failed() {
  throw TomlFailure{};
}

}  // namespace calo::carbon

// NOLINTBEGIN(readability-identifier-naming): the names are toml++'s own.
#undef TOML_ASSERT_ASSUME
#define TOML_ASSERT_ASSUME(expression) static_assert(true)
#undef TOML_ASSERT
#define TOML_ASSERT(expression) \
  ((expression) ? static_cast<void>(0) : ::calo::carbon::toml_failed())
// NOLINTEND(readability-identifier-naming)

#include <toml++/toml.h>
