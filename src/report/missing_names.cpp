#include "report/missing_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>
#include <system_error>

#include "base/text.hpp"
#include "os/file.hpp"

namespace calo::report {

namespace {

constexpr double worth_a_line = 0.05;

bool holds_line(std::string_view text, std::string_view wanted) {
  for (std::size_t at = text.find(wanted); at != text.npos; at = text.find(wanted, at + 1)) {
    const std::size_t end = at + wanted.size();
    if ((at == 0 || text[at - 1] == '\n') && (end == text.size() || text[end] == '\n')) return true;
  }
  return false;
}

/// The package with the debug file: Debian's own rule, and packages older than it.
std::string debug_package(const std::string& package) {
  if (package == "libc6") return "libc6-dbg";
  for (const std::string_view begin : {"libpython3.", "python3."}) {
    if (!package.starts_with(begin)) continue;
    const std::size_t end = package.find_first_not_of("0123456789", begin.size());
    return "python3." + package.substr(begin.size(), end - begin.size()) + "-dbg";
  }
  return package + "-dbgsym";
}

std::string line_of(const model::Module& module, const std::filesystem::path& packages) {
  const std::string name = text::printable(module.path.substr(module.path.rfind('/') + 1), 60);
  if (module.path == "[jit]") {
    return "[jit] is code that the program made as it ran. It tells the names in /tmp/perf-PID.map "
           "with: node --perf-basic-prof, java -XX:+UnlockDiagnosticVMOptions "
           "-XX:+DumpPerfMapAtExit, python -X perf.\n";
  }
  if (!module.path.starts_with('/')) return "";
  std::string line = fmt::format("{} has functions without a name.", name);
  if (const auto package = package_of(module.path, packages))
    line += fmt::format(" The package {} would bring them.", debug_package(*package));
  if (module.build_id.size() > 2) {
    line += fmt::format(" Debug file: /usr/lib/debug/.build-id/{}/{}.debug",
                        module.build_id.substr(0, 2), module.build_id.substr(2));
  }
  return line + "\n";
}

}  // namespace

std::optional<std::string> package_of(const std::filesystem::path& file,
                                      const std::filesystem::path& packages) {
  std::error_code failure;
  // Lists have the names before and after the merge of /lib into /usr/lib, and not those of links.
  std::vector<std::string> names{file.string()};
  if (const auto real = std::filesystem::canonical(file, failure); !failure)
    names.push_back(real.string());
  for (std::size_t i = names.size(); i-- > 0;) {
    const std::string name = names[i];
    names.push_back(name.starts_with("/usr/lib") ? name.substr(4) : "/usr" + name);
  }
  const auto lists = os::list_directory(packages);
  if (!lists) return {};
  for (const std::string& list : *lists) {
    if (!list.ends_with(".list")) continue;
    const auto text = os::read_text(packages / list);
    if (!text ||
        !std::ranges::any_of(names, [&](const auto& name) { return holds_line(*text, name); }))
      continue;
    return list.substr(0, std::min(list.find(':'), list.size() - 5));
  }
  return {};
}

std::string missing_names(const model::Profile& profile,
                          const std::vector<attribution::PlaceCost>& functions,
                          const attribution::Cost& all, const std::filesystem::path& packages) {
  std::map<std::int32_t, Seconds> unnamed;  // by module
  for (const attribution::PlaceCost& cost : functions) {
    const model::Function& function = profile.functions[static_cast<std::size_t>(cost.function)];
    if (!function.module) continue;
    const std::string& path = profile.modules[static_cast<std::size_t>(*function.module)].path;
    const std::string begin = path.substr(path.rfind('/') + 1) + "+0x";
    if (function.name.starts_with(begin) || function.name == "[jit]")
      unnamed[*function.module] += cost.self.cpu;
  }
  std::string lines;
  for (const auto& [module, cpu] : unnamed) {
    if (cpu < all.cpu * worth_a_line || !(cpu > Seconds{})) continue;
    lines += line_of(profile.modules[static_cast<std::size_t>(module)], packages);
  }
  return lines;
}

}  // namespace calo::report
