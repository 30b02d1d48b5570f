#include "attribution/stages.hpp"

#include <algorithm>

namespace calo::attribution {

namespace {

/// What a function says of the stacks that have it.
enum class Sign : std::uint8_t {
  none,
  loader,       ///< ld.so, or what it calls before main()
  main,         ///< main(), or the start of a thread
  interpreter,  ///< main() of Python: what it does without Python code is start-up
  script,       ///< Python code
  importing,    ///< the import machinery
  exit,
};

bool any_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::ranges::find(names, name) != names.end();
}

Sign sign_of(const model::Function& function) {
  const std::string_view name = function.name;
  if (function.language == model::Language::python) {
    return std::string_view{function.file}.starts_with("<frozen importlib") ? Sign::importing
                                                                            : Sign::script;
  }
  if (any_of(name, {"exit", "_exit", "__run_exit_handlers", "_dl_fini", "__cxa_finalize",
                    "Py_FinalizeEx", "Py_Finalize"}))
    return Sign::exit;
  if (any_of(name,
             {"Py_BytesMain", "Py_Main", "Py_RunMain", "Py_InitializeFromConfig", "pymain_main"}))
    return Sign::interpreter;
  if (any_of(name, {"main", "MAIN__", "start_thread", "__clone3", "clone3", "clone"}))
    return Sign::main;
  if (any_of(name,
             {"_start", "_dl_start", "_dl_start_user", "dl_main", "_dl_init", "call_init",
              "__libc_start_main", "__libc_start_main_impl", "__libc_start_main@@GLIBC_2.34"}))
    return Sign::loader;
  return Sign::none;
}

}  // namespace

std::string_view name(Stage stage) {
  switch (stage) {
    case Stage::start_up:
      return "start-up";
    case Stage::imports:
      return "imports";
    case Stage::main:
      return "main";
    case Stage::exit:
      return "exit";
  }
  return "main";
}

std::vector<Stage> stages(const model::Profile& profile) {
  std::vector<Sign> signs(profile.functions.size());
  for (std::size_t i = 0; i < signs.size(); ++i) signs[i] = sign_of(profile.functions[i]);
  struct Seen {
    bool loader = false, main = false, interpreter = false, script = false, importing = false,
         exit = false;
  };
  std::vector<Seen> seen(profile.stacks.size());
  std::vector<Stage> stages(profile.stacks.size());
  for (std::size_t i = 0; i < seen.size(); ++i) {
    const model::StackNode& node = profile.stacks[i];
    Seen now = node.parent >= 0 ? seen[static_cast<std::size_t>(node.parent)] : Seen{};
    const model::Location& location = profile.locations[static_cast<std::size_t>(node.location)];
    for (const model::Line& line : location.lines) {
      switch (signs[static_cast<std::size_t>(line.function)]) {
        case Sign::none:
          break;
        case Sign::loader:
          now.loader = true;
          break;
        case Sign::main:
          now.main = true;
          break;
        case Sign::interpreter:
          now.interpreter = true;
          break;
        case Sign::script:
          now.script = true;
          break;
        case Sign::importing:
          now.importing = true;
          break;
        case Sign::exit:
          now.exit = true;
          break;
      }
    }
    seen[i] = now;
    Stage& stage = stages[i];
    if (now.importing) {
      stage = Stage::imports;
    } else if (now.exit) {
      stage = Stage::exit;
    } else if (now.script) {
      stage = Stage::main;
    } else if (now.interpreter || (now.loader && !now.main)) {
      stage = Stage::start_up;
    } else {
      stage = Stage::main;
    }
  }
  return stages;
}

std::array<Cost, all_stages.size()> by_stage(const model::Profile& profile) {
  const std::vector<Stage> stage = stages(profile);
  std::array<Cost, all_stages.size()> costs{};
  for (const model::StackUse& use : profile.uses) {
    costs[static_cast<std::size_t>(stage[static_cast<std::size_t>(use.stack)])] += Cost::of(use);
  }
  return costs;
}

}  // namespace calo::attribution
