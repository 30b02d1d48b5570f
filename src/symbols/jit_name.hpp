#pragma once

#include <string>
#include <string_view>

namespace calo::symbols {

/// A function that a just-in-time compiler named.
struct JitFunction {
  std::string name;
  std::string file;  ///< source file, "" unknown
  int line = 0;      ///< of its beginning, 0 unknown
  friend bool operator==(const JitFunction&, const JitFunction&) = default;
};

/// What a line of /tmp/perf-PID.map means by its name:
/// - V8: `JS:*work /home/me/a.js:3:17` -> work, /home/me/a.js, 3. The mark of the compiler (`~`,
/// `^`,
///   `+`, `*`) is dropped: the function is the same, however often it is compiled again.
/// - CPython: `py::work:/home/me/a.py` -> work, /home/me/a.py.
/// - perf-map-agent: `Lorg/me/Main;::work` -> org.me.Main::work.
/// Other names come back whole.
JitFunction jit_function(std::string_view name);

/// True for CPython's trampolines (`python -X perf`): the Python frame that one of them calls is
/// known without it.
bool is_python_trampoline(std::string_view name);

}  // namespace calo::symbols
