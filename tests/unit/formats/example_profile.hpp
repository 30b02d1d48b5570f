#pragma once

#include <initializer_list>
#include <string>
#include <utility>

#include "example.hpp"
#include "model/profile.hpp"

namespace calo::formats::testing {

/// A name as templates make them: 10 kB.
inline std::string long_name() {
  std::string name = "fold<";
  while (name.size() < 10'000) name += "std::pair<int, Tensor<float, 3>>, ";
  return name + "void>(int)";
}

/// A Python program of two threads that calls native code:
///
///     main > eval (interpreter)                                            start-up, 1 sample
///     main > eval > <module> > eval > train > [eval > call] > gemm > kernel (inlined in gemm)
///     main > eval > <module> > walk > walk > walk                          recursion
///     start_thread > hostile name > 10 kB name                             second thread
class ExampleProfile {
 public:
  ExampleProfile() {
    profile_.period = Seconds::of(0.004);
    profile_.resolved = true;
    profile_.modules = {{"/usr/bin/python3.11", "aa01", true},
                        {"/usr/lib/libblas.so.3", "bb02", false}};
    profile_.buckets = {{Seconds::of(0.0), Seconds::of(0.5)}, {Seconds::of(0.5), Seconds::of(1.0)}};
    profile_.threads = {
        {.process = 1, .tid = 4242, .name = "python3"},
        {.process = 1, .tid = 4243, .name = "worker;\"\n\xff"},
    };
    add_functions();
    add_stacks();
  }
  [[nodiscard]] const model::Profile& profile() const { return profile_; }

 private:
  void function(std::string name, std::string file, int first_line, int module) {
    model::Function f;
    f.name = std::move(name);
    f.file = std::move(file);
    f.first_line = first_line;
    if (module >= 0) f.module = module;
    f.language = module < 0 ? model::Language::python : model::Language::native;
    profile_.functions.push_back(f);
  }
  void add_functions() {
    function("main", "python.c", 10, 0);                             // 0
    function("_PyEval_EvalFrameDefault", "", 0, 0);                  // 1
    function("<module>", "/home/me/train.py", 1, -1);                // 2
    function("train", "/home/me/train.py", 7, -1);                   // 3
    function("gemm", "gemm.f", 100, 1);                              // 4
    function("kernel", "kernel.h", 5, 1);                            // 5
    function("walk", "/home/me/tree.py", 3, -1);                     // 6
    function("start_thread", "", 0, 1);                              // 7
    function("evil;name\nwith\ttab \"\\ \xc3\x28", "a\nb.c", 1, 1);  // 8
    function(long_name(), "fold.hpp", 2, 1);                         // 9
    function("", "", 0, 1);                                          // 10
  }
  /// A location of the lines given, innermost first, called from the stack `parent`.
  std::int32_t stack(std::int32_t parent, std::initializer_list<model::Line> lines) {
    model::Location location;
    location.lines = lines;
    location.module = profile_.functions[static_cast<std::size_t>(lines.begin()->function)].module;
    if (location.module) location.address = 0x1000 + 16 * profile_.locations.size();
    profile_.locations.push_back(location);
    profile_.stacks.push_back({parent, static_cast<std::int32_t>(profile_.locations.size()) - 1});
    return static_cast<std::int32_t>(profile_.stacks.size()) - 1;
  }
  void use(int bucket, int thread, std::int32_t stack, std::int64_t samples) {
    const auto n = static_cast<double>(samples);
    profile_.uses.push_back({.bucket = bucket,
                             .thread = thread,
                             .stack = stack,
                             .samples = samples,
                             .cpu = Seconds::of(0.004 * n),
                             .dynamic = Joules::of(0.05 * n + 1e-7),
                             .static_share = Joules::of(0.01 * n)});
  }
  void add_stacks() {
    const auto main = stack(-1, {{0, 12}});
    const auto eval = stack(main, {{1, 0}});
    const auto module = stack(eval, {{2, 9}});
    const auto train = stack(stack(module, {{1, 0}}), {{3, 8}});
    const auto gemm = stack(stack(train, {{1, 0}}), {{5, 6}, {4, 110}});
    auto walk = module;
    for (int line : {4, 5, 5}) walk = stack(walk, {{6, line}});
    const auto thread = stack(-1, {{7, 0}});
    const auto longest = stack(stack(thread, {{8, 1}}), {{9, 3}});
    use(0, 0, eval, 1);
    use(0, 0, gemm, 50);
    use(1, 0, gemm, 30);
    use(1, 0, walk, 10);
    use(0, 0, train, 4);
    use(1, 1, longest, 3);
    use(1, 1, stack(thread, {{10, 0}}), 2);
  }
  model::Profile profile_;
};

inline model::Profile example_profile() {
  return ExampleProfile{}.profile();
}

/// All of the example's samples, and the energy and CPU time they stand for.
inline constexpr std::int64_t example_samples = 100;
inline constexpr std::int64_t example_energy_uj = 5'000'001;  // 100 * 50 mJ + 7 * 0.1 µJ, rounded
inline constexpr std::int64_t example_cpu_us = 400'000;

}  // namespace calo::formats::testing
