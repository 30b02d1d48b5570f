#include "attribution/stages.hpp"

#include <algorithm>
#include <optional>
#include <ranges>
#include <utility>

namespace calo::attribution {

namespace {

/// What a function says of the stacks that have it.
enum class Sign : std::uint8_t {
  none,
  start,        ///< the C library's way to main(), which initialisers go, too
  loader,       ///< ld.so, or what it calls before main()
  calls_main,   ///< what it calls is main(), whatever its name: a stripped program has none
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
  if (any_of(name, {"__libc_start_call_main", "libc_start_main_stage2"})) return Sign::calls_main;
  if (any_of(name, {"_start", "_start_c", "__libc_start_main", "__libc_start_main_impl",
                    "__libc_start_main@@GLIBC_2.34"}))
    return Sign::start;
  if (any_of(name,
             {"_dl_start", "_dl_start_user", "_dl_sysdep_start", "dl_main", "_dl_init", "call_init",
              "_dl_relocate_object", "__libc_csu_init", "__libc_init_first", "__libc_init_secure",
              "__static_initialization_and_destruction_0", "_init", "frame_dummy"}) ||
      name.starts_with("_GLOBAL__sub_I_"))
    return Sign::loader;
  return Sign::none;
}

/// __libc_start_main of glibc 2.34 and later calls main() through another function of its own, and
/// initialisers directly; that of earlier ones calls both directly. Told from the stacks: that
/// function may have no name.
bool has_call_main(const model::Profile& profile, const std::vector<Sign>& signs) {
  const auto location_of = [&](const model::StackNode& node) -> const model::Location& {
    return profile.locations[static_cast<std::size_t>(node.location)];
  };
  const auto parent_of = [&](const model::StackNode& node) {
    return node.parent < 0 ? nullptr : &profile.stacks[static_cast<std::size_t>(node.parent)];
  };
  return std::ranges::any_of(profile.stacks, [&](const model::StackNode& node) {
    const model::StackNode* const between = parent_of(node);
    const model::StackNode* const start = between != nullptr ? parent_of(*between) : nullptr;
    if (start == nullptr || location_of(*start).lines.empty() ||
        location_of(*between).lines.empty())
      return false;
    const auto function = static_cast<std::size_t>(location_of(*start).lines.back().function);
    const auto called = static_cast<std::size_t>(location_of(*between).lines.back().function);
    return profile.functions[function].name.starts_with("__libc_start_main") &&
           (signs[called] == Sign::none || signs[called] == Sign::calls_main) &&
           location_of(*between).module == location_of(*start).module &&
           location_of(node).module != location_of(*between).module;
  });
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
  const bool calls_main_indirectly = has_call_main(profile, signs);
  struct Seen {
    bool start = false, loader = false, main = false, interpreter = false, script = false,
         importing = false, exit = false;
    bool beyond_start = false;            ///< the next frame is main()
    std::optional<std::int32_t> library;  ///< module of __libc_start_main
    bool at_start = false;                ///< that is the last frame
    bool in_program = false;              ///< beyond that, in another module if it is known
  };
  std::vector<Seen> seen(profile.stacks.size());
  std::vector<Stage> stages(profile.stacks.size());
  for (std::size_t i = 0; i < seen.size(); ++i) {
    const model::StackNode& node = profile.stacks[i];
    Seen now = node.parent >= 0 ? seen[static_cast<std::size_t>(node.parent)] : Seen{};
    const model::Location& location = profile.locations[static_cast<std::size_t>(node.location)];
    for (const model::Line& line : std::views::reverse(location.lines)) {
      const auto function = static_cast<std::size_t>(line.function);
      now.main = now.main || now.beyond_start;
      const bool from_start = std::exchange(now.at_start, false);
      switch (signs[function]) {
        case Sign::none:
          now.loader =
              now.loader || (from_start && calls_main_indirectly && location.module != now.library);
          now.in_program =
              now.in_program || (now.library ? location.module != now.library : now.start);
          break;
        case Sign::start:
          now.start = true;
          if (profile.functions[function].name.starts_with("__libc_start_main"))
            now.library = location.module;
          now.at_start = now.library.has_value();
          break;
        case Sign::calls_main:
          now.start = now.beyond_start = true;
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
    // Without a name that says otherwise, what __libc_start_main calls in another file is the
    // program's own work.
    const bool is_before_main = !now.main && (now.loader || (now.start && !now.in_program));
    if (now.importing) {
      stage = Stage::imports;
    } else if (now.exit) {
      stage = Stage::exit;
    } else if (now.script) {
      stage = Stage::main;
    } else if (now.interpreter || is_before_main) {
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
