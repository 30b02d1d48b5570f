#include "sampling/thread_names.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace calo::sampling {
namespace {

class Threads {
 public:
  model::Profile profile;

  Threads() { profile.modules = {{"/opt/sim", "", false}, {"/usr/bin/python3", "", true}}; }

  /// Frames are "name" or "name@file" of Python, from the root on.
  void sample(std::size_t thread, const std::vector<std::string>& frames, double cpu = 1.0) {
    std::int32_t parent = -1;
    for (const std::string& frame : frames) {
      const auto at = frame.find('@');
      model::Function function;
      function.name = frame.substr(0, at);
      if (at != frame.npos) {
        function.language = model::Language::python;
        function.file = frame.substr(at + 1);
      } else {
        function.module = function.name.starts_with("_Py") ? 1 : 0;
      }
      profile.functions.push_back(function);
      const auto number = static_cast<std::int32_t>(profile.functions.size() - 1);
      profile.locations.push_back({function.module, 0, {{number, 0}}});
      profile.stacks.push_back({parent, static_cast<std::int32_t>(profile.locations.size() - 1)});
      parent = static_cast<std::int32_t>(profile.stacks.size() - 1);
    }
    while (profile.threads.size() <= thread) {
      model::SampledThread row;
      row.name = "python3";
      profile.threads.push_back(row);
    }
    model::StackUse use;
    use.thread = static_cast<std::int32_t>(thread);
    use.stack = parent;
    use.cpu = Seconds::of(cpu);
    profile.uses.push_back(use);
  }
};

TEST(ThreadNames, TellWorkersApartByWhatTheyWereStartedFor) {
  Threads threads;
  const std::string library = "@/usr/lib/python3.11/threading.py";
  threads.sample(0, {"_start", "__libc_start_main", "main", "<module>@/a.py", "crunch@/a.py"});
  threads.sample(1, {"clone3", "start_thread", "thread_run", "_PyEval_Vector",
                     "Thread._bootstrap" + library, "Thread._bootstrap_inner" + library,
                     "Thread.run" + library, "crunch@/a.py", "inner@/a.py"});
  threads.sample(2, {"clone3", "start_thread", "execute_native_thread_routine",
                     "std::thread::_State_impl<int>::_M_run()", "solve(int)", "step"});
  threads.sample(3, {"clone3", "start_thread", "libgomp.so.1+0x1f780 (waiting?)"}, 5.0);
  threads.sample(3, {"clone3", "start_thread", "libgomp.so.1+0x1f5e0", "main._omp_fn.0"});
  name_threads(threads.profile);
  EXPECT_EQ(threads.profile.threads[0].name, "python3");
  EXPECT_EQ(threads.profile.threads[3].name, "python3 (main._omp_fn.0)");
  EXPECT_EQ(threads.profile.threads[1].name, "python3 (crunch)");
  EXPECT_EQ(threads.profile.threads[2].name, "python3 (solve)");
}

TEST(ThreadNames, StayWhereNothingMoreIsKnown) {
  Threads threads;
  threads.sample(0, {"main"});
  threads.sample(1, {"work"});  // cut off: whose work is not known
  threads.sample(2, {"clone3", "start_thread", "sim+0x1234"});
  threads.sample(3, {"clone3", "start_thread", "a"}, 1.0);
  threads.sample(3, {"clone3", "start_thread", "b"}, 1.0);
  threads.sample(4, {"clone3", "start_thread", "a"});
  threads.profile.threads[4].name = "pool-1";  // named by the program
  name_threads(threads.profile);
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(threads.profile.threads[i].name, "python3");
  EXPECT_EQ(threads.profile.threads[4].name, "pool-1");
}

}  // namespace
}  // namespace calo::sampling
