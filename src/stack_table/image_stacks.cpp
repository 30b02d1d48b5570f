#include "stack_table/image_stacks.hpp"

#include <algorithm>
#include <limits>
#include <ranges>
#include <string_view>
#include <variant>

#include "cpython/lines.hpp"
#include "symbols/jit_name.hpp"
#include "symbols/segments.hpp"

namespace calo::stack_table {

namespace {

std::string hexadecimal(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  text.reserve(2 * bytes.size());
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

/// Memory that a program fills with code of its own, as /proc/PID/maps names it: .NET writes its
/// code through a second mapping of a memory file.
bool is_made_code(std::string_view path, std::string_view build_id) {
  if (!build_id.empty()) return false;
  if (path == "[vdso]") return false;
  return !path.starts_with('/') || path.starts_with("//anon") ||
         path.starts_with("/anon_hugepage") || path.starts_with("/memfd:") ||
         path.starts_with("/dev/zero") || path.starts_with("/SYSV");
}

/// `mapped` without what the kernel puts behind the path of a file that is no more.
std::string plain_path(std::string_view mapped) {
  constexpr std::string_view deleted = " (deleted)";
  if (mapped.starts_with('/') && mapped.ends_with(deleted)) mapped.remove_suffix(deleted.size());
  return std::string{mapped};
}

/// Where a part of a file is mapped by itself, the agent does not know the file's addresses: it
/// counts from the beginning of the file.
std::uint64_t bias_of(const ring::ModuleSeen& seen, const std::string& path) {
  if (!seen.build_id.empty() || !path.starts_with('/')) return seen.bias;
  const auto segments = symbols::Segments::read(path);
  if (!segments || segments->are_all(seen.start, seen.end, seen.bias)) return seen.bias;
  return segments->bias(seen.start, seen.end, seen.start - seen.bias).value_or(seen.bias);
}

cpython::Layout::Lines line_format(std::uint32_t version) {
  const std::uint32_t feature = cpython::feature_version(version);
  if (feature < 0x030A) return cpython::Layout::Lines::lnotab;
  return feature == 0x030A ? cpython::Layout::Lines::pairs : cpython::Layout::Lines::locations;
}

}  // namespace

void ImageStacks::take(const ring::Image& image, const ring::Event& event) {
  ImageState& state = images_[image.id];
  if (const auto* module = std::get_if<ring::ModuleSeen>(&event)) {
    take_module(image, state, *module);
  } else if (const auto* code = std::get_if<ring::PythonCodeSeen>(&event)) {
    take_code(state, *code);
  } else if (const auto* runtime = std::get_if<ring::PythonRuntimeSeen>(&event)) {
    state.line_format = line_format(runtime->version);
  } else if (std::holds_alternative<ring::ImageEnded>(event)) {
    name_made_code(image, state);
    jit_.end(image);
    images_.erase(image.id);
  }
}

ImageStacks::Number ImageStacks::stack(const ring::Image& image,
                                       std::span<const ring::NativeFrame> native,
                                       std::span<const ring::PythonFrame> python) {
  ImageState& state = images_[image.id];
  merge(native, python, [&](std::uint64_t address) { return is_loop(state, address); }, merged_);
  Number node = -1;
  for (const MixedFrame& frame : std::views::reverse(merged_)) {
    const Number at = frame.python ? python_location(state, frame.address, frame.offset)
                                   : native_location(image, state, frame.address);
    // The Python frame that a trampoline calls is in the stack by itself.
    if (!python.empty() && trampolines_.contains(at)) continue;
    if (at >= 0) node = table_.stack(node, at);
  }
  return node >= 0 ? node : table_.stack(-1, native_location(image, state, 0));
}

// --- modules

ImageStacks::Number ImageStacks::module_of(const ring::Image& image, const ImageState& state,
                                           const ring::ModuleSeen& seen, const std::string& path) {
  const std::string build_id = hexadecimal(seen.build_id);
  std::string identity = build_id;
  if (build_id.empty() && path.starts_with('/')) {
    // A part that is mapped again of a file that is loaded.
    for (const auto& [start, known] : state.modules) {
      const model::Module& module =
          table_.profile().modules[static_cast<std::size_t>(known.module)];
      if (module.path == path && !module.build_id.empty()) return known.module;
    }
    identity = KeptFiles::identity(image, path);
  }
  const auto [module, is_new] = table_.module(path, identity, build_id);
  if (is_new) files_.see(image, path, module, seen.start, !build_id.empty());
  return module;
}

void ImageStacks::take_module(const ring::Image& image, ImageState& state,
                              const ring::ModuleSeen& seen) {
  const bool is_made = is_made_code(seen.path, seen.build_id);
  const std::string path = is_made ? "[jit]" : plain_path(seen.path);
  const Number module = module_of(image, state, seen, path);
  const auto [loop, is_unknown] = loops_.try_emplace(path);
  if (is_unknown && !is_made) loop->second = find_loop_(path);
  MappedModule mapped{seen.start, seen.end, bias_of(seen, path), module, is_made, {}};
  for (const symbols::AddressRange& range : loop->second)
    mapped.loop.push_back({range.begin + mapped.bias, range.end + mapped.bias});
  if (!loop->second.empty())
    table_.profile().modules[static_cast<std::size_t>(module)].interpreter = true;

  // What lay there before has been unmapped.
  auto overlapped = state.modules.lower_bound(seen.start);
  if (overlapped != state.modules.begin() && std::prev(overlapped)->second.end > seen.start)
    --overlapped;
  bool replaced = false;
  while (overlapped != state.modules.end() && overlapped->second.start < seen.end) {
    overlapped = state.modules.erase(overlapped);
    replaced = true;
  }
  state.modules[seen.start] = std::move(mapped);
  state.made.clear();
  if (replaced) {
    state.locations.clear();
  } else {
    // Code that was unknown until now may be this module's.
    std::erase_if(state.locations, [&](const auto& known) {
      return known.first >= seen.start && known.first < seen.end;
    });
  }
}

const ImageStacks::MappedModule* ImageStacks::module_at(const ImageState& state,
                                                        std::uint64_t address) {
  auto at = state.modules.upper_bound(address);
  if (at == state.modules.begin()) return nullptr;
  --at;
  return address < at->second.end ? &at->second : nullptr;
}

bool ImageStacks::is_loop(const ImageState& state, std::uint64_t address) {
  const MappedModule* const mapped = module_at(state, address);
  return mapped != nullptr &&
         std::ranges::any_of(mapped->loop, [&](const symbols::AddressRange& range) {
           return address >= range.begin && address < range.end;
         });
}

// --- machine code

ImageStacks::Number ImageStacks::native_location(const ring::Image& image, ImageState& state,
                                                 std::uint64_t address) {
  if (const auto known = state.locations.find(address); known != state.locations.end())
    return known->second;
  const MappedModule* const mapped = module_at(state, address);
  if (mapped == nullptr || mapped->is_made) return made_location(image, state, address, mapped);
  return state.locations[address] = table_.location(mapped->module, address - mapped->bias);
}

ImageStacks::Number ImageStacks::made_function(Number module,
                                               const symbols::JitMap::Function& function) {
  symbols::JitFunction named = symbols::jit_function(function.name);
  return table_.made_function(module, std::move(named.name), std::move(named.file), named.line);
}

ImageStacks::Number ImageStacks::made_location(const ring::Image& image, ImageState& state,
                                               std::uint64_t address, const MappedModule* mapped) {
  if (state.round != round_) {
    state.round = round_;
    if (jit_.refresh(image)) state.made.clear();
  }
  if (const auto known = state.made.find(address); known != state.made.end()) return known->second;
  if (const symbols::JitMap::Function* const function = jit_.find(image, address)) {
    const Number module = module_without_file("[jit]");
    const auto [location, is_new] =
        table_.made_location(module, made_function(module, *function), function->begin);
    if (is_new && symbols::is_python_trampoline(function->name)) trampolines_.insert(location);
    return state.made[address] = location;
  }
  const auto [at, is_new] = state.unnamed.try_emplace(address, 0);
  if (is_new) {
    const Number module = mapped != nullptr ? mapped->module : module_without_file("[unknown]");
    at->second = table_.unnamed_location(module, address);
  }
  return state.made[address] = at->second;
}

void ImageStacks::name_made_code(const ring::Image& image, ImageState& state) {
  if (state.unnamed.empty()) return;
  jit_.refresh(image);
  for (const auto& [address, number] : state.unnamed) {
    const symbols::JitMap::Function* const function = jit_.find(image, address);
    if (function == nullptr) continue;
    const Number module = module_without_file("[jit]");
    table_.name(number, module, made_function(module, *function));
  }
}

// --- Python code

void ImageStacks::take_code(ImageState& state, const ring::PythonCodeSeen& seen) {
  PythonCode code;
  code.first_line = static_cast<int>(std::min<std::uint32_t>(seen.first_line, 1'000'000'000));
  code.function =
      table_.python_function(std::string{seen.name}, std::string{seen.file}, code.first_line);
  code.hidden = cpython::is_trampoline(seen.name, seen.file);
  code.lines.assign(seen.line_table.begin(), seen.line_table.end());
  state.codes[seen.code] = std::move(code);
}

ImageStacks::Number ImageStacks::python_location(ImageState& state, std::uint64_t code,
                                                 std::uint64_t offset) {
  const auto [known, is_new] = state.python_locations.try_emplace({code, offset}, -1);
  if (!is_new) return known->second;
  Number function = 0;
  int line = 0;
  const auto found = state.codes.find(code);
  if (found == state.codes.end()) {
    function = table_.python_function("(unknown Python function)", "", 0);
    state.python_locations.erase(known);  // its name may still come
  } else {
    const PythonCode& of = found->second;
    if (of.hidden) return -1;
    function = of.function;
    const auto at = static_cast<std::int32_t>(
        std::min<std::uint64_t>(offset, std::numeric_limits<std::int32_t>::max()));
    line = cpython::line_at(state.line_format, of.lines, of.first_line, at).value_or(of.first_line);
  }
  const Number location = table_.python_location(function, line);
  if (found != state.codes.end()) state.python_locations[{code, offset}] = location;
  return location;
}

}  // namespace calo::stack_table
