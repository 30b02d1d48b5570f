#include "symbols/jit_name.hpp"

#include <gtest/gtest.h>

namespace calo::symbols {
namespace {

TEST(JitName, IsOneForAFunctionOfJavaScriptThatIsCompiledAgain) {
  const JitFunction work{.name = "work", .file = "/home/me/a b.js", .line = 3};
  for (const char* const name :
       {"JS:~work /home/me/a b.js:3:17", "JS:*work /home/me/a b.js:3:17",
        "LazyCompile:*work /home/me/a b.js:3:17", "JS:^work file:///home/me/a b.js:3:17",
        "Function:~work /home/me/a b.js:3"}) {
    EXPECT_EQ(jit_function(name), work) << name;
  }
  EXPECT_EQ(jit_function("JS:~get x node:internal/async_hooks:517:25"),
            (JitFunction{.name = "get x", .file = "node:internal/async_hooks", .line = 517}));
}

TEST(JitName, StandsForWhatHasNone) {
  EXPECT_EQ(jit_function("JS:* /a.js:7:2").name, "(anonymous)");
  EXPECT_EQ(jit_function("Script:~ /a.js:1:1").name, "(script)");
  EXPECT_EQ(jit_function("Script:~ /a.js:1:1").file, "/a.js");
  EXPECT_EQ(jit_function("JS:*f").name, "f");
  EXPECT_EQ(jit_function("JS:").name, "(anonymous)");
}

TEST(JitName, IsReadAsOtherCompilersWriteIt) {
  EXPECT_EQ(jit_function("py::Solver.step:/home/me/a.py"),
            (JitFunction{.name = "Solver.step", .file = "/home/me/a.py", .line = 0}));
  EXPECT_TRUE(is_python_trampoline("py::work:/a.py"));
  EXPECT_FALSE(is_python_trampoline("work"));
  EXPECT_EQ(jit_function("Lorg/me/Main;::work").name, "org.me.Main::work");
  for (const char* const name :
       {"int Main.hot(int)", "Builtin:ArrayMap", "Interpreter", "L;::x", "call_stub", "py:", ""}) {
    EXPECT_EQ(jit_function(name).name, name);
  }
}

}  // namespace
}  // namespace calo::symbols
